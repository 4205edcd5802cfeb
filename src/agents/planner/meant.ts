import type { Given } from '../../core/index.js';
import { SUBJECTS } from './condition-reading.js';
import { overlap } from './wired-values.js';
import { stems } from './words.js';

/** Words that stand for a thing that was there before, and those that ask for the same in another way. */
const POINTS_BACK = /\b(?:it|its|this|them|they|these|those|again|instead)\b|\bthat\b(?=\W*$|\s*[,.;!?]|\s+(?:one|again|aloud|as|in|into|to|and|with)\b)|\b(?:shorter|longer|simpler|louder|quieter|slower|faster|brighter|darker|bigger|smaller)\b(?!\s+than)/i;
/** What says that something made before is meant although files came with the request. */
const BEFORE = /\b(?:previous|earlier|last|before|original|first)\b/i;
const SEVERAL = /\b(?:them|they|these|those|both|all|each|every)\b/i;
const FIRST = /\b(?:original|first)\b/i;
const DEFINITE = String.raw`(?:the|this|that|these|those|its|your|my|both|same)\s+(?:\w+\s+){0,2}`;
const TEXTS = /\b(?:text|answer|description|caption|summary|transcript|translation|letter|story|list|result|words?|sentences?)s?\b/i;

/**
 * What a request means of the things that are there: all that came with it, and of those that an earlier run left the ones that its
 * words speak of: by name, by kind ("the picture"), or, where no files came with it, by pointing back ("say it again"). Of several of a kind the
 * latest is meant, unless the words say the first, or several.
 */
export function meantOf(goal: string, givens: readonly Given[]): Given[] {
  const withFiles = givens.some(({ earlier }) => !earlier);
  const words = new Set(stems(goal));
  const clarity = (given: Given): number => {
    if (goal.includes(given.name)) return 3;
    if (withFiles && !BEFORE.test(goal)) return 0;
    return overlap(words, wordsOf(given)) > 0 ? 2 : POINTS_BACK.test(goal) || speaksOf(goal, given) ? 1 : 0;
  };
  const spoken = givens.filter(({ earlier }) => earlier).map((given) => ({ given, clarity: clarity(given) })).filter((one) => one.clarity > 0);
  const isTheOne = (one: { given: Given; clarity: number }): boolean => {
    const alike = spoken.filter(({ given }) => given.modality === one.given.modality);
    const clearest = alike.filter((other) => other.clarity === Math.max(...alike.map((each) => each.clarity)));
    return one === (FIRST.test(goal) ? clearest[0] : clearest.at(-1));
  };
  const meant = new Set(spoken.filter((one) => one.clarity === 3 || SEVERAL.test(goal) || isTheOne(one)).map(({ given }) => given));
  return givens.filter((given) => !given.earlier || meant.has(given));
}

/** "The picture", "that long text": things of a kind that are there already, not one that is to be made. */
function speaksOf(goal: string, { modality }: Given): boolean {
  const kind = modality === 'text' ? TEXTS : SUBJECTS[modality];
  return kind !== undefined && new RegExp(String.raw`\b${DEFINITE}(?:${kind.source})`, 'i').test(goal);
}

/** A result is called after the tool that made it. */
function wordsOf({ name }: Given): Set<string> {
  return new Set(stems(name.replace(/\.\w+$/, '').replace(/[\W_\d]+/g, ' ')));
}
