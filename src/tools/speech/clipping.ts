import { readPcm, type Span } from '../media/index.js';

/** Hz; high enough that the flat tops of clipped waves survive. */
const SAMPLE_RATE = 44_100;
/** So close to full scale counts as full scale. */
const FULL_SCALE = 0.998;
/** This many samples in a row at full scale are a flat top, not a peak that happens to touch it. */
const RUN = 4;
/** Clippings this close together are one stretch. */
const MERGE_MS = 250;

/** Stretches in which the wave is cut off at full scale. Throws as `readPcm` does. */
export async function findClipping(path: string, options: { signal?: AbortSignal | undefined } = {}): Promise<Span[]> {
  const spans: { startMs: number; endMs: number }[] = [];
  let index = 0;
  let run = 0;
  for await (const block of readPcm(path, { sampleRate: SAMPLE_RATE, signal: options.signal })) {
    for (const sample of block) {
      run = Math.abs(sample) >= FULL_SCALE ? run + 1 : 0;
      if (run >= RUN) {
        const atMs = (index / SAMPLE_RATE) * 1000;
        const last = spans.at(-1);
        if (last && atMs - last.endMs < MERGE_MS) last.endMs = atMs;
        else spans.push({ startMs: atMs - (RUN / SAMPLE_RATE) * 1000, endMs: atMs });
      }
      index += 1;
    }
  }
  return spans;
}
