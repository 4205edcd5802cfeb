import type { TranscribeReply, TranscriptSegment, TranscriptWord } from '../../core/index.js';

/** Above this a segment counts as silence or noise when the words are doubtful, too (Whisper's own rule, with its defaults). */
const NO_SPEECH = 0.6;
const DOUBTFUL = -1;
/** Below this mean log probability words are guesses, whatever the model says about speech. */
const GUESSED = -1.5;
/** Mean probability of a segment's words below which they are guesses. */
const WEAK_WORDS = 0.3;
/** A sentence that comes this often in a row is the recogniser running in a circle. */
const REPEATS = 3;

/**
 * The segments in which somebody really speaks. Whisper invents sentences over silence, noise and music; those have a high
 * probability of "no speech", improbable words, or repeat without end.
 */
export function spokenSegments(reply: TranscribeReply): TranscriptSegment[] {
  const kept: TranscriptSegment[] = [];
  for (const segment of reply.segments) {
    if (isSpeech(segment) && !isRepetition(segment, kept)) kept.push(segment);
  }
  return kept;
}

function isSpeech(segment: TranscriptSegment): boolean {
  if (!/[\p{L}\p{N}]/u.test(segment.text)) return false;
  // "[Music]", "(applause)", "♪": descriptions of sound, not speech.
  if (/^\s*[[(*♪][^\])*♪]*[\])*♪]?\s*$/u.test(segment.text)) return false;
  if (segment.noSpeechProbability > NO_SPEECH && segment.meanLogProbability < DOUBTFUL) return false;
  if (segment.meanLogProbability < GUESSED) return false;
  return segment.words.length === 0 || mean(segment.words.map(({ probability }) => probability)) >= WEAK_WORDS;
}

function isRepetition(segment: TranscriptSegment, kept: readonly TranscriptSegment[]): boolean {
  const recent = kept.slice(-(REPEATS - 1));
  return recent.length === REPEATS - 1 && recent.every(({ text }) => text.trim() === segment.text.trim());
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

/** The text of segments as one line. */
export function textOf(segments: readonly TranscriptSegment[]): string {
  return segments.map(({ text }) => text.trim()).filter((text) => text !== '').join(' ');
}

/** All words in order; where the model gave none, a segment's words are spread evenly over its time. */
export function wordsOf(segments: readonly TranscriptSegment[]): TranscriptWord[] {
  return segments.flatMap((segment) => {
    if (segment.words.length > 0) return segment.words;
    const parts = segment.text.trim().split(/\s+/);
    const each = (segment.endMs - segment.startMs) / parts.length;
    return parts.map((text, index): TranscriptWord => ({ text, startMs: segment.startMs + each * index, endMs: segment.startMs + each * (index + 1), probability: Math.exp(segment.meanLogProbability) }));
  });
}
