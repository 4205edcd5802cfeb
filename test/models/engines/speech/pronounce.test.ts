import { beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { espeakSymbols, formatArpabet, fromIpa, isVowel, kokoroSymbols, letterToSound, loadPronouncer, type Pronouncer } from '../../../../src/models/engines/speech/pronounce/index.js';

let pronouncer: Pronouncer;
beforeAll(async () => {
  pronouncer = await loadPronouncer();
});

const asPiper = (text: string): string => pronouncer.phrase(text).map((token) => (token.kind === 'mark' ? token.text : espeakSymbols(token.sounds, token.weak))).join(' ');
const asKokoro = (text: string): string => pronouncer.phrase(text).map((token) => (token.kind === 'mark' ? token.text : kokoroSymbols(token.sounds, token.weak))).join(' ');

describe('words', () => {
  it.each([
    ['water', 'W AO1 T ER0'],
    ["dog's", 'D AO1 G Z'],
    ['kubernetes', 'K UW2 B ER0 N EH1 T IY0 Z'],
    ['googled', 'G UW1 G AH0 L D'],
    ['vlogs', 'V L AO1 G Z'],
    ['blogging', 'B L AO1 G IH0 NG'],
    ['smartphones', 'S M AA1 R T F OW2 N Z'],
    ['bitcoin’s', 'B IH1 T K OY2 N Z'],
  ])('%s is %s', (word, arpabet) => {
    expect(pronouncer.knows(word)).toBe(true);
    expect(formatArpabet(pronouncer.word(word))).toBe(arpabet);
  });

  it('joins two known words that are written as one', () => {
    expect(formatArpabet(pronouncer.word('waterbottle'))).toMatch(/^W AO1 T ER0 B A[AO]2 T AH0 L$/);
  });

  it('reads words that nobody has listed by rules, with one main stress', () => {
    expect(pronouncer.knows('blorptastic')).toBe(false);
    expect(formatArpabet(pronouncer.word('blimpet'))).toMatch(/^B L IH1 M P [AIE]H0 T$/);
    fc.assert(fc.property(fc.string({ unit: fc.constantFrom(...Array.from('abcdefghijklmnopqrstuvwxyz')), minLength: 1, maxLength: 20 }), (word) => {
      const vowels = letterToSound(word).filter(isVowel);
      return vowels.filter(({ stress }) => stress === 1).length === (vowels.length > 0 ? 1 : 0);
    }));
  });

  it('puts the stress of learned endings where it belongs', () => {
    expect(formatArpabet(pronouncer.word('otorhinolaryngologist'))).toMatch(/AA1 L AH0 JH IH0 S T$/);
  });

  it('never fails on any text', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary' }), (text) => Array.isArray(pronouncer.phrase(text)) && Array.isArray(pronouncer.word(text))));
  });
});

describe('words in a phrase', () => {
  it('writes what espeak-ng writes for American English', () => {
    expect(asPiper('The quick brown fox jumps over the lazy dog.')).toBe('ðə kwˈɪk bɹˈaʊn fˈɑːks dʒˈʌmps ˈoʊvɚ ðə lˈeɪzi dˈɔːɡ .');
    expect(asPiper('water bottles')).toBe('wˈɔːɾɚ bˈɑːɾəlz');
  });

  it('writes what Kokoro was trained on', () => {
    expect(asKokoro('hello world, little city')).toBe('həlˈO wˈɜɹld , lˈɪTᵊl sˈɪTi');
    expect(asKokoro('The player joins a show.')).toBe('ðə plˈAəɹ ʤˈYnz ə ʃˈO .');
  });

  it('says "the" and "to" by the sound that follows', () => {
    expect(asPiper('the apple')).toBe('ðiː ˈæpəl');
    expect(asPiper('the hour')).toMatch(/^ðiː /);
    expect(asPiper('to read')).toBe('tə ɹˈiːd');
  });

  it.each([
    ['I will record it', 'ɹɪkˈɔːɹd'], ['a record deal', 'ɹˈɛkɚd'], ['they use it', 'jˈuːz'], ['the use of it', 'jˈuːs'], ['the wind blows', 'wˈɪnd'], ['we live here', 'lˈɪv'], ['I have read it', 'ɹˈɛd'], ['please close it', 'klˈoʊz'],
  ])('tells heteronyms apart: %s', (phrase, sound) => {
    expect(asPiper(phrase)).toContain(sound);
  });

  it('names single letters, but not the words "a" and "I"', () => {
    expect(asPiper('the F B I')).toBe('ðiː ˈɛf bˈiː ˈaɪ');
    expect(asPiper('a cat and I')).toMatch(/^ə|^ɐ/);
    expect(asPiper('As we go')).toMatch(/^[ɐæə]z/);
  });
});

it('reads the IPA of an installed espeak-ng', () => {
  expect(formatArpabet(fromIpa('həlˈoʊ'))).toBe('HH AH0 L OW1');
  expect(formatArpabet(fromIpa('tʃˈɑːɾɚdʒˌiː'))).toBe('CH AA1 T ER0 JH IY2');
});
