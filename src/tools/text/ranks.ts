import { findNumberWords } from './number-words.js';
import { findQuantities, sameQuantity } from './quantities.js';

/**
 * A number of an answer that its source has as a rank only: "two weeks before her 86th birthday" does not say that she was 86.
 * `undefined` where the source counts with each of them somewhere, or has them nowhere. English.
 */
export function onlyRanked(answer: string, source: string): string | undefined {
  const words = findNumberWords(source);
  const isRank = ({ text, index }: { readonly text: string; readonly index: number }): boolean =>
    /^(?:st|nd|rd|th)\b/i.test(source.slice(index + text.length)) || words.some((word) => word.ordinal && word.index === index);
  const known = findQuantities(source);
  const ranked = findQuantities(answer).filter((quantity) => quantity.kind === 'number' && !/^(?:st|nd|rd|th)\b/i.test(answer.slice(quantity.index + quantity.text.length))).find((quantity) => {
    const same = known.filter((other) => sameQuantity(quantity, other));
    return same.length > 0 && same.every(isRank);
  });
  return ranked?.text;
}
