import { z } from 'zod';
import { artifact, defineTool, json, VouchError } from '../../core/index.js';
import { extractFrames, stretchWithin } from '../../tools/media/index.js';
import { chooseTimes, measureActivity, type Activity } from './activity.js';
import { nameOf, videoFacts } from './source.js';
import { wordings } from './wordings.js';

const MOST_FRAMES = 100;
const DEFAULT_FRAMES = 8;

type Stretch = NonNullable<ReturnType<typeof stretchWithin>>;

/** Still pictures of a video, chosen by what changes in it. */
export const sampleFramesTool = defineTool({
  name: 'sample_frames',
  description: 'Takes still pictures out of a video: key frames chosen by shots and change, the pictures at given times, or one every few seconds.',
  wordings: wordings.sample_frames,
  input: z.object({
    video: artifact('video').describe('the video to take pictures from'),
    count: z.number().int().min(1).max(MOST_FRAMES).optional().describe(`how many pictures; default ${DEFAULT_FRAMES}`),
    everyMs: z.number().positive().optional().describe('take one picture each so many milliseconds instead'),
    startMs: z.number().optional().describe('where the part begins that they are taken from, milliseconds from the start; below 0 from the end'),
    endMs: z.number().optional().describe('where that part ends, milliseconds from the start; below 0 from the end'),
    atMs: z.array(z.number()).min(1).max(MOST_FRAMES).optional().describe('take the pictures at these times instead, milliseconds from the start; below 0 from the end'),
  }),
  output: z.object({
    frames: z.array(artifact('image')).describe('the pictures in order of time, as PNG'),
    times: json(z.array(z.object({ timeMs: z.number(), shot: z.number().int() }))).describe('when each picture is shown, and in which shot'),
  }),
  timeoutMs: 600_000,
  criteria: [{ oracle: 'decodes', port: 'frames' }],
  async execute({ video, count, everyMs, startMs = 0, endMs, atMs }, context) {
    const { durationMs } = await videoFacts(video, context);
    const stretch = stretchWithin(durationMs, startMs, endMs);
    if (!stretch) throw new VouchError('USAGE', `${nameOf(video)} lasts ${(durationMs / 1000).toFixed(2)} s: there is nothing between ${(startMs / 1000).toFixed(2)} s and ${((endMs ?? durationMs) / 1000).toFixed(2)} s.`);
    const activity = await measureActivity(video.path, durationMs, context.signal);
    const times = atMs ? atMs.map((time) => momentIn(durationMs, time, nameOf(video))) : everyMs === undefined ? chooseTimes(activityIn(activity, stretch), count ?? DEFAULT_FRAMES).slice(0, count ?? MOST_FRAMES).map((time) => time + stretch.startMs) : evenTimes(stretch, everyMs);
    const files = await extractFrames(video.path, times, context.scratch, { signal: context.signal });
    return {
      frames: files.map(({ path, timeMs }) => ({ path, mime: 'image/png', name: `frame at ${(timeMs / 1000).toFixed(2)} s.png` })),
      times: files.map(({ timeMs }) => ({ timeMs, shot: activity.shotsMs.filter((start) => start <= timeMs).length })),
    };
  },
});

/** A time of the video; below 0 it counts from the end. Throws USAGE for one outside of it. */
function momentIn(durationMs: number, timeMs: number, name: string): number {
  const from = timeMs < 0 ? durationMs + timeMs : timeMs;
  if (from < 0 || from > durationMs) throw new VouchError('USAGE', `${name} lasts ${(durationMs / 1000).toFixed(2)} s: there is no picture at ${(timeMs / 1000).toFixed(2)} s.`);
  return from;
}

/** What changes in a part of a video, with times from its beginning. */
function activityIn({ changes, stepMs, shotsMs }: Activity, { startMs, endMs }: Stretch): Activity {
  const [first, last] = [Math.floor(startMs / stepMs), Math.max(Math.floor(startMs / stepMs) + 1, Math.floor(endMs / stepMs))];
  return { stepMs, changes: changes.slice(first, last), shotsMs: [0, ...shotsMs.filter((shot) => shot > startMs && shot < endMs).map((shot) => shot - startMs)] };
}

function evenTimes({ startMs, endMs }: Stretch, everyMs: number): number[] {
  const count = Math.max(1, Math.ceil((endMs - startMs) / everyMs));
  if (count > MOST_FRAMES) throw new VouchError('USAGE', `One picture each ${everyMs} ms would be ${count} pictures; the limit is ${MOST_FRAMES}. Take a longer interval.`);
  return Array.from({ length: count }, (_, index) => startMs + index * everyMs);
}
