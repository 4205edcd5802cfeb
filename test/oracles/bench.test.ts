import { casesOf } from '../../bench/oracles/cases/index.js';
import { examine } from '../../bench/oracles/examine.js';
import { builtInOracles } from '../../src/oracles/index.js';
import { NOT_MEASURED } from '../../src/oracles/not-measured.js';
import { noModels } from '../support/no-models.js';

const bench = { models: noModels, seed: 'test', media: undefined, signal: new AbortController().signal };

test('there are planted defects and clean cases for every built-in oracle, or it is said that there are none', () => {
  for (const { spec } of builtInOracles) {
    const isPlanted = (casesOf(spec.name)?.defects.length ?? 0) > 0 && (casesOf(spec.name)?.clean.length ?? 0) > 0;
    expect({ name: spec.name, isPlanted }).toEqual({ name: spec.name, isPlanted: NOT_MEASURED[spec.name] !== 'no defects were planted for it' });
  }
});

describe.each(['text_length', 'text_language', 'text_format', 'not_empty', 'text_contains', 'no_refusal', 'no_repetition', 'faithful_translation'])('%s', (oracle) => {
  test('catches nearly all planted defects and rejects nearly no clean case', async () => {
    const decided = await Promise.all(Array.from({ length: 20 }, (_, index) => examine(oracle, 'development', index, bench)));
    const wrong = decided.filter(({ defect, status }) => (defect === null ? status === 'fail' : status === 'pass'));
    expect(wrong.map(({ what, note }) => `${what}: ${note}`).slice(1)).toEqual([]);
  });
});

test('a case depends on its seed alone', async () => {
  const [one, same, other] = await Promise.all([examine('text_length', 'held-back', 3, bench), examine('text_length', 'held-back', 3, bench), examine('text_length', 'held-back', 3, { ...bench, seed: 'other' })]);
  expect(one.note).toBe(same.note);
  expect(one.note).not.toBe(other.note);
});

test('the halves share no text', async () => {
  const notes = async (half: 'development' | 'held-back') => (await Promise.all(Array.from({ length: 30 }, (_, index) => examine('no_refusal', half, index, bench)))).map(({ note }) => note);
  const development = new Set(await notes('development'));
  expect((await notes('held-back')).filter((note) => development.has(note))).toEqual([]);
});
