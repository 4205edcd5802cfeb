import sharp from 'sharp';
import { PageSurface } from '../../../src/agents/screenshot/index.js';
import { Stillness } from '../../../src/agents/screenshot/operate/stillness.js';
import type { Frame, PageDriver } from '../../../src/tools/browser/index.js';

/** What a page of 320 × 120 CSS px shows at each look: how far its spinner is turned, its caret, and marks that come. */
interface Look { readonly spinner?: number; readonly caret?: boolean; readonly marks?: readonly number[]; readonly wide?: number; readonly url?: string }

/** Pictures are drawn once. */
const drawn = new Map<string, Promise<Frame>>();

function pictureOf(look: Look): Promise<Frame> {
  const turned = look.spinner === undefined ? look : { ...look, spinner: look.spinner % 5 };
  const key = JSON.stringify(turned);
  const frame = drawn.get(key) ?? draw(turned);
  drawn.set(key, frame);
  return frame;
}

async function draw({ spinner, caret, marks = [], wide, url = 'http://page/' }: Look): Promise<Frame> {
  const parts = [
    ...(wide === undefined ? [] : [`<rect width="320" height="100" fill="hsl(${wide * 30},60%,60%)"/>`]),
    ...(spinner === undefined ? [] : [`<circle cx="280" cy="24" r="9" fill="none" stroke="#36c" stroke-width="3" stroke-dasharray="20 40" stroke-dashoffset="${spinner * 5}"/>`]),
    ...(caret === true ? ['<rect x="40" y="50" width="1" height="16"/>'] : []),
    ...marks.map((x) => `<rect x="${x}" y="90" width="30" height="12" fill="#080"/>`),
  ];
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="320" height="120"><rect width="320" height="120" fill="#fff"/>${parts.join('')}</svg>`;
  return { png: await sharp(Buffer.from(svg)).png({ compressionLevel: 1 }).toBuffer(), width: 320, height: 120, scale: 1, url };
}

/** A wait on a page: how many pictures it took until rest, or that it gave up. */
function watched(pageAt: (look: number) => Look): (tries?: number) => Promise<number | 'gave up'> {
  const stillness = new Stillness();
  let look = 0;
  return async (tries = 6) => {
    stillness.begin();
    let last = await pictureOf(pageAt(look++));
    for (let count = 2; count <= tries; count += 1) {
      const next = await pictureOf(pageAt(look++));
      if (await stillness.isRest(last, next)) return count;
      last = next;
    }
    stillness.giveUp(last);
    return 'gave up';
  };
}

test('two pictures are enough where nothing moves, or where only a caret blinks', async () => {
  expect(await watched(() => ({}))()).toBe(2);
  expect(await watched((look) => ({ caret: look % 2 === 0 }))()).toBe(2);
});

test('a spinner is waited for once, and passed over from then on, beside a caret too', async () => {
  const wait = watched((look) => ({ spinner: look, caret: look % 3 === 0 }));
  expect([await wait(), await wait(), await wait(), await wait()]).toEqual(['gave up', 2, 2, 2]);
});

test('what comes beside a known spinner is waited for until all of it is there', async () => {
  const wait = watched((look) => ({ spinner: look, marks: [40, 90, 140].slice(0, Math.max(0, look - 6)) }));
  expect([await wait(), await wait(), await wait()]).toEqual(['gave up', 5, 2]);
});

test('a spinner that stopped is waited for when it comes back: the page may be at work', async () => {
  const wait = watched((look) => (look < 6 || look > 9 ? { spinner: look } : {}));
  expect([await wait(), await wait(), await wait(), await wait()]).toEqual(['gave up', 2, 2, 'gave up']);
});

test.each<[string, (look: number) => Look]>([
  ['what moves over most of the screen is never passed over', (look) => ({ wide: look })],
  ['another page begins without known animations', (look) => ({ spinner: look, url: `http://page/${look > 5 ? 'next' : ''}` })],
  ['what a page writes bit by bit is no caret', (look) => ({ marks: Array.from({ length: look }, (_, index) => 10 + 22 * index) })],
])('%s', async (_what, pageAt) => {
  const wait = watched(pageAt);
  expect([await wait(), await wait()]).toEqual(['gave up', 'gave up']);
});

test('the surface of a page wastes no time on an animation that it knows', async () => {
  let looks = 0;
  const driver = { notes: [], networkQuiet: () => Promise.resolve(), frame: () => pictureOf({ spinner: looks++ }) } as unknown as PageDriver;
  const surface = new PageSurface(driver);
  await surface.frame();
  const before = looks;
  await surface.frame();
  expect(looks - before).toBe(2);
});
