import { stemmer } from 'stemmer';
import { ara, ces, dan, deu, ell, eng, fin, fra, hun, ita, nld, nob, pol, por, ron, rus, spa, swe, tur, ukr } from 'stopword';
import { splitWords } from './words.js';

const STOP_LISTS: Readonly<Record<string, readonly string[]>> = {
  ar: ara, cs: ces, da: dan, de: deu, el: ell, en: eng, es: spa, fi: fin, fr: fra, hu: hun, it: ita, nl: nld, no: nob, pl: pol, pt: por, ro: ron, ru: rus, sv: swe, tr: tur, uk: ukr,
};

/** English function words that the list lacks, and words of reporting that carry no claim ("the text says"). */
const MORE_ENGLISH =
  'even already again i me you she it its they them theirs ours yours hers himself herself themselves itself was were been being do does did done having will shall may must would could can cannot about above across against along although among around away back because below beneath beside besides both down during each either else ever every few first further hence here however inside instead just least less lot many more most much near nearly neither nor not off often once one onto others otherwise own per perhaps quite rather really same several shall since so somehow something sometimes soon such than that then there therefore these thing things this those though through throughout thus together too toward towards under until up upon upper us use used using very via was well what whatever when whenever where whereas wherever whether which while who whoever whole whom whose why with within without yes yet says said say states stated mention mentions mentioned according text notice article document page passage describes described includes including include also i\'m it\'s that\'s there\'s don\'t doesn\'t didn\'t isn\'t aren\'t wasn\'t weren\'t won\'t can\'t couldn\'t shouldn\'t wouldn\'t haven\'t hasn\'t hadn\'t let let\'s he\'s she\'s they\'re we\'re you\'re i\'ve we\'ve please';

const stops = new Map<string, ReadonlySet<string>>();

function stopWords(language: string): ReadonlySet<string> {
  const known = stops.get(language);
  if (known) return known;
  const words = new Set([...(STOP_LISTS[language] ?? []), ...(language === 'en' ? MORE_ENGLISH.split(' ') : [])]);
  stops.set(language, words);
  return words;
}

/** True for function words, which carry no content of their own. */
export function isStopWord(word: string, language = 'en'): boolean {
  return stopWords(language).has(word.toLowerCase().replace(/’/g, "'"));
}

/**
 * Stem of a word: Porter's algorithm for English (M. F. Porter, "An algorithm for suffix stripping", 1980); for other
 * alphabetic languages accents go and long words keep their first six letters, which joins most inflected forms.
 */
export function stemOf(word: string, language = 'en'): string {
  const plain = word.normalize('NFKC').toLowerCase().replace(/’/g, "'").replace(/'s$/, '').replace(/'$/, '');
  if (language === 'en') return stemmer(plain);
  const bare = plain.normalize('NFD').replace(/\p{M}/gu, '');
  return /^\p{Script=Latin}+$|^\p{Script=Cyrillic}+$|^\p{Script=Greek}+$/u.test(bare) ? bare.slice(0, 6) : bare;
}

/** Stems of the words that carry content, in order, repeats kept. Plain numbers are left out: they are compared by value. */
export function contentStems(text: string, language = 'en'): string[] {
  return splitWords(text, language)
    .flatMap((word) => word.split('_'))
    .filter((word) => /\p{L}/u.test(word) && !isStopWord(word, language) && (word.length > 1 || /\p{Script=Han}|[B-HJ-Z]/u.test(word)))
    .map((word) => stemOf(word, language));
}
