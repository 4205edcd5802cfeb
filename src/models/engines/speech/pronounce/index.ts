/** English pronunciation: lexicon, word parts, letter-to-sound rules, and the symbol sets of the two voices. */
export { formatArpabet, isVowel, parseArpabet, type Phoneme, type Pronunciation } from './phoneme.js';
export { askEspeak, fromIpa } from './espeak.js';
export { loadLexicon, type Lexicon } from './lexicon.js';
export { createPronouncer, loadPronouncer, type Guesses, type Pronouncer, type SpokenToken } from './pronouncer.js';
export { espeakSymbols } from './espeak-symbols.js';
export { kokoroSymbols } from './kokoro-symbols.js';
export { letterToSound } from './letter-to-sound.js';
