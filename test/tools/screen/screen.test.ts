import sharp from 'sharp';
import type { ModelClient } from '../../../src/core/index.js';
import { maskComponents } from '../../../src/kernels/index.js';
import { cornersOf } from '../../../src/tools/screen/corners.js';
import { changedRegions, compareFrames, decodeFrame, perceive, Perception, type RgbaFrame, type ScreenElement } from '../../../src/tools/screen/index.js';

/** Counts what is asked to be read and reads nothing: these tests are about what needs no reading. */
function blindReader(): Pick<ModelClient, 'readLines'> & { asked: number } {
  const reader = {
    asked: 0,
    readLines: async (request: Parameters<ModelClient['readLines']>[0]) => {
      reader.asked += request.boxes.length;
      return { lines: request.boxes.map((box) => ({ text: 'word', box, confidence: 0.9, words: [{ text: 'word', box }] })), model: 'blind' };
    },
  };
  return reader;
}

/** A drawing (CSS px) at a scale. */
async function draw(width: number, height: number, scale: number, content: string, ground = '#fff'): Promise<RgbaFrame> {
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${width * scale}" height="${height * scale}" viewBox="0 0 ${width} ${height}"><rect width="${width}" height="${height}" fill="${ground}"/>${content}</svg>`;
  return await decodeFrame(await sharp(Buffer.from(svg)).png().toBuffer());
}

/** A word of strokes, 27 px wide and 12 px high. */
const letters = (x: number, y: number): string => `<path d="M${x} ${y}v12M${x} ${y + 6}h6M${x + 6} ${y}v12M${x + 10} ${y}h6v12h-6zM${x + 20} ${y}v12h6" fill="none" stroke="#000" stroke-width="1.6"/>`;

const see = async (frame: RgbaFrame, deviceScaleFactor: number): Promise<readonly ScreenElement[]> => (await perceive(frame, { deviceScaleFactor, models: blindReader() })).elements;
const brief = (elements: readonly ScreenElement[]): unknown[] => elements.map(({ kind, state }) => [kind, state]);

describe.each([1, 2])('at a device scale factor of %d', (scale) => {
  test('check boxes are told from radio buttons, and ticked ones from empty ones', async () => {
    const elements = await see(await draw(200, 60, scale, `
      <rect x="10.5" y="10.5" width="13" height="13" fill="#fff" stroke="#767676"/>
      <rect x="50" y="10" width="14" height="14" rx="2" fill="#0b6bcb"/><path d="M53 17l3 3l5 -6" fill="none" stroke="#fff" stroke-width="2"/>
      <circle cx="97" cy="17" r="6.5" fill="#fff" stroke="#767676"/>
      <circle cx="137" cy="17" r="6.5" fill="#fff" stroke="#0b6bcb"/><circle cx="137" cy="17" r="4" fill="#0b6bcb"/>`), scale);
    expect(brief(elements)).toEqual([['checkbox', { checked: false }], ['checkbox', { checked: true }], ['radio', { checked: false }], ['radio', { checked: true }]]);
  });

  test('figures have a shape, a colour and a place', async () => {
    const elements = await see(await draw(220, 90, scale, '<rect x="10" y="20" width="60" height="30" fill="#e00000"/><circle cx="110" cy="40" r="22" fill="#0000e0"/><path d="M150 60h50l-25-40z" fill="#008000"/>'), scale);
    expect(elements.map(({ kind, shape, colour }) => [kind, shape, colour.name])).toEqual([['shape', 'rectangle', 'red'], ['shape', 'circle', 'blue'], ['shape', 'triangle', 'green']]);
    expect(elements[0]?.box.x).toBeCloseTo(10, 0);
    expect(elements[0]?.box.width).toBeCloseTo(60, 0);
  });

  test('light tabs are tabs, also where their borders run together with that of their strip', async () => {
    const tab = (x: number, fill: string, stroke: string, foot: number): string => `<path d="M${x + 0.5} ${foot}v-19q0 -4 4 -4h52q4 0 4 4v19" fill="${fill}" stroke="${stroke}"/>${letters(x + 14, 22)}`;
    const elements = await see(await draw(260, 120, scale, `<rect x="4.5" y="4.5" width="250" height="35" rx="3" fill="#e9e9e9" stroke="#ccc"/>
      ${tab(10, '#f6f6f6', '#ccc', 39)}${tab(76, '#007fff', '#003eff', 40)}${tab(142, '#f6f6f6', '#ccc', 39)}`), scale);
    expect(elements.filter(({ kind }) => kind === 'tab').map(({ text, state }) => [text, state.selected])).toEqual([['word', false], ['word', true], ['word', false]]);
  });

  test('round corners leave no marks, and a long button with round ends is a button', async () => {
    const elements = await see(await draw(300, 140, scale, `<rect x="10" y="10" width="200" height="40" rx="20" fill="#7e57c2"/>${letters(96, 24)}
      <rect x="10" y="70" width="260" height="56" rx="16" fill="#fff"/>`, '#eef3e8'), scale);
    expect(elements.map(({ kind }) => kind)).toEqual(['button', 'text-input']);
  });

  test('a dark line with nothing or one word on it, below a name, is a field; a pale one parts what it lies between', async () => {
    const elements = await see(await draw(300, 140, scale, `${letters(10, 10)}<rect x="10" y="50" width="120" height="2" fill="#333"/>
      ${letters(10, 80)}<rect x="10" y="98" width="140" height="1" fill="#ddd"/>`), scale);
    expect(elements.map(({ kind, label }) => [kind, label])).toEqual([['text', ''], ['text-input', 'word'], ['text', '']]);
  });

  test('an empty field is a text input, a slider knows its value', async () => {
    const elements = await see(await draw(300, 80, scale, `<rect x="10.5" y="10.5" width="180" height="24" fill="#fff" stroke="#888"/>
      <rect x="10" y="58" width="200" height="4" fill="#bbb"/><circle cx="68" cy="60" r="8" fill="#0b6bcb"/>`), scale);
    expect(elements.map(({ kind }) => kind)).toEqual(['text-input', 'slider']);
    expect(elements[0]?.state.filled).toBe(false);
    expect(elements[1]?.state.value).toBeCloseTo(0.27, 1);
  });
});

test.each([
  ['a triangle', '<path d="M60 14l46 90h-92z"/>', 3], ['a square', '<path d="M20 20h80v80h-80z"/>', 4], ['a pentagon', '<path d="M60 14l46 33l-17 54h-58l-17 -54z"/>', 5], ['a hexagon', '<path d="M60 14l42 24v46l-42 24l-42 -24v-46z"/>', 6],
])('the corners of %s are counted along its contour', async (_what, path, corners) => {
  const frame = await draw(120, 120, 2, path);
  const mask = Uint8Array.from({ length: frame.width * frame.height }, (_, i) => ((frame.data[i * 4] as number) < 128 ? 1 : 0));
  expect(cornersOf(maskComponents(mask, frame.width, frame.height), 0)).toBe(corners);
});

test('three dots or bars are one mark, on light and on dark; four dots are none', async () => {
  const dots = (x: number, count: number): string => Array.from({ length: count }, (_, n) => `<circle cx="${x}" cy="${20 + 6 * n}" r="2"/>`).join('');
  const bars = [0, 8, 16].map((y) => `<rect x="80" y="${18 + y}" width="26" height="3"/>`).join('');
  // What is no letter reads as nothing.
  const silent: Pick<ModelClient, 'readLines'> = { readLines: ({ boxes }) => Promise.resolve({ lines: boxes.map((box) => ({ text: '', box, confidence: 0, words: [] })), model: 'silent' }) };
  const marks = async (frame: RgbaFrame): Promise<string[]> => (await perceive(frame, { deviceScaleFactor: 2, models: silent })).elements.filter(({ kind }) => kind === 'icon').map(({ text }) => text).sort();
  for (const [ink, ground] of [['#333', '#fff'], ['#fff', '#24324a']] as const) expect(await marks(await draw(160, 80, 2, `<g fill="${ink}">${dots(30, 3)}${bars}</g>`, ground))).toEqual(['⋮', '☰']);
  expect(await marks(await draw(160, 80, 2, dots(30, 4)))).not.toContain('⋮');
});

test('a circle has no five or six corners', async () => {
  const frame = await draw(120, 120, 2, '<circle cx="60" cy="60" r="46"/>');
  const mask = Uint8Array.from({ length: frame.width * frame.height }, (_, i) => ((frame.data[i * 4] as number) < 128 ? 1 : 0));
  expect(cornersOf(maskComponents(mask, frame.width, frame.height), 0) ?? 7).toBeGreaterThanOrEqual(7);
});

test('a switch is on when its knob is at the right', async () => {
  const track = (x: number, knob: number, fill: string): string => `<rect x="${x}" y="10" width="40" height="22" rx="11" fill="${fill}"/><circle cx="${knob}" cy="21" r="9" fill="#fff"/>`;
  const elements = await see(await draw(160, 44, 2, track(10, 39, '#3ba55d') + track(80, 91, '#777'), '#222'), 2);
  expect(brief(elements)).toEqual([['checkbox', { checked: true }], ['checkbox', { checked: false }]]);
});

test('an empty screen has no element, and one of a single pixel neither', async () => {
  for (const frame of [await draw(50, 50, 1, ''), { width: 1, height: 1, data: new Uint8Array([9, 9, 9, 255]) }]) {
    const reader = blindReader();
    const seen = await perceive(frame, { deviceScaleFactor: 1, models: reader });
    expect(seen.elements).toEqual([]);
    expect(Perception.safeParse(seen).success).toBe(true);
    expect(reader.asked).toBe(0);
  }
});

test('a frame of noise is seen without an error', async () => {
  const data = Uint8Array.from({ length: 120 * 90 * 4 }, (_, i) => (Math.imul(i, 2_654_435_761) >>> 13) & 255);
  expect(Perception.safeParse(await perceive({ width: 120, height: 90, data }, { deviceScaleFactor: 1, models: blindReader() })).success).toBe(true);
});

test('what has been read is not read again, also where it has moved', async () => {
  const reader = blindReader();
  const first = await perceive(await draw(120, 80, 2, letters(10, 10)), { deviceScaleFactor: 2, models: reader });
  expect(reader.asked).toBe(1);
  await perceive(await draw(120, 80, 2, letters(10, 30)), { deviceScaleFactor: 2, models: reader, previous: first });
  expect(reader.asked).toBe(1);
  expect(await perceive(await draw(120, 80, 2, letters(10, 10)), { deviceScaleFactor: 2, models: reader, previous: first })).toBe(first);
});

test('a frame whose data is too short is refused, and a cancelled perception ends', async () => {
  await expect(perceive({ width: 10, height: 10, data: new Uint8Array(399) }, { deviceScaleFactor: 1, models: blindReader() })).rejects.toMatchObject({ code: 'USAGE' });
  const frame = await draw(60, 30, 1, '<path d="M10 8v12M10 14h6M16 8v12" fill="none" stroke="#000" stroke-width="1.6"/>');
  await expect(perceive(frame, { deviceScaleFactor: 1, models: blindReader(), signal: AbortSignal.abort() })).rejects.toMatchObject({ code: 'CANCELLED' });
});

describe('comparing two screenshots', () => {
  test('finds what changed, in CSS px, and passes over what is to be ignored', async () => {
    const before = await draw(100, 60, 2, '');
    const after = await draw(100, 60, 2, '<rect x="40" y="20" width="8" height="8" fill="#000"/>');
    expect(changedRegions(before, after, { deviceScaleFactor: 2 })).toEqual([{ x: 40, y: 16, width: 8, height: 16 }]);
    expect(compareFrames(before, after, { deviceScaleFactor: 2, ignore: [{ x: 36, y: 16, width: 16, height: 16 }] }).equal).toBe(true);
    expect(compareFrames(before, before, { deviceScaleFactor: 2 })).toEqual({ equal: true, changedShare: 0, regions: [] });
  });

  test('calls all of it changed when the size is another', async () => {
    expect(compareFrames(await draw(10, 10, 1, ''), await draw(10, 12, 1, ''), { deviceScaleFactor: 1 })).toMatchObject({ equal: false, changedShare: 1 });
  });
});
