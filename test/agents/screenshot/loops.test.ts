import type { Action } from '../../../src/agents/screenshot/action.js';
import { LoopWatch } from '../../../src/agents/screenshot/operate/loops.js';
import type { RgbaFrame } from '../../../src/tools/screen/index.js';

/** A picture of stripes with a small dark square, such as the second hand of a clock. */
function picture(stripes: number, square = 0): RgbaFrame {
  const [width, height] = [160, 120];
  const data = new Uint8Array(width * height * 4).fill(255);
  for (let y = 0; y < height; y += 1) for (let x = 0; x < width; x += 1) {
    const isDark = Math.floor(x / stripes) % 2 === 0 || (y < 4 && x >= square && x < square + 4);
    data.fill(isDark ? 40 : 255, (y * width + x) * 4, (y * width + x) * 4 + 3);
  }
  return { width, height, data };
}

const press = (x: number): Action => ({ type: 'click', at: { x, y: 5 }, button: 'left', count: 1 });

function watched(...entries: readonly [RgbaFrame, Action, boolean][]): boolean {
  const watch = new LoopWatch();
  for (const entry of entries) watch.note(...entry);
  return watch.isCircling();
}

test('the third press without an effect is a circle, also while a clock ticks on the page', () => {
  expect(watched([picture(20), press(1), false], [picture(20), press(1), false])).toBe(false);
  expect(watched([picture(20, 20), press(1), false], [picture(20, 24), press(1), false], [picture(20, 28), press(1), false])).toBe(true);
});

test('stepping a counter is none, nor is pressing the same place of other pages', () => {
  expect(watched([picture(20, 20), press(1), true], [picture(20, 24), press(1), true], [picture(20, 28), press(1), true])).toBe(false);
  expect(watched([picture(20), press(1), false], [picture(37), press(1), false], [picture(53), press(1), false])).toBe(false);
});

test('opening and closing by turns is a circle', () => {
  const [shut, open] = [picture(20), picture(37)];
  const turns: [RgbaFrame, Action, boolean][] = [[shut, press(1), true], [open, press(2), true], [shut, press(1), true], [open, press(2), true]];
  expect(watched(...turns)).toBe(false);
  expect(watched(...turns, [shut, press(1), true])).toBe(true);
});

test('waiting again is none', () => {
  expect(watched(...Array.from({ length: 5 }, (): [RgbaFrame, Action, boolean] => [picture(20), { type: 'wait', ms: 100 }, false]))).toBe(false);
});
