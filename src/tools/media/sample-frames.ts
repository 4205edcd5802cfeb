import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { extractFrames, type FrameFile } from './frames.js';
import { probe } from './probe.js';

/** Pictures that stand for a video whose watcher did not choose them. */
const FRAMES = 10;
const FRAME_WIDTH = 640;

/** Frames at even distances over a whole video, as PNG files that are there while `use` runs. */
export async function sampleFrames<T>(video: string, use: (frames: readonly FrameFile[]) => Promise<T>, signal: AbortSignal | undefined): Promise<T> {
  const { durationMs = 0 } = await probe(video, { signal });
  const times = Array.from({ length: FRAMES }, (_, index) => ((index + 0.5) / FRAMES) * durationMs);
  const folder = await mkdtemp(join(tmpdir(), 'vouch-frames-'));
  try {
    return await use(await extractFrames(video, times, folder, { signal, maximumWidth: FRAME_WIDTH }));
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
