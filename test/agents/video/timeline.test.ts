import type { Detection } from '../../../src/core/index.js';
import { chooseTimes, cutsOf, measureActivity, type Jump } from '../../../src/agents/video/activity.js';
import { readShot, smooth } from '../../../src/agents/video/timeline.js';
import type { FrameDetections } from '../../../src/agents/video/tracking.js';
import { makeMedia } from '../../support/make-media.js';
import { temporaryFolder } from '../../support/temporary-folder.js';

const at = temporaryFolder();

/** A thing of 60×120 px with its middle at x. */
function thing(label: string, x: number, score = 0.5): Detection {
  return { label, score, box: { x: x - 30, y: 100, width: 60, height: 120 } };
}
/** One frame a second with the given things. */
function frames(rows: readonly (readonly Detection[])[]): FrameDetections[] {
  return rows.map((detections, index) => ({ timeMs: index * 1000, width: 600, height: 300, detections }));
}
function repeat<T>(times: number, value: T): T[] {
  return Array.from({ length: times }, () => value);
}
function textsOf(rows: readonly (readonly Detection[])[]): string[] {
  return readShot(frames(rows), 0, rows.length * 1000).events.map(({ text }) => text);
}

describe('events from detections', () => {
  const all = [thing('bottle', 80), thing('bottle', 300), thing('bottle', 520)];

  test('tell what is there, what leaves and what comes back, and where', () => {
    expect(textsOf([...repeat(4, all), ...repeat(4, all.slice(1)), ...repeat(4, all)])).toEqual([
      'three bottles are in view.',
      'one bottle leaves on the left; two bottles are still in view.',
      'one bottle appears on the left; three bottles are now in view.',
    ]);
  });
  test('time a change between the two frames that differ', () => {
    const { events, objects } = readShot(frames([...repeat(4, all), ...repeat(4, all.slice(1))]), 0, 8000);
    expect(events[1]).toMatchObject({ startMs: 3000, endMs: 4000, kind: 'leaves', objects: [{ label: 'bottle', count: 2 }] });
    expect(objects).toEqual([{ label: 'bottle', maximum: 3, spans: [{ startMs: 0, endMs: 3500, count: 3 }, { startMs: 3500, endMs: 8000, count: 2 }] }]);
  });
  test('come neither from a detection in one frame nor from one that is missed twice', () => {
    const noise = [...all, thing('toothbrush', 200, 0.8)];
    expect(textsOf([...repeat(3, all), noise, ...repeat(2, all), all.slice(1), all.slice(1), ...repeat(3, all)])).toEqual(['three bottles are in view.']);
  });
  test('do not come from a thing that moves', () => {
    expect(textsOf([...Array(10).keys()].map((step) => [thing('person', 60 + 50 * step)]))).toEqual(['one person is in view.']);
  });
  test('do not count a thing twice that has two names', () => {
    expect(textsOf(repeat(5, [thing('cup', 100, 0.6), thing('bowl', 102, 0.4)]))).toEqual(['one cup is in view.']);
  });
  test('say that nothing is left', () => {
    expect(textsOf([...repeat(4, [thing('cat', 300)]), ...repeat(4, [])])).toEqual(['one cat is in view.', 'one cat leaves in the middle; no cat is left.']);
  });
  test('of an empty shot say that nothing known is in view', () => {
    expect(textsOf(repeat(4, []))).toEqual(['No object that the detector knows is in view.']);
    expect(readShot([], 0, 1000).objects).toEqual([]);
  });
});

test('a count of one frame is smoothed away, a lasting change stays', () => {
  expect(smooth([3, 3, 2, 3, 3, 1, 1, 1])).toEqual([3, 3, 3, 3, 3, 1, 1, 1]);
  expect(smooth([])).toEqual([]);
  expect(smooth([1])).toEqual([1]);
});

describe('choosing frames', () => {
  test('finds hard cuts but not steady motion', () => {
    const jumps = (...changes: number[]): Jump[] => changes.map((change) => ({ change, stays: change }));
    expect(cutsOf(jumps(0, 0.01, 0.01, 0.4, 0.01, 0.01))).toEqual([3]);
    // In the middle of a pan, too.
    expect(cutsOf(jumps(0, 0.05, 0.05, 0.3, 0.05, 0.05))).toEqual([3]);
    // A flash, after which all is as it was.
    expect(cutsOf([...jumps(0, 0.01), { change: 0.5, stays: 0.01 }, ...jumps(0.01)])).toEqual([]);
    expect(cutsOf(jumps(0, 0.2, 0.2, 0.2, 0.2, 0.2))).toEqual([]);
  });
  test('takes more frames where the picture changes, at least one a shot', () => {
    const activity = { stepMs: 250, changes: [...repeat(100, 0.001), ...repeat(100, 0.05)], shotsMs: [0, 49_500] };
    const times = chooseTimes(activity, 12);
    expect(times.filter((time) => time >= 25_000).length).toBeGreaterThan(times.filter((time) => time < 25_000).length);
    expect(times.some((time) => time >= 49_500)).toBe(true);
    expect(times).toEqual([...times].sort((a, b) => a - b));
  });
  test('sees the cut of a real video', async () => {
    await makeMedia(at('cut.mp4'), ['-f', 'lavfi', '-i', 'color=red:s=160x120:d=2:r=10', '-f', 'lavfi', '-i', 'testsrc=s=160x120:d=2:r=10', '-filter_complex', '[0:v][1:v]concat=n=2:v=1', '-pix_fmt', 'yuv420p']);
    expect((await measureActivity(at('cut.mp4'), 4000, new AbortController().signal)).shotsMs).toEqual([0, 2000]);
  });
});
