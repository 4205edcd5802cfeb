import type { Pronouncer, SpokenToken } from './pronounce/index.js';

/** What is spoken in one go, and the pause after it. */
export interface Utterance {
  readonly tokens: readonly SpokenToken[];
  readonly pauseMs: number;
}

const PAUSE_MS = { paragraph: 550, sentence: 320, clause: 160, none: 40 } as const;

/**
 * Cuts a text in spoken form into utterances: sentences, and where a sentence has more than `limit` symbols, its clauses
 * and at last groups of words. `size` counts the symbols of a token.
 */
export function utterances(text: string, pronouncer: Pronouncer, size: (token: SpokenToken) => number, limit: number): Utterance[] {
  return text
    .split(/\n+/)
    .filter((paragraph) => paragraph.trim() !== '')
    .flatMap((paragraph) => {
      const sentences = (paragraph.match(/[^.!?…]*[.!?…]+["”')]*|[^.!?…]+/g) ?? []).map((sentence) => pronouncer.phrase(sentence)).filter(hasWord);
      return sentences.flatMap((tokens, index) =>
        fitted(tokens, size, limit).map((part, position, parts): Utterance => {
          const sentenceEnds = position === parts.length - 1;
          const pauseMs = !sentenceEnds ? (part.at(-1)?.kind === 'mark' ? PAUSE_MS.clause : PAUSE_MS.none) : index === sentences.length - 1 ? PAUSE_MS.paragraph : PAUSE_MS.sentence;
          return { tokens: part, pauseMs };
        }),
      );
    });
}

function hasWord(tokens: readonly SpokenToken[]): boolean {
  return tokens.some(({ kind }) => kind === 'word');
}

/** Splits tokens into the fewest parts under the limit, after the latest mark that fits, else after the latest word. */
function fitted(tokens: readonly SpokenToken[], size: (token: SpokenToken) => number, limit: number): SpokenToken[][] {
  const parts: SpokenToken[][] = [];
  let part: SpokenToken[] = [];
  let length = 0;
  for (const token of tokens) {
    const added = size(token);
    if (length + added > limit && part.length > 0) {
      const mark = part.findLastIndex(({ kind }) => kind === 'mark');
      const cut = mark > 0 ? mark + 1 : part.length;
      const rest = part.slice(cut);
      parts.push(part.slice(0, cut));
      part = rest;
      length = rest.reduce((sum, each) => sum + size(each), 0);
    }
    part.push(token);
    length += added;
  }
  parts.push(part);
  return parts.filter(hasWord);
}
