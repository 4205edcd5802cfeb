import { execa } from 'execa';
import { isVowel, parseArpabet, type Phoneme, type Pronunciation } from './phoneme.js';

/** ms for one batch of words. */
const TIMEOUT_MS = 3000;

/** espeak-ng's IPA for American English → ARPAbet without stress, longest first. */
const SYMBOLS: readonly (readonly [string, string])[] = [
  ['aɪɚ', 'AY ER'], ['aʊɚ', 'AW ER'], ['aɪə', 'AY AH'], ['ɔːɹ', 'AO R'], ['oːɹ', 'AO R'], ['ɑːɹ', 'AA R'], ['iə', 'IY AH'], ['tʃ', 'CH'], ['dʒ', 'JH'], ['eɪ', 'EY'], ['aɪ', 'AY'], ['aʊ', 'AW'], ['oʊ', 'OW'], ['ɔɪ', 'OY'],
  ['ɑː', 'AA'], ['ɔː', 'AO'], ['ɜː', 'ER'], ['iː', 'IY'], ['uː', 'UW'], ['əl', 'AH L'], ['n̩', 'AH N'], ['l̩', 'AH L'], ['ɚ', 'ER'], ['ɐ', 'AH'], ['ə', 'AH'], ['ʌ', 'AH'], ['æ', 'AE'], ['ɛ', 'EH'], ['ɪ', 'IH'], ['ᵻ', 'IH'], ['i', 'IY'], ['ʊ', 'UH'], ['u', 'UW'], ['ɑ', 'AA'],
  ['ɔ', 'AO'], ['a', 'AA'], ['e', 'EY'], ['o', 'OW'], ['b', 'B'], ['d', 'D'], ['ð', 'DH'], ['f', 'F'], ['ɡ', 'G'], ['h', 'HH'], ['k', 'K'], ['l', 'L'], ['m', 'M'], ['n', 'N'], ['ŋ', 'NG'], ['p', 'P'], ['ɹ', 'R'], ['r', 'R'], ['s', 'S'], ['ʃ', 'SH'], ['t', 'T'], ['ɾ', 'T'],
  ['ʔ', 'T'], ['θ', 'TH'], ['v', 'V'], ['w', 'W'], ['j', 'Y'], ['z', 'Z'], ['ʒ', 'ZH'], ['x', 'K'],
];

let missing = false;

/**
 * Asks an installed espeak-ng, as a program of its own, how words are said; an empty map when there is none (or it does not
 * answer in time, which is asked again the next time). Words are lower case, a-z and apostrophes.
 */
export async function askEspeak(words: readonly string[]): Promise<ReadonlyMap<string, Pronunciation>> {
  if (missing || words.length === 0) return new Map();
  const { stdout, failed, code } = await execa('espeak-ng', ['-q', '--ipa', '-v', 'en-us'], { input: words.map((word) => `${word}\n`).join('\n'), timeout: TIMEOUT_MS, reject: false });
  if (code === 'ENOENT' || code === 'EACCES') missing = true;
  if (failed) return new Map();
  const lines = stdout.split('\n').map((line) => line.trim()).filter((line) => line !== '');
  // One clause a word; any other number of lines cannot be told apart.
  if (lines.length !== words.length) return new Map();
  return new Map(words.flatMap((word, index) => {
    const sounds = fromIpa(lines[index] ?? '');
    return sounds.some(isVowel) ? [[word, sounds] as const] : [];
  }));
}

/** Reads espeak-ng's IPA; signs outside the table are left out. */
export function fromIpa(ipa: string): Pronunciation {
  const sounds: Phoneme[] = [];
  let stress: 0 | 1 | 2 = 0;
  for (let index = 0; index < ipa.length; ) {
    const rest = ipa.slice(index);
    const found = SYMBOLS.find(([symbol]) => rest.startsWith(symbol));
    if (rest.startsWith('ˈ')) stress = 1;
    else if (rest.startsWith('ˌ')) stress = 2;
    for (const phoneme of found ? parseArpabet(found[1]) : []) {
      sounds.push(isVowel(phoneme) ? { symbol: phoneme.symbol, stress } : phoneme);
      if (isVowel(phoneme)) stress = 0;
    }
    index += found?.[0].length ?? 1;
  }
  return sounds;
}
