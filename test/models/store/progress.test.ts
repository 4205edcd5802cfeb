import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { PullProgress, type PullEvent } from '../../../src/models/store/progress.js';

test('speed counts what came, not what was found, and gives the time left', () => {
  let now = 0;
  const events: PullEvent[] = [];
  const progress = new PullProgress((event) => events.push(event), () => now);
  const [one, two] = [progress.file('m', 'one', 1_000), progress.file('m', 'two', 1_000)];
  two.found(500);
  one.report('fetching', 0);
  now = 1_000;
  one.report('fetching', 250);
  expect(events.at(-1)).toMatchObject({ model: 'm', file: 'one', doneBytes: 750, totalBytes: 2_000, bytesPerSecond: 250, etaMs: 5_000 });
});

test('before anything came the time left is unknown', () => {
  const events: PullEvent[] = [];
  new PullProgress((event) => events.push(event)).file('m', 'one', 10).report('waiting', 0);
  expect(events).toEqual([expect.objectContaining({ phase: 'waiting', bytesPerSecond: 0, etaMs: undefined })]);
});

test('whatever sources report, the sum never falls and never passes the total', () => {
  const report = fc.record({ file: fc.nat(2), bytes: fc.integer({ min: -100, max: 2_000 }), found: fc.boolean() });
  fc.assert(fc.property(fc.array(report), (reports) => {
    let now = 0;
    const done: number[] = [0];
    const progress = new PullProgress((event) => done.push(event.doneBytes), () => (now += 200));
    const files = [100, 1_000, 1].map((bytes, index) => progress.file('m', String(index), bytes));
    for (const { file, bytes, found } of reports) {
      if (found) files[file]!.found(bytes);
      else files[file]!.report('fetching', bytes);
    }
    expect(done).toEqual([...done].sort((a, b) => a - b));
    expect(done.at(-1)).toBeLessThanOrEqual(1_101);
  }));
});
