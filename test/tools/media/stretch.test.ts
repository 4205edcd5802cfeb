import { stretchWithin } from '../../../src/tools/media/index.js';

test.each([
  ['from the start', [0, 4000], { startMs: 0, endMs: 4000 }],
  ['to the end where no end is said', [2000, undefined], { startMs: 2000, endMs: 10_000 }],
  ['the last two seconds', [-2000, undefined], { startMs: 8000, endMs: 10_000 }],
  ['all but the last two seconds', [0, -2000], { startMs: 0, endMs: 8000 }],
  ['no further than there is', [-99_000, 99_000], { startMs: 0, endMs: 10_000 }],
  ['nothing behind the end', [10_000, undefined], undefined],
  ['nothing where the end comes first', [5000, 4000], undefined],
] as const)('%s', (_, [startMs, endMs], wanted) => {
  expect(stretchWithin(10_000, startMs, endMs)).toEqual(wanted);
});
