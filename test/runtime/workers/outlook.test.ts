import { Outlook } from '../../../src/runtime/workers/outlook.js';
import type { Line } from '../../../src/runtime/workers/placement.js';

/** An outlook on one queue that takes `lookMs` to look at, on a clock that only moves by hand. */
function open(lookMs: number) {
  const clock = { now: 0, looks: 0 };
  const line: Line = { name: 'l', can: new Set(['plain']), slots: 4, queued: 1, resident: new Set() };
  const outlook = new Outlook(() => {
    clock.looks++;
    clock.now += lookMs;
    return Promise.resolve([line]);
  }, () => clock.now);
  return { clock, outlook };
}

test('what was put since the last look counts until the next one', async () => {
  const { clock, outlook } = open(1);
  expect((await outlook.lines())[0]?.queued).toBe(1);
  outlook.put('l');
  outlook.put('l');
  expect((await outlook.lines())[0]?.queued).toBe(3);
  clock.now += 501;
  expect((await outlook.lines())[0]?.queued).toBe(1);
  expect(clock.looks).toBe(2);
});

test('where there are so many workers that looking takes long, it is done more seldom', async () => {
  const { clock, outlook } = open(300);
  await outlook.lines();
  clock.now += 3000;
  await outlook.lines();
  expect(clock.looks).toBe(1);
  clock.now += 3300;
  await outlook.lines();
  expect(clock.looks).toBe(2);
});

test('a look that fails is told, and done again by who asks next', async () => {
  let isDown = true;
  const outlook = new Outlook(() => (isDown ? Promise.reject(new Error('away')) : Promise.resolve([])));
  await expect(outlook.lines()).rejects.toThrow('away');
  isDown = false;
  await expect(outlook.lines()).resolves.toEqual([]);
});
