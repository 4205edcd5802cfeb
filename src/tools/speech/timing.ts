import type { TranscriptWord } from '../../core/index.js';
import { normalizeForComparison } from './comparison.js';

/** When each comparison word of a transcript was said. */
export interface TimedSpan {
  readonly startMs: number;
  readonly endMs: number;
}

/**
 * Spans for the comparison words of `words`. Normalising may join or part written words ("3:45 pm"), so each comparison word
 * takes the time of the written word at the same share of the letters.
 */
export function spansOf(words: readonly TranscriptWord[]): TimedSpan[] {
  const each = words.map(({ text }) => normalizeForComparison(text).join('').length);
  const total = each.reduce((sum, length) => sum + length, 0);
  const normal = normalizeForComparison(words.map(({ text }) => text.trim()).join(' '));
  const normalTotal = normal.reduce((sum, { length }) => sum + length, 0);
  let done = 0;
  return normal.map(({ length }) => {
    const from = wordAt(each, (done / normalTotal) * total);
    done += length;
    const to = wordAt(each, (done / normalTotal) * total - 0.5);
    const first = words[from];
    const last = words[Math.max(from, to)];
    return { startMs: first?.startMs ?? 0, endMs: last?.endMs ?? first?.endMs ?? 0 };
  });
}

/** Index of the word that holds the letter at `position`. */
function wordAt(lengths: readonly number[], position: number): number {
  let end = 0;
  for (const [index, length] of lengths.entries()) {
    end += length;
    if (position < end - 0.01) return index;
  }
  return Math.max(0, lengths.length - 1);
}
