import { distance } from 'fastest-levenshtein';

/** Characters that text recognition takes for each other, as one of them. */
const LOOKALIKES: readonly (readonly [RegExp, string])[] = [[/rn/g, 'm'], [/vv/g, 'w'], [/[|1!Ii]/g, 'l'], [/[0Q°]/g, 'o'], [/5/g, 's'], [/8/g, 'b'], [/[,;:·•]/g, '.'], [/[’‘`´]/g, "'"], [/[“”]/g, '"'], [/[‐‑–—−]/g, '-'], [/¢/g, 'c'], [/[×✕✖]/g, 'x']];

/** Text as it is compared: without differences of spacing, form and quotation marks. */
export function plain(text: string): string {
  return text.normalize('NFKC').replace(/[‐‑–—−]/g, '-').replace(/[’‘`´]/g, "'").replace(/[“”]/g, '"').replace(/\s+/g, ' ').trim();
}

function folded(text: string): string {
  let folding = plain(text).toLowerCase();
  for (const [pattern, one] of LOOKALIKES) folding = folding.replace(pattern, one);
  return folding.replace(/\s/g, '').toLowerCase();
}

const letters = (text: string): string => plain(text).toLowerCase().replace(/[^\p{L}\p{N}]/gu, '');

/**
 * How well a text that was read is the one that is wanted: 1 exactly, 0.97 but for capitals, 0.95 but for punctuation,
 * 0.92 where recognition may have taken one character for another, below 0.9 by edit distance, 0 from half on.
 */
export function textScore(wanted: string, seen: string): number {
  const [a, b] = [plain(wanted), plain(seen)];
  if (a === '' || b === '') return 0;
  if (a === b) return 1;
  if (a.toLowerCase() === b.toLowerCase()) return 0.97;
  if (letters(a) !== '' && letters(a) === letters(b)) return 0.95;
  const [c, d] = [folded(a), folded(b)];
  if (c !== '' && c === d) return 0.92;
  // "Tab #1" is not "Tab #2", and "Order 1011" not "Order 1001": numbers are right or wrong.
  if (a.replace(/\D/g, '') !== b.replace(/\D/g, '')) return 0;
  const ratio = 1 - distance(c, d) / Math.max(c.length, d.length, 1);
  return ratio < 0.5 || Math.max(c.length, d.length) < 3 ? 0 : ratio * 0.9;
}

export interface Run {
  /** Indices of the first word and of the one behind the last. */
  readonly start: number;
  readonly end: number;
  readonly score: number;
}

/** The best run of words that reads like the wanted text, with at least `least`. */
export function bestRun(wanted: string, words: readonly string[], least: number): Run | undefined {
  const length = plain(wanted).split(' ').length;
  let best: Run | undefined;
  for (let size = Math.max(1, length - 1); size <= length + 1; size += 1) {
    for (let start = 0; start + size <= words.length; start += 1) {
      const score = textScore(wanted, words.slice(start, start + size).join(' '));
      if (score >= least && (best === undefined || score > best.score)) best = { start, end: start + size, score };
    }
  }
  return best;
}
