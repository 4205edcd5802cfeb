import { input } from './arguments.js';
import { runFfmpeg, type MediaRunOptions } from './run.js';

/** Loudness after EBU R 128 and ITU-R BS.1770. `null` where the sound is too quiet or too short to be rated. */
export interface Loudness {
  /** LUFS over the whole file */
  readonly integratedLufs: number | null;
  /** LU */
  readonly rangeLu: number | null;
  /** dBTP; above 0 means that a converter clips */
  readonly truePeakDb: number | null;
  /** dBFS, root mean square over all samples */
  readonly meanDb: number | null;
  /** dBFS of the largest sample */
  readonly peakDb: number | null;
}

/** A stretch of time, ms from the start. */
export interface Span {
  readonly startMs: number;
  readonly endMs: number;
}

/** Measures the first audio stream. Throws INPUT_CORRUPT when there is none; see `runFfmpeg`. */
export async function measureLoudness(path: string, options: MediaRunOptions = {}): Promise<Loudness> {
  const found: { -readonly [K in keyof Loudness]: number | null } = { integratedLufs: null, rangeLu: null, truePeakDb: null, meanDb: null, peakDb: null };
  const patterns: readonly (readonly [keyof Loudness, RegExp])[] = [
    ['integratedLufs', /^\s*I:\s+(\S+) LUFS/], ['rangeLu', /^\s*LRA:\s+(\S+) LU/], ['truePeakDb', /^\s*Peak:\s+(\S+) dBFS/],
    ['meanDb', /mean_volume: (\S+) dB/], ['peakDb', /max_volume: (\S+) dB/],
  ];
  await runFfmpeg([...input(path), '-map', '0:a:0', '-af', 'volumedetect,ebur128=peak=true:framelog=verbose', '-f', 'null', '-'], {
    ...options,
    log: 'info',
    onLine(line) {
      for (const [key, pattern] of patterns) {
        const value = pattern.exec(line)?.[1];
        if (value !== undefined) found[key] = Number.isFinite(Number(value)) ? Number(value) : null;
      }
    },
  });
  // -70 LUFS is the absolute gate of BS.1770: nothing was loud enough to be rated.
  if (found.integratedLufs !== null && found.integratedLufs <= -70) found.integratedLufs = null;
  return found;
}

/** Stretches of at least `minimumMs` that stay below `thresholdDb` (dBFS, default -50). */
export async function findSilences(path: string, options: MediaRunOptions & { thresholdDb?: number; minimumMs?: number; durationMs?: number } = {}): Promise<Span[]> {
  const spans: Span[] = [];
  let open: number | undefined;
  const filter = `silencedetect=noise=${options.thresholdDb ?? -50}dB:d=${(options.minimumMs ?? 300) / 1000}`;
  const { outTimeMs } = await runFfmpeg([...input(path), '-map', '0:a:0', '-af', filter, '-f', 'null', '-'], {
    signal: options.signal,
    timeoutMs: options.timeoutMs,
    log: 'info',
    onLine(line) {
      const start = /silence_start: (\S+)/.exec(line)?.[1];
      const end = /silence_end: (\S+)/.exec(line)?.[1];
      if (start !== undefined) open = Math.max(0, Number(start) * 1000);
      if (end !== undefined && open !== undefined) {
        spans.push({ startMs: open, endMs: Number(end) * 1000 });
        open = undefined;
      }
    },
  });
  // Old versions do not report the end of a silence that lasts to the end of the file.
  if (open !== undefined) spans.push({ startMs: open, endMs: Math.max(open, options.durationMs ?? outTimeMs) });
  return spans;
}
