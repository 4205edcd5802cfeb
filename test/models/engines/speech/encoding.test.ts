import { beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { kokoroIds, kokoroText } from '../../../../src/models/engines/speech/kokoro.js';
import { normaliseLoudness, trimSilence } from '../../../../src/models/engines/speech/loudness.js';
import { piperIds, piperSymbols } from '../../../../src/models/engines/speech/piper.js';
import { loadPronouncer, type Pronouncer } from '../../../../src/models/engines/speech/pronounce/index.js';
import { utterances } from '../../../../src/models/engines/speech/utterances.js';
import { toPcm16, wavHeader, wavParts } from '../../../../src/models/engines/speech/wav.js';

let pronouncer: Pronouncer;
beforeAll(async () => {
  pronouncer = await loadPronouncer();
});

describe('symbols and ids', () => {
  it('encodes Piper ids as ^ _ (symbol _)* $ and leaves out unknown symbols', () => {
    const map = { _: [0], '^': [1], $: [2], a: [14], b: [15], ' ': [3] };
    expect(piperIds('ab ☂a', map)).toEqual([1, 0, 14, 0, 15, 0, 3, 0, 14, 0, 2]);
    expect(piperIds('', map)).toEqual([1, 0, 2]);
  });

  it('writes marks right after a word, for both voices', () => {
    const tokens = pronouncer.phrase('Well, (yes) — no!');
    expect(piperSymbols(tokens)).toBe('wˈɛl, jˈɛs, nˈoʊ!');
    expect(kokoroText(tokens)).toBe('wˈɛl, jˈɛs, nˈO!');
  });

  it('maps Kokoro symbols by the vocabulary', () => {
    expect(kokoroIds('nˈO!☂', { n: 56, ˈ: 156, O: 31, '!': 5 })).toEqual([56, 156, 31, 5]);
  });
});

describe('utterances', () => {
  const size = (token: { text: string }): number => token.text.length + 1;

  it('speaks each sentence in one go, with a longer pause after a paragraph', () => {
    const parts = utterances('One two. Three four!\nFive?', pronouncer, size, 100);
    expect(parts.map(({ tokens }) => tokens.map(({ text }) => text).join(' '))).toEqual(['One two .', 'Three four !', 'Five ?']);
    expect(parts[1]!.pauseMs).toBeGreaterThan(parts[0]!.pauseMs);
  });

  it('cuts a long sentence at a comma, or else between words, never above the limit', () => {
    const long = `${'word '.repeat(10)}, ${'more '.repeat(40)}.`;
    const parts = utterances(long, pronouncer, size, 60);
    expect(parts.every(({ tokens }) => tokens.reduce((sum, token) => sum + size(token), 0) <= 60)).toBe(true);
    expect(parts.flatMap(({ tokens }) => tokens.filter(({ kind }) => kind === 'word'))).toHaveLength(50);
    expect(parts[0]!.tokens.at(-1)!.text).toBe(',');
  });

  it('gives nothing for a text without words', () => {
    expect(utterances('... !? \n\n', pronouncer, size, 60)).toEqual([]);
  });
});

describe('WAV', () => {
  it('writes a header that says what follows', () => {
    const header = wavHeader(100, 22_050);
    expect([header.toString('ascii', 0, 4), header.readUInt32LE(4), header.toString('ascii', 8, 16), header.readUInt32LE(24), header.readUInt16LE(22), header.readUInt16LE(34), header.readUInt32LE(40)]).toEqual(['RIFF', 236, 'WAVEfmt ', 22_050, 1, 16, 200]);
  });

  it('limits what is too loud instead of wrapping it', () => {
    fc.assert(fc.property(fc.array(fc.float()), (samples) => {
      const pcm = toPcm16(Float32Array.from(samples));
      return samples.every((sample, index) => (Number.isNaN(sample) ? pcm.readInt16LE(index * 2) === 0 : Math.sign(sample) * pcm.readInt16LE(index * 2) >= 0));
    }));
  });

  it('has as many bytes as its header announces', () => {
    const file = Buffer.concat([...wavParts([new Float32Array(5), new Float32Array(7)], 16_000)]);
    expect(file.length).toBe(44 + 24);
    expect(file.readUInt32LE(40)).toBe(24);
  });
});

describe('loudness', () => {
  const tone = (amplitude: number, length: number): Float32Array => Float32Array.from({ length }, (_, index) => amplitude * Math.sin(index / 5));

  it('brings quiet and loud speech to one level without clipping', () => {
    for (const amplitude of [0.01, 0.3, 3]) {
      const samples = tone(amplitude, 20_000);
      normaliseLoudness([samples]);
      const peak = samples.reduce((most, sample) => Math.max(most, Math.abs(sample)), 0);
      expect(peak).toBeGreaterThan(0.12);
      expect(peak).toBeLessThan(0.85);
    }
  });

  it('cuts silence off the ends and keeps a little of it', () => {
    const samples = new Float32Array(48_000);
    samples.set(tone(0.5, 16_000), 16_000);
    const { length } = trimSilence(samples, 16_000);
    expect(length).toBeGreaterThan(16_000);
    expect(length).toBeLessThan(19_000);
    expect(trimSilence(new Float32Array(1000), 16_000)).toHaveLength(0);
  });
});
