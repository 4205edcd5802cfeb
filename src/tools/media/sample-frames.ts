import { withScratch } from '../../store/index.js';
import { extractFrames, type FrameFile } from './frames.js';
import { probe } from './probe.js';

/** Pictures that stand for a video whose watcher did not choose them. */
const FRAMES = 10;
const FRAME_WIDTH = 640;

/** Frames at even distances over a whole video, as PNG files that are there while `use` runs. */
export async function sampleFrames<T>(video: string, use: (frames: readonly FrameFile[]) => Promise<T>, signal: AbortSignal | undefined): Promise<T> {
  const { durationMs = 0 } = await probe(video, { signal });
  const times = Array.from({ length: FRAMES }, (_, index) => ((index + 0.5) / FRAMES) * durationMs);
  return withScratch('frames', async (folder) => use(await extractFrames(video, times, folder, { signal, maximumWidth: FRAME_WIDTH })));
}
