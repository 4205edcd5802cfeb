import type { Lexicon } from './lexicon.js';
import { demoted, isVowel, parseArpabet, type Pronunciation } from './phoneme.js';

const VOICELESS = new Set(['P', 'T', 'K', 'F', 'TH', 'S', 'SH', 'CH', 'HH']);
const SIBILANT = new Set(['S', 'Z', 'SH', 'ZH', 'CH', 'JH']);

/** Endings that leave the stem's sound alone, longest first. `restore` lists spellings of the stem to try. */
const SUFFIXES: readonly { ending: RegExp; restore: readonly string[]; sound: string }[] = [
  { ending: /fully$/, restore: ['ful'], sound: 'L IY0' },
  { ending: /ically$/, restore: ['ic'], sound: 'L IY0' },
  { ending: /ization$/, restore: ['ize'], sound: 'EY1 SH AH0 N' },
  { ending: /lessness$/, restore: [''], sound: 'L AH0 S N AH0 S' },
  { ending: /iness$/, restore: ['y'], sound: 'N AH0 S' },
  { ending: /ness$/, restore: [''], sound: 'N AH0 S' },
  { ending: /less$/, restore: [''], sound: 'L AH0 S' },
  { ending: /ful$/, restore: [''], sound: 'F AH0 L' },
  { ending: /ment$/, restore: [''], sound: 'M AH0 N T' },
  { ending: /ship$/, restore: [''], sound: 'SH IH2 P' },
  { ending: /hood$/, restore: [''], sound: 'HH UH2 D' },
  { ending: /like$/, restore: [''], sound: 'L AY2 K' },
  { ending: /wise$/, restore: [''], sound: 'W AY2 Z' },
  { ending: /ward$/, restore: [''], sound: 'W ER0 D' },
  { ending: /able$/, restore: ['', 'e'], sound: 'AH0 B AH0 L' },
  { ending: /ably$/, restore: ['', 'e'], sound: 'AH0 B L IY0' },
  { ending: /ily$/, restore: ['y'], sound: 'L IY0' },
  { ending: /ly$/, restore: [''], sound: 'L IY0' },
  { ending: /iest$/, restore: ['y'], sound: 'AH0 S T' },
  { ending: /est$/, restore: ['', 'e', '*'], sound: 'AH0 S T' },
  { ending: /ier$/, restore: ['y'], sound: 'ER0' },
  { ending: /er$/, restore: ['', 'e', '*'], sound: 'ER0' },
  { ending: /ish$/, restore: ['', 'e', '*'], sound: 'IH0 SH' },
  { ending: /ism$/, restore: ['', 'e'], sound: 'IH2 Z AH0 M' },
  { ending: /ist$/, restore: ['', 'e'], sound: 'IH0 S T' },
  { ending: /in'?$/, restore: ['ing'], sound: '' },
];

const PREFIXES: Readonly<Record<string, string>> = {
  anti: 'AE2 N T IY0', auto: 'AO2 T OW0', bio: 'B AY2 OW0', counter: 'K AW2 N T ER0', cyber: 'S AY2 B ER0', dis: 'D IH0 S', eco: 'IY2 K OW0',
  extra: 'EH2 K S T R AH0', hyper: 'HH AY2 P ER0', inter: 'IH2 N T ER0', mega: 'M EH2 G AH0', micro: 'M AY2 K R OW0', mini: 'M IH2 N IY0',
  mis: 'M IH0 S', mono: 'M AA2 N OW0', multi: 'M AH2 L T IY0', nano: 'N AE2 N OW0', neuro: 'N UH2 R OW0', non: 'N AA2 N', out: 'AW2 T',
  over: 'OW2 V ER0', photo: 'F OW2 T OW0', post: 'P OW2 S T', pre: 'P R IY0', pseudo: 'S UW2 D OW0', re: 'R IY0', semi: 'S EH2 M IY0',
  sub: 'S AH0 B', super: 'S UW2 P ER0', tele: 'T EH2 L AH0', trans: 'T R AE2 N Z', ultra: 'AH2 L T R AH0', un: 'AH0 N', under: 'AH2 N D ER0',
};

/**
 * Builds a word that the lexicon lacks from words that it has: possessives, plurals, -ed, -ing, other endings, prefixes
 * and compounds. `undefined` when no reading covers the whole word.
 */
export function derive(word: string, lexicon: Lexicon): Pronunciation | undefined {
  const stem = (part: string): Pronunciation | undefined => lexicon.find(part) ?? (part.length < word.length && part.length >= 3 ? derive(part, lexicon) : undefined);
  return possessive(word, stem) ?? plural(word, stem) ?? past(word, stem) ?? progressive(word, stem) ?? suffixed(word, stem) ?? prefixed(word, lexicon) ?? compound(word, lexicon);
}

type Stem = (part: string) => Pronunciation | undefined;

/** First reading of a stem in the spellings that an ending may have changed: dropped e, doubled consonant, y to i. */
function restored(base: string, spellings: readonly string[], stem: Stem): Pronunciation | undefined {
  if (base.length < 2) return undefined;
  for (const spelling of spellings) {
    if (spelling === '*') {
      if (/([bdfgklmnprstvz])\1$/.test(base)) {
        const single = stem(base.slice(0, -1));
        if (single) return single;
      }
    } else {
      const found = stem(base + spelling);
      if (found) return found;
    }
  }
  return undefined;
}

/** Adds the -s of plurals, verbs and possessives: /ɪz/, /s/ or /z/ by the sound before it. */
export function withS(base: Pronunciation): Pronunciation {
  const last = base.at(-1)?.symbol ?? 'AH';
  return [...base, ...parseArpabet(SIBILANT.has(last) ? 'IH0 Z' : VOICELESS.has(last) ? 'S' : 'Z')];
}

/** Adds the -ed of the past: /ɪd/, /t/ or /d/ by the sound before it. */
export function withEd(base: Pronunciation): Pronunciation {
  const last = base.at(-1)?.symbol ?? 'AH';
  return [...base, ...parseArpabet(last === 'T' || last === 'D' ? 'IH0 D' : VOICELESS.has(last) ? 'T' : 'D')];
}

function possessive(word: string, stem: Stem): Pronunciation | undefined {
  const base = /^(.+)'s$/.exec(word)?.[1];
  if (base !== undefined) {
    const found = stem(base);
    return found && withS(found);
  }
  const plain = /^(.+s)'$/.exec(word)?.[1];
  return plain === undefined ? undefined : stem(plain);
}

function plural(word: string, stem: Stem): Pronunciation | undefined {
  if (!/[^s']s$/.test(word)) return undefined;
  const found =
    stem(word.slice(0, -1)) ?? (word.endsWith('ies') ? stem(`${word.slice(0, -3)}y`) : undefined) ?? (/(s|x|z|ch|sh|o)es$/.test(word) ? stem(word.slice(0, -2)) : undefined);
  return found && withS(found);
}

function past(word: string, stem: Stem): Pronunciation | undefined {
  if (!word.endsWith('ed') || word.length < 5) return undefined;
  const found = word.endsWith('ied') ? stem(`${word.slice(0, -3)}y`) : restored(word.slice(0, -2), ['', 'e', '*'], stem);
  return found && withEd(found);
}

function progressive(word: string, stem: Stem): Pronunciation | undefined {
  if (!word.endsWith('ing') || word.length < 6) return undefined;
  const found = restored(word.slice(0, -3), ['', 'e', '*'], stem);
  return found && [...found, ...parseArpabet('IH0 NG')];
}

function suffixed(word: string, stem: Stem): Pronunciation | undefined {
  for (const { ending, restore, sound } of SUFFIXES) {
    if (!ending.test(word)) continue;
    const found = restored(word.replace(ending, ''), restore, stem);
    if (!found) continue;
    if (sound === '') return found;
    const added = parseArpabet(sound);
    return added.some((phoneme) => phoneme.stress === 1) ? [...demoted(found), ...added] : [...found, ...added];
  }
  return undefined;
}

function prefixed(word: string, lexicon: Lexicon): Pronunciation | undefined {
  for (const [prefix, sound] of Object.entries(PREFIXES)) {
    if (!word.startsWith(prefix) || word.length < prefix.length + 4) continue;
    const rest = lexicon.find(word.slice(prefix.length));
    if (rest) return [...parseArpabet(sound), ...rest];
  }
  return undefined;
}

/** Two known words written as one; the split with the most even halves wins. Halves have at least three letters and a vowel. */
function compound(word: string, lexicon: Lexicon): Pronunciation | undefined {
  if (word.length < 7) return undefined;
  const cuts = Array.from({ length: word.length - 5 }, (_, index) => index + 3).sort((a, b) => Math.abs(a - word.length / 2) - Math.abs(b - word.length / 2));
  for (const cut of cuts) {
    const first = lexicon.find(word.slice(0, cut));
    const second = lexicon.find(word.slice(cut));
    if (first?.some(isVowel) && second?.some(isVowel)) return [...first, ...demoted(second)];
  }
  return undefined;
}
