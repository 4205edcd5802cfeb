import { normalizeText, splitSentences, splitWords, type TextShape } from '../tools/text/index.js';

/** Number of items of a list, a table or a JSON value. */
export function listItemCount(shape: TextShape, format: string, parsed: unknown): number {
  if (format === 'json') {
    if (Array.isArray(parsed)) return parsed.length;
    const lists = typeof parsed === 'object' && parsed !== null ? Object.values(parsed).filter(Array.isArray) : [];
    return lists.length === 1 ? (lists[0] as unknown[]).length : Object.keys((parsed ?? {})).length;
  }
  if (format === 'table') return shape.tableRows.length;
  if (format === 'numbered') return shape.numbered.length;
  return shape.bullets.length;
}

/** What a text says again, in words, or undefined. Refrains of two words and short lines of verse are let pass. */
export function repetitionIn(text: string, { refrains = false }: { readonly refrains?: boolean } = {}): string | undefined {
  const sentences = splitSentences(text).map((sentence) => normalizeText(sentence).replace(/^(?:[-*•]|\d+[.)])\s+/, ''));
  const seen = new Map<string, number>();
  for (const sentence of refrains ? [] : sentences) {
    const words = splitWords(sentence).length;
    const times = (seen.get(sentence) ?? 0) + 1;
    seen.set(sentence, times);
    if ((words >= 5 && times >= 2) || (words >= 2 && times >= 4)) return `"${sentence.slice(0, 120)}" stands there ${times} times`;
  }
  return loopOf(splitWords(normalizeText(text).slice(0, 50_000)));
}

/** A run of one to eight words that follows itself at least three times (one word five times, two words four times). */
function loopOf(words: readonly string[]): string | undefined {
  for (let size = 1; size <= 8; size += 1) {
    const needed = size === 1 ? 5 : size === 2 ? 4 : 3;
    let run = 0;
    for (let at = size; at < words.length; at += 1) {
      run = words[at] === words[at - size] ? run + 1 : 0;
      if (run >= size * (needed - 1)) return `the words "${words.slice(at - size + 1, at + 1).join(' ')}" follow themselves`;
    }
  }
  return undefined;
}
