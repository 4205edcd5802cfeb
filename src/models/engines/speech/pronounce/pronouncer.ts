import { heteronym } from './heteronyms.js';
import { weakForm } from './function-words.js';
import { LETTER_NAMES } from './letter-names.js';
import { letterToSound } from './letter-to-sound.js';
import { loadLexicon, type Lexicon } from './lexicon.js';
import { derive } from './morphology.js';
import { parseArpabet, type Phoneme, type Pronunciation } from './phoneme.js';

/** One word of a phrase with its sounds, or a mark that makes a pause. */
export type SpokenToken =
  | { readonly kind: 'word'; readonly text: string; readonly sounds: Pronunciation; /** No stress of its own here. */ readonly weak: boolean }
  | { readonly kind: 'mark'; readonly text: string };

/** English words to phonemes. */
export interface Pronouncer {
  /** One word out of context. Never fails: what no table knows is read by letter-to-sound rules. */
  word(word: string): Pronunciation;
  /** True when the lexicon or its word parts cover the word, so that no rule had to guess. */
  knows(word: string): boolean;
  /** Words in context: weak forms, "the" before vowels, heteronyms, single letters by name. `text` is in spoken form. */
  phrase(text: string): SpokenToken[];
}

/** Pronunciations of unknown words that another program has worked out, by lower-case word. */
export type Guesses = ReadonlyMap<string, Pronunciation>;

let loading: Promise<Pronouncer> | undefined;

/** The pronouncer of this process; the lexicon is loaded once. */
export function loadPronouncer(): Promise<Pronouncer> {
  loading ??= loadLexicon().then((lexicon) => createPronouncer(lexicon));
  return loading;
}

export function createPronouncer(lexicon: Lexicon, guesses: Guesses = new Map()): Pronouncer {
  const cache = new Map<string, Pronunciation | null>();
  const known = (word: string): Pronunciation | undefined => {
    let found = cache.get(word);
    if (found === undefined) {
      if (cache.size > 50_000) cache.clear();
      found = lexicon.find(word) ?? derive(word, lexicon) ?? null;
      cache.set(word, found);
    }
    return found ?? undefined;
  };
  const word = (text: string): Pronunciation => {
    const plain = plainWord(text);
    return known(plain) ?? guesses.get(plain) ?? letterToSound(plain);
  };
  return { word, knows: (text) => known(plainWord(text)) !== undefined, phrase: (text) => inContext(tokens(text), word) };
}

/** Lower case, straight apostrophes, accents taken off. */
function plainWord(text: string): string {
  return text.toLowerCase().replaceAll('’', "'").normalize('NFKD').replace(/[^a-z']/g, '').replace(/^'+(?!s$)/, '').replace(/'+$/, (quotes) => (/s'$/.test(text) ? quotes : ''));
}

interface RawToken {
  readonly kind: 'word' | 'mark';
  readonly text: string;
}

function tokens(text: string): RawToken[] {
  return [...text.matchAll(/[\p{L}\p{M}]+(?:['’][\p{L}\p{M}]+)*['’]?|[.,;:!?…—"“”()]/gu)].map(([found]) => ({ kind: /^\p{L}/u.test(found) ? 'word' : 'mark', text: found }));
}

function inContext(raw: readonly RawToken[], pronounce: (word: string) => Pronunciation): SpokenToken[] {
  const spoken: SpokenToken[] = [];
  let next: Phoneme | undefined;
  for (let index = raw.length - 1; index >= 0; index -= 1) {
    const token = raw[index];
    if (!token) continue;
    if (token.kind === 'mark') {
      spoken.push({ kind: 'mark', text: token.text });
      if (!/["“”]/.test(token.text)) next = undefined;
      continue;
    }
    const before = raw[index - 1];
    const plain = plainWord(token.text);
    const letter = letterName(token.text, before?.text ?? '', raw[index + 1]?.text ?? '');
    const full = letter ?? heteronym(plain, before ? plainWord(before.text) : '') ?? pronounce(token.text);
    const weak = letter ? undefined : weakForm(plain, full, next);
    const sounds = weak ?? full;
    if (sounds.length === 0) continue;
    spoken.push({ kind: 'word', text: token.text, sounds, weak: weak !== undefined && next !== undefined });
    next = sounds[0];
  }
  return spoken.reverse();
}

/** The name of a letter that stands alone; "a" and "I" are letters only beside another lone capital or in a spelled row. */
function letterName(text: string, before: string, after: string): Pronunciation | undefined {
  const single = /^([A-Za-z])('s|s)?$/.exec(text);
  const letter = single?.[1];
  if (letter === undefined) return undefined;
  const lone = (other: string): boolean => /^[A-Z]$/.test(other);
  // "C Ds" is a row of letters in the plural; "As", "Is" and "Us" at the start of a sentence are words.
  if (single?.[2] === 's' && (letter !== letter.toUpperCase() || !lone(before))) return undefined;
  if (/^[aI]$/.test(text) && !(lone(before) && before !== 'I' && lone(after))) return undefined;
  if (/^A$/.test(text) && !lone(before) && !lone(after)) return undefined;
  const name = LETTER_NAMES[letter.toLowerCase()];
  return name === undefined ? undefined : parseArpabet(single?.[2] === undefined ? name : `${name} Z`);
}
