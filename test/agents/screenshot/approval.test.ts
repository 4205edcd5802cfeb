import { approved, type Asking } from '../../../src/agents/screenshot/operate/approval.js';
import type { Deed } from '../../../src/agents/screenshot/operate/deed.js';
import type { Picture } from '../../../src/agents/screenshot/operate/view.js';
import { screenOf, viewOf } from './support/sketch.js';

type Paint = Parameters<typeof viewOf>[1];

let taken = 0;

/** A white screen with dark places on it, CSS px. */
function picture(...paint: NonNullable<Paint>): Picture {
  const { pixels, frame } = viewOf(screenOf(), paint);
  taken += 1;
  return { pixels, frame: { ...frame, png: Buffer.from(paint.length === 0 ? 'blank' : String(taken)) } };
}

const BUTTON = { at: [100, 100, 80, 30], grey: 90 } as const;
const deed: Deed = { thought: 'pay', target: 'button "Pay"', box: { x: 100, y: 100, width: 80, height: 30 }, expect: { is: 'change' }, action: { type: 'click', at: { x: 140, y: 115 }, button: 'left', count: 1 } };

/** What comes of asking while the screen goes through these pictures; `asked` counts the questions. */
async function ask(screens: readonly Picture[], more: Partial<Asking> = {}): Promise<{ asked: readonly Picture[]; end: unknown }> {
  const [before, ...later] = screens as [Picture, ...Picture[]];
  const asked: Picture[] = [];
  const end = await approved({
    deed, stake: { label: 'Pay', risk: 'pays money', way: 'pressed' }, before, volatile: [],
    ask: (one) => Promise.resolve(asked.push(one) > 0), glance: () => Promise.resolve(later.shift() ?? screens.at(-1)!), ...more,
  }).catch((thrown: unknown) => thrown);
  return { asked, end };
}

test('a screen that stays as it was is asked for once', async () => {
  const before = picture(BUTTON);
  expect(await ask([before, picture(BUTTON)])).toEqual({ asked: [before], end: before });
});

test('a refusal presses nothing', async () => {
  expect((await ask([picture(BUTTON)], { ask: () => Promise.resolve(false) })).end).toMatchObject({ code: 'REFUSED', message: expect.stringContaining('was not approved') });
});

test('when what would be pressed has changed meanwhile, nothing is pressed', async () => {
  for (const later of [picture({ ...BUTTON, grey: 200 }), picture({ at: [100, 160, 80, 30], grey: 90 }), picture()]) expect((await ask([picture(BUTTON), later])).end).toMatchObject({ code: 'REFUSED', message: expect.stringContaining('has changed since') });
});

test('when something else has changed, the new screen is asked for', async () => {
  const [before, later] = [picture(BUTTON), picture(BUTTON, { at: [20, 20, 60, 16], grey: 40 })];
  expect(await ask([before, later, later])).toEqual({ asked: [before, later], end: later });
});

test('a caret that blinks, and what was seen to move by itself, are no changes', async () => {
  const before = picture(BUTTON);
  expect((await ask([before, picture(BUTTON, { at: [30, 20, 1, 18], grey: 0 })])).asked).toHaveLength(1);
  expect((await ask([before, picture(BUTTON, { at: [24, 24, 40, 16], grey: 0 })], { volatile: [{ x: 20, y: 20, width: 60, height: 30 }] })).asked).toHaveLength(1);
});

test('a screen that never keeps still is not pressed on', async () => {
  const screens = [0, 60, 120, 180, 240].map((y) => picture(BUTTON, { at: [300, y, 60, 24], grey: 40 }));
  const { asked, end } = await ask(screens);
  expect(asked).toHaveLength(3);
  expect(end).toMatchObject({ code: 'REFUSED', message: expect.stringContaining('did not stay') });
});
