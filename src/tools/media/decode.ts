import sharp from 'sharp';
import { messageOf, throwIfAborted } from '../../core/index.js';
import { input } from './arguments.js';
import { probe } from './probe.js';
import type { MediaFacts } from './facts.js';
import { missingWaveBytes } from './riff.js';
import { runFfmpeg } from './run.js';

/** Result of decoding a file from its first byte to its last. */
export interface DecodeReport {
  readonly ok: boolean;
  /** What is wrong, in words; empty when `ok`. */
  readonly faults: readonly string[];
  /** Absent when the file could not even be opened. */
  readonly facts?: MediaFacts | undefined;
  /** Length of what decoded, ms; absent for pictures. */
  readonly decodedMs?: number | undefined;
}

export interface DecodeOptions {
  readonly signal?: AbortSignal | undefined;
  /** Pictures with more pixels are not decoded; default 100 million. */
  readonly maximumPixels?: number | undefined;
}

/** What FFmpeg prints for damage; other lines at error level also occur in sound files. */
const DAMAGE = /error while decoding|invalid data found|partial file|truncat|invalid nal unit size|error submitting packet|corrupt|moov atom not found|concealing|packet too small|overread|invalid frame|end mismatch/i;
/** A file may end this much before its header says without being called truncated: the larger of the two. */
const SLACK_MS = 400;
const SLACK_SHARE = 0.03;

/**
 * Decodes all pictures and sound and throws them away. Damage, early ends and undecodable codecs are faults in the
 * report; throws only ENGINE_MISSING, TIMEOUT or the signal's reason.
 */
export async function decodeCheck(path: string, options: DecodeOptions = {}): Promise<DecodeReport> {
  try {
    const facts = await probe(path, { signal: options.signal });
    return facts.kind === 'image' ? await decodeImage(path, facts, options) : await decodeStreams(path, facts, options.signal);
  } catch (thrown) {
    throwIfAborted(options.signal);
    const code = (thrown as { code?: string }).code;
    if (code === 'ENGINE_MISSING' || code === 'TIMEOUT' || code === 'STORE_FULL') throw thrown;
    return { ok: false, faults: [messageOf(thrown)] };
  }
}

async function decodeImage(path: string, facts: MediaFacts, options: DecodeOptions): Promise<DecodeReport> {
  try {
    // `stats` needs every pixel but holds only a strip of them.
    await sharp(path, { failOn: 'truncated', limitInputPixels: options.maximumPixels ?? 100_000_000, sequentialRead: true }).stats();
    return { ok: true, faults: [], facts };
  } catch (cause) {
    return { ok: false, faults: [messageOf(cause)], facts };
  }
}

async function decodeStreams(path: string, facts: MediaFacts, signal: AbortSignal | undefined): Promise<DecodeReport> {
  const damage: string[] = [];
  const { outTimeMs, frames } = await runFfmpeg([...input(path), '-map', '0:v:0?', '-map', '0:a:0?', '-f', 'null', '-'], {
    signal,
    onLine(line) {
      if (DAMAGE.test(line) && damage.length < 8) damage.push(line);
    },
  });
  const decodedMs = Math.max(outTimeMs, facts.frameRate === undefined ? 0 : (frames / facts.frameRate) * 1000);
  const faults = [...damage];
  if (facts.hasVideo && frames === 0) faults.push('No frame decodes.');
  if (decodedMs === 0) faults.push('Nothing decodes.');
  const missing = await missingWaveBytes(path);
  if (missing > 0) faults.push(`Lacks ${missing} bytes of the sound that its header promises.`);
  const declared = facts.durationMs ?? decodedMs;
  if (decodedMs < declared - Math.max(SLACK_MS, declared * SLACK_SHARE)) {
    faults.push(`Ends after ${(decodedMs / 1000).toFixed(2)} s, but its header says ${(declared / 1000).toFixed(2)} s.`);
  }
  return { ok: faults.length === 0, faults, facts, decodedMs };
}
