import type { ModelClient, TranscriptSegment, TranscriptWord } from '../../core/index.js';
import { comparisonWords, type ComparisonWord } from './comparison.js';
import type { SoundComparison } from './sound.js';
import { spansOf, type TimedSpan } from './timing.js';
import { spokenSegments, textOf, wordsOf } from './transcript.js';
import { compareWords, type WordDifference, type WordErrorRate } from './word-error-rate.js';

/** What one model heard in a recording, beside what should have been said. */
export interface Hearing {
  readonly model: string;
  /** ISO 639-1 */
  readonly language: string;
  readonly transcript: string;
  readonly result: WordErrorRate;
  readonly durationMs: number;
  readonly segments: readonly TranscriptSegment[];
  /** As they were written. */
  readonly words: readonly TranscriptWord[];
  /** Times of the heard comparison words. */
  readonly spans: readonly TimedSpan[];
}

/** A difference with its time, as far as it has one. */
export interface HeardDifference extends WordDifference, Partial<TimedSpan> {}

export interface HearRequest {
  readonly path: string;
  readonly expected: string;
  /** ISO 639-1; detected when absent. */
  readonly language?: string | undefined;
  readonly model?: string | undefined;
  readonly sounds?: SoundComparison | undefined;
  readonly signal: AbortSignal;
}

/** Transcribes a recording and compares it with a text. */
export async function hear(models: ModelClient, request: HearRequest): Promise<Hearing> {
  const reply = await models.transcribe({ path: request.path, language: request.language }, { signal: request.signal, model: request.model });
  const segments = spokenSegments(reply);
  const words: TranscriptWord[] = wordsOf(segments);
  const expected: ComparisonWord[] = comparisonWords(request.expected);
  const heardText = words.map(({ text }) => text.trim()).join(' ');
  return { model: reply.model, language: reply.language, transcript: textOf(segments), durationMs: reply.durationMs, segments, words, result: compareWords(expected, comparisonWords(heardText), request.sounds), spans: spansOf(words) };
}

/** The differences of a hearing with the time of the heard word, or of the words around a missing one. */
export function timed(hearing: Hearing): HeardDifference[] {
  return hearing.result.differences.map((difference) => {
    const span = hearing.spans[difference.heardIndex];
    const before = hearing.spans[difference.heardIndex - 1];
    if (difference.kind !== 'deletion') return { ...difference, ...span };
    return { ...difference, startMs: before?.endMs ?? 0, ...(span ? { endMs: span.startMs } : before ? { endMs: before.endMs } : {}) };
  });
}

/**
 * The differences that both hearings agree on. Two recognisers seldom mishear the same place, so what only one of them
 * found is its own slip. Where one expected word is wrong for both, the first hearing's difference stays.
 */
export function agreed(first: Hearing, second: Hearing): HeardDifference[] {
  const others = second.result.differences;
  return timed(first).filter((difference) =>
    difference.kind === 'insertion'
      ? others.some((other) => other.kind === 'insertion' && Math.abs(other.expectedIndex - difference.expectedIndex) <= 1)
      : others.some((other) => other.kind !== 'insertion' && other.expectedIndex === difference.expectedIndex),
  );
}
