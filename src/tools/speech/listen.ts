import { rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { ModelClient, TranscribeReply, TranscriptSegment } from '../../core/index.js';
import { findSilences, input, output, runFfmpeg } from '../media/index.js';

/** Longer sound is heard in pieces of about this length, ms: memory and the time for one answer stay bounded. */
const PIECE_MS = 8 * 60_000;
/** A piece ends in the silence that is nearest to its full length, at most this far from it, ms. */
const REACH_MS = 60_000;
/** Larger files are sent as 16 kHz mono, which is all that recognisers listen to. */
const LARGEST_SENT = 64_000_000;

export interface ListenRequest {
  readonly path: string;
  readonly durationMs: number;
  /** Where the sound is converted to; what is written there is removed again. */
  readonly scratch: string;
  readonly signal: AbortSignal;
  /** ISO 639-1; detected when absent. */
  readonly language?: string | undefined;
  /** The recogniser; the favourite when absent. */
  readonly model?: string | undefined;
  /** True when the file holds more than sound, as a video does: then only the sound is sent. */
  readonly extract?: boolean;
  readonly onProgress?: (fraction: number) => void;
}

/** Transcribes sound or the sound of a video of any length. Times are those of the whole. */
export async function listenTo(models: ModelClient, request: ListenRequest): Promise<TranscribeReply> {
  const { path, durationMs, scratch, signal, language, model } = request;
  const cuts = durationMs <= PIECE_MS + REACH_MS ? [] : cutsIn(durationMs, await findSilences(path, { signal, durationMs, thresholdDb: -40 }));
  if (cuts.length === 0 && request.extract !== true && (await stat(path)).size <= LARGEST_SENT) return models.transcribe({ path, language }, { signal, model });
  const edges = [0, ...cuts, durationMs];
  const replies: TranscribeReply[] = [];
  for (const [index, startMs] of edges.slice(0, -1).entries()) {
    const piece = join(scratch, `heard-${index}.wav`);
    // The last piece has no end, in case the header's length is too short.
    const span = index === edges.length - 2 ? { startMs } : { startMs, lengthMs: (edges[index + 1] ?? durationMs) - startMs };
    await runFfmpeg([...input(path, startMs === 0 && cuts.length === 0 ? {} : span), '-map', '0:a:0', '-ac', '1', '-ar', '16000', '-c:a', 'pcm_s16le', ...output(piece)], { signal });
    const reply = await models.transcribe({ path: piece, language }, { signal, model });
    await rm(piece);
    replies.push({ ...reply, segments: reply.segments.map((segment) => later(segment, startMs)) });
    request.onProgress?.((index + 1) / (edges.length - 1));
  }
  return joined(replies, durationMs);
}

/** Where a recording is cut: in silences near every eight minutes, else exactly there. */
export function cutsIn(durationMs: number, silences: readonly { readonly startMs: number; readonly endMs: number }[]): number[] {
  const cuts: number[] = [];
  for (let at = PIECE_MS; durationMs - at > REACH_MS; at = (cuts.at(-1) ?? at) + PIECE_MS) {
    const middles = silences.map(({ startMs, endMs }) => (startMs + endMs) / 2).filter((middle) => Math.abs(middle - at) <= REACH_MS);
    cuts.push(middles.toSorted((a, b) => Math.abs(a - at) - Math.abs(b - at))[0] ?? at);
  }
  return cuts;
}

function later(segment: TranscriptSegment, byMs: number): TranscriptSegment {
  const shift = <T extends { readonly startMs: number; readonly endMs: number }>(timed: T): T => ({ ...timed, startMs: timed.startMs + byMs, endMs: timed.endMs + byMs });
  return { ...shift(segment), words: segment.words.map(shift) };
}

function joined(replies: readonly TranscribeReply[], durationMs: number): TranscribeReply {
  const [first] = replies;
  return {
    text: replies.map(({ text }) => text).filter((text) => text !== '').join(' '),
    // Of the first piece in which somebody speaks.
    language: (replies.find(({ segments }) => segments.length > 0) ?? first)?.language ?? '',
    durationMs,
    segments: replies.flatMap(({ segments }) => segments),
    model: first?.model ?? '',
  };
}
