import { casesOf } from '../../bench/oracles/cases/index.js';
import { examine } from '../../bench/oracles/examine.js';
import { builtInOracles } from '../../src/oracles/index.js';
import { noModels } from '../support/no-models.js';

const bench = { models: noModels, seed: 'test', media: undefined, signal: new AbortController().signal };

test('there are planted defects and clean cases for every built-in oracle', () => {
  const lacking = builtInOracles.filter(({ spec }) => [casesOf(spec.name)?.defects, casesOf(spec.name)?.clean].some((makers) => (makers?.length ?? 0) === 0));
  expect(lacking.map(({ spec }) => spec.name)).toEqual([]);
});

describe.each(['text_length', 'text_language', 'text_format', 'not_empty', 'text_contains', 'no_refusal', 'no_repetition', 'faithful_translation', 'texts_in_order', 'rows_match_items'])('%s', (oracle) => {
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

test.each(['goal_proved', 'not_truncated'])('%s never fails, and leaves what is planted for it open', async (oracle) => {
  const decided = await Promise.all(Array.from({ length: 16 }, (_, index) => examine(oracle, 'development', index, bench)));
  expect(decided.filter(({ defect, status }) => status !== (defect === null ? 'pass' : 'inconclusive'))).toEqual([]);
});
