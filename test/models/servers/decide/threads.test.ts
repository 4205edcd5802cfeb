import fc from 'fast-check';
import { threadsFor } from '../../../../src/models/servers/decide/threads.js';

const count = fc.integer({ min: 1, max: 128 });

test('an engine gets no more than it can use, half of it in any case, and all of it where the others leave so much', () => {
  fc.assert(fc.property(count, count, fc.nat(256), (cores, wanted, taken) => {
    const useful = Math.min(wanted, cores);
    const threads = threadsFor(useful, cores, taken);
    expect(threads).toBeGreaterThanOrEqual(Math.max(1, Math.ceil(useful / 2)));
    expect(threads).toBeLessThanOrEqual(useful);
    if (useful <= cores - taken) expect(threads).toBe(useful);
    expect(threadsFor(useful, cores, taken + 1)).toBeLessThanOrEqual(threads);
  }));
});

test.each([
  ['alone', 8, 8, 0, 8],
  ['beside one that has half of the cores', 8, 8, 4, 4],
  ['beside one that has nearly all', 8, 16, 14, 4],
  ['beside one that has all', 8, 8, 8, 4],
  ['on two cores, which are too few to share', 2, 2, 2, 2],
  ['that can use one', 1, 8, 8, 1],
])('one %s', (_which, useful, cores, taken, threads) => {
  expect(threadsFor(useful, cores, taken)).toBe(threads);
});
