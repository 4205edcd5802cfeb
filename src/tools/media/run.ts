import type { Readable } from 'node:stream';
import { execa } from 'execa';
import { messageOf, throwIfAborted, toVouchError, VouchError } from '../../core/index.js';
import { MEDIA_THREADS } from './arguments.js';
import { mediaEnvironment, mediaProgram, type MediaProgram } from './binaries.js';

/** Default limit of one call, ms. */
const TIMEOUT_MS = 15 * 60_000;
/** Between the polite and the hard signal, ms. */
const GRACE_MS = 2000;
const TAIL_LINES = 12;
const LONGEST_LINE = 2000;

export interface MediaRunOptions {
  readonly signal?: AbortSignal | undefined;
  /** Default 15 minutes. */
  readonly timeoutMs?: number | undefined;
  /** Working folder; for the few formats that cannot name their parts safely otherwise. */
  readonly cwd?: string | undefined;
  /** Gets each line of standard error. */
  readonly onLine?: ((line: string) => void) | undefined;
}

export interface FfmpegOptions extends MediaRunOptions {
  /** Gets the share done, 0 to 1; needs `durationMs`. */
  readonly onProgress?: ((fraction: number) => void) | undefined;
  /** Length of what is to be written, for `onProgress`. */
  readonly durationMs?: number | undefined;
  /** Messages that FFmpeg prints; default `error`. Analysis filters report at `info`. */
  readonly log?: 'error' | 'warning' | 'info' | undefined;
}

/** What FFmpeg said about its work. */
export interface FfmpegReport {
  /** Last lines of standard error. */
  readonly lines: readonly string[];
  /** Time stamp of the end of what was written, ms; 0 when nothing was. */
  readonly outTimeMs: number;
  /** Video frames written. */
  readonly frames: number;
}

/**
 * Runs ffmpeg with an argument list (no shell, no standard input). Use `input` and `output` for file names.
 * Throws INPUT_CORRUPT when the input does not decode, TOOL_FAILED when FFmpeg refuses for another reason, TIMEOUT,
 * STORE_FULL, ENGINE_MISSING, or the signal's reason; no process is left behind in any case.
 */
export async function runFfmpeg(args: readonly string[], options: FfmpegOptions = {}): Promise<FfmpegReport> {
  let outTimeMs = 0;
  let frames = 0;
  const onProgressLine = (line: string): void => {
    const [key, value] = line.split('=');
    if (key === 'frame') frames = Number(value) || frames;
    // Named ms for historical reasons, but in µs in every version of FFmpeg.
    if (key === 'out_time_ms' && Number(value) > 0) {
      outTimeMs = Number(value) / 1000;
      if (options.durationMs) options.onProgress?.(Math.min(1, outTimeMs / options.durationMs));
    }
  };
  const lines = await runMedia('ffmpeg', [...header(options.log), '-progress', 'pipe:1', ...args], options, async (stdout) => {
    await eachLine(stdout, onProgressLine);
  });
  return { lines, outTimeMs, frames };
}

/** Runs ffmpeg and yields what it writes to standard output (`pipe:1`) as it comes; ending the loop early stops it. */
export async function* streamFfmpeg(args: readonly string[], options: MediaRunOptions = {}): AsyncGenerator<Buffer, void, void> {
  const stop = new AbortController();
  const signal = options.signal ? AbortSignal.any([options.signal, stop.signal]) : stop.signal;
  let handOver: (stdout: Readable) => void = () => undefined;
  const started = new Promise<Readable>((resolve) => (handOver = resolve));
  let drained: () => void = () => undefined;
  const reading = new Promise<void>((resolve) => (drained = resolve));
  const run = runMedia('ffmpeg', [...header('error'), ...args], { ...options, signal }, async (stdout) => {
    handOver(stdout);
    await reading;
  });
  // Observed below; without this an early failure would count as unhandled while the loop body works.
  run.catch(() => undefined);
  try {
    const stdout = await Promise.race([started, run.then(() => undefined)]);
    if (stdout) for await (const chunk of stdout) yield chunk as Buffer;
    drained();
    await run;
  } finally {
    drained();
    stop.abort(new VouchError('CANCELLED', 'The rest of the stream is not needed.'));
    await run.catch(() => undefined);
    throwIfAborted(options.signal);
  }
}

/** Runs ffprobe and returns its standard output. Same errors as `runFfmpeg`. */
export async function runFfprobe(args: readonly string[], options: MediaRunOptions = {}): Promise<string> {
  const chunks: Buffer[] = [];
  await runMedia('ffprobe', ['-hide_banner', '-v', 'error', ...args], options, async (stdout) => {
    for await (const chunk of stdout) chunks.push(chunk as Buffer);
  });
  return Buffer.concat(chunks).toString('utf8');
}

function header(log: string = 'error'): string[] {
  return ['-hide_banner', '-nostdin', '-nostats', '-y', '-v', log, '-filter_threads', String(MEDIA_THREADS)];
}

async function runMedia(name: MediaProgram, args: readonly string[], options: MediaRunOptions, read: (stdout: Readable) => Promise<void>): Promise<string[]> {
  throwIfAborted(options.signal);
  const tail: string[] = [];
  const program = mediaProgram(name);
  const subprocess = execa(program, args, {
    env: mediaEnvironment(program),
    ...(options.cwd === undefined ? {} : { cwd: options.cwd }),
    stdin: 'ignore',
    buffer: false,
    timeout: options.timeoutMs ?? TIMEOUT_MS,
    forceKillAfterDelay: GRACE_MS,
    cleanup: true,
    ...(options.signal ? { cancelSignal: options.signal } : {}),
  });
  const errors = eachLine(subprocess.stderr, (line) => {
    tail.push(line);
    if (tail.length > TAIL_LINES) tail.shift();
    options.onLine?.(line);
  });
  const [ended] = await Promise.allSettled([subprocess, read(subprocess.stdout), errors]);
  if (ended.status === 'rejected') throw failureOf(name, ended.reason, tail, options);
  return tail;
}

/** Splits a stream into lines without ever holding more than one of bounded length. */
async function eachLine(stream: Readable, onLine: (line: string) => void): Promise<void> {
  let rest = '';
  for await (const chunk of stream) {
    const parts = (rest + String(chunk)).split(/\r\n|\n|\r/);
    rest = (parts.pop() ?? '').slice(0, LONGEST_LINE);
    for (const part of parts) if (part !== '') onLine(part.slice(0, LONGEST_LINE));
  }
  if (rest !== '') onLine(rest);
}

const CORRUPT = /invalid data found|moov atom not found|could not find codec parameters|does not contain any stream|end of file|error while decoding|error splitting|no such file or directory|decoder.*not found|unknown format|no decoder|matches no streams|invalid argument.*opening input|not in the whitelist|format not on whitelist|header missing/i;

function failureOf(name: MediaProgram, thrown: unknown, tail: readonly string[], options: MediaRunOptions): VouchError {
  throwIfAborted(options.signal);
  const said = tail.join('\n');
  const error = thrown as { timedOut?: boolean; code?: string; exitCode?: number; signal?: string };
  const details = { program: name, lines: [...tail], exitCode: error.exitCode ?? null };
  if (error.timedOut) return new VouchError('TIMEOUT', `${name} ran longer than ${(options.timeoutMs ?? TIMEOUT_MS) / 1000} s and was stopped.`, { details });
  if (error.code === 'ENOENT' || error.code === 'EACCES') return new VouchError('ENGINE_MISSING', `${name} could not be started: ${messageOf(thrown)}`, { details });
  if (/no space left on device/i.test(said)) return toVouchError(Object.assign(new Error(`${name}: ${said}`), { code: 'ENOSPC' }));
  const message = said === '' ? `${name} ended with ${error.signal ?? `exit code ${error.exitCode ?? '?'}`} and said nothing.` : `${name} failed: ${said}`;
  return CORRUPT.test(said) ? new VouchError('INPUT_CORRUPT', message, { details }) : new VouchError('TOOL_FAILED', message, { details });
}
