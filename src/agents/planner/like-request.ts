import type { ModelClient } from '../../core/index.js';
import { cosine, findNumberWords } from '../../tools/text/index.js';
import { splitClauses, wishesOf } from './clauses.js';
import { maskConditions } from './conditions.js';
import { maskQuotes } from './quoted-text.js';
import { statedLimits } from './stated-limits.js';
import { stems } from './words.js';

/** Words as like as this are offered as the same request: the lowest limit at which bench/likeness.ts finds no wrong offer. */
const LIKE = 0.8;

/** What must be the same in two requests, whatever else their words are: how many pieces of work and conditions, numbers, limits and quoted texts. */
function fixedParts(request: string): string {
  const { masked, quotes } = maskQuotes(request);
  const words = wording(masked);
  const numbers = [...findNumberWords(words).map(({ value }) => value), ...(words.match(/\d+(?:[.,:]\d+)*/g) ?? [])].map(String).sort();
  const { text, conditions } = maskConditions(masked);
  const pieces = wishesOf(splitClauses(text, conditions)).length;
  return JSON.stringify({ pieces, conditions: conditions.length, limits: statedLimits(words), numbers, quotes: quotes.map(({ value }) => value) });
}

/** Without file names and addresses, which say nothing about the work. */
function wording(text: string): string {
  return text.replace(/\S+:\/\/\S+|\S+\.[a-z]\w{1,4}\b/gi, ' ').replace(/\s+/g, ' ').trim();
}

/**
 * How like the words of a request are to each of some earlier ones, 0 to 1, whatever the limit: 0 where numbers, stated limits or quoted
 * texts differ, 1 for the same words. Without an embedding model only the same words are alike.
 */
export async function similarity(request: string, earlier: readonly string[], models: ModelClient, signal?: AbortSignal): Promise<number[]> {
  const fixed = fixedParts(request);
  const same = earlier.map((words) => fixedParts(words) === fixed);
  if (!same.includes(true)) return earlier.map(() => 0);
  const key = (text: string): string => stems(maskQuotes(text).masked).sort().join(' ');
  const vectors = models.has('embed') ? await models.embed([request, ...earlier].map((text) => wording(maskQuotes(text).masked)), { signal }) : undefined;
  return earlier.map((words, index) => {
    if (!same[index]) return 0;
    if (key(words) === key(request)) return 1;
    return vectors?.[0] ? Math.min(1, Math.max(0, cosine(vectors[0], vectors[index + 1]))) : 0;
  });
}

/**
 * How like the words of a request are to each of some earlier ones, 0 to 1: 0 where numbers, limits or quoted texts differ, or where
 * the words are less like than two ways to ask for the same. Without an embedding model only the same words are alike.
 */
export async function likeness(request: string, earlier: readonly string[], models: ModelClient, signal?: AbortSignal): Promise<number[]> {
  return (await similarity(request, earlier, models, signal)).map((found) => (found >= LIKE ? found : 0));
}
