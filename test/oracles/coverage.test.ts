import { coverageOracles } from '../../src/oracles/coverage.js';
import { ScriptedModels } from '../../src/models/scripted.js';
import { textOracles } from '../../src/oracles/text.js';
import { checkText, oracleNamed } from './check.js';

const coverage = oracleNamed(coverageOracles, 'content_coverage');
const truncated = oracleNamed(textOracles, 'not_truncated');
const LETTER = 'Order 4711: lamp\n\nDear Sir or Madam,\n\nOn 3 May I bought a green lamp in your shop and paid 89 euros. Its switch is broken. I have called your hotline four times. Please send me a new switch by 20 June. If you do not, I want my 89 euros back.\n\nYours faithfully,\nAda Holm';
const check = async (text: string, parameters: Record<string, unknown> = {}, level = 'all') => checkText(coverage, text, { level }, { inputs: { text: LETTER }, parameters });
const ALL = 'Order 4711: lamp\n\nI bought a green lamp in your shop on 3 May, for which I paid 89 euros. The switch is broken. Four times I have called your hotline. Please send a new switch by 20 June. If you do not, I want the 89 euros back.';

describe('content_coverage by words alone', () => {
  test.each([
    ['all of it in other words', ALL, 'pass'],
    ['a sentence dropped', ALL.replace('Four times I have called your hotline. ', ''), 'fail'],
    ['a date dropped', ALL.replace(' on 3 May', ''), 'fail'],
    ['a condition dropped', ALL.replace('If you do not, ', ''), 'fail'],
    ['the end cut off', ALL.split(' Four times')[0] ?? '', 'fail'],
    ['the number in the heading dropped', ALL.replace('4711: ', ''), 'inconclusive'],
  ])('%s in a text that was to keep everything: %s', async (_what, text, status) => {
    expect((await check(text)).status).toBe(status);
  });

  test('greetings and signatures need not be kept', async () => {
    expect((await check(ALL)).critique).toBeNull();
  });

  test('where meaning is not compared, other words alone are no fault', async () => {
    expect((await check(ALL.replace('The switch is broken.', 'One cannot turn it on any more.'))).status).not.toBe('fail');
  });

  test('another text that is made of it need not tell the same', async () => {
    expect(await check('Dear Ms Holm, we send you the switch today.', { instruction: 'Write a friendly reply to this letter.' })).toMatchObject({ status: 'pass', outsideMeasured: expect.any(String) });
  });

  test('a summary of side matters alone is not one', async () => {
    expect((await check('The hotline was called four times.', { sentences: 1 }, 'main')).status).toBe('fail');
  });

  test('tables and data are not looked at, and say so; other languages are left open', async () => {
    expect(await check('| item | price |\n| --- | --- |\n| lamp | 89 |', { format: 'table' })).toMatchObject({ status: 'pass', outsideMeasured: expect.any(String) });
    expect((await check('Am 3. Mai habe ich in Ihrem Laden eine grüne Lampe für 89 Euro gekauft, und der Schalter ist kaputt.')).status).toBe('inconclusive');
    expect((await checkText(coverage, 'Anything.')).status).toBe('inconclusive');
  });
});

describe('content_coverage by meaning', () => {
  /** Texts that share words point the same way. */
  const byWords = (items: readonly unknown[]): number[][] => items.map((item) => {
    const vector = new Array<number>(64).fill(0);
    for (const word of String(item).toLowerCase().match(/[a-z]{3,}/g) ?? []) { const at = Array.from(word).reduce((sum, letter) => (sum * 31 + letter.charCodeAt(0)) % 64, 7); vector[at] = (vector[at] ?? 0) + 1; }
    const length = Math.hypot(...vector) || 1;
    return vector.map((value) => value / length);
  });
  const within = (text: string) => checkText(coverage, text, { level: 'all' }, { inputs: { text: LETTER }, parameters: { words: 40, instruction: 'Make it shorter.' }, models: new ScriptedModels([{ embed: byWords }, { embed: byWords }]) });

  test('within a limit what weighs less may be left out, and a cut-off end may not', async () => {
    expect((await within('On 3 May I bought a green lamp in your shop for 89 euros. Please send me a new switch by 20 June. If you do not, I want my euros back.')).status).toBe('pass');
    const cut = await within('On 3 May I bought a green lamp in your shop and paid 89 euros. Its switch is broken. I have called your hotline four times.');
    expect(cut.status).not.toBe('pass');
    expect(JSON.stringify([cut.critique, cut.evidence])).toContain('by 20 June');
  });
});

test('not_truncated sees the mark of a cut that its source does not have', async () => {
  const status = async (text: string, source: string) => (await checkText(truncated, text, {}, { inputs: { text: source } })).status;
  expect(await status('One. […]', 'One. Two.')).toBe('inconclusive');
  expect(await status('One. […]', 'One. […] Three.')).toBe('pass');
  expect(await status('One.', 'One. Two.')).toBe('pass');
});
