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

  test('which of a few sentences that weigh alike one sentence is to hold, no program can tell', async () => {
    const notice = 'Good evening. The swimming pool gets new tiles in March. Until they are laid, the changing rooms are in the gym across the yard. Bring your membership card and please do not park in the yard.';
    const one = (text: string) => checkText(coverage, text, { level: 'main' }, { inputs: { text: notice }, parameters: { sentences: 1 } });
    expect(await one('The swimming pool gets new tiles in March, and until they are laid the changing rooms are in the gym across the yard.')).toMatchObject({ status: 'inconclusive', leans: 'pass' });
    expect((await one('Bring your membership card and please do not park in the yard.')).status).toBe('inconclusive');
    const shut = notice.replace('gets new tiles in March', 'must stay closed from 9 to 27 March');
    expect((await checkText(coverage, 'The swimming pool must stay closed from 9 to 27 March.', { level: 'main' }, { inputs: { text: shut }, parameters: { sentences: 1 } })).status).toBe('pass');
  });

  test('of a few sentences about a long text no program can tell whether they chose what matters', async () => {
    const long = `${LETTER.split('\n\n').slice(2, 3).join('')} ${Array.from({ length: 12 }, (_, at) => `The neighbour of house ${at + 2} told me over the fence that her own lamp still works well.`).join(' ')}`;
    const sum = (source: string) => checkText(coverage, ALL.split('\n\n')[1] ?? '', { level: 'main' }, { inputs: { text: source }, parameters: { sentences: 2 } });
    expect(await sum(long)).toMatchObject({ status: 'inconclusive', leans: 'pass', evidence: [{ message: expect.stringContaining('no program can tell') }] });
    expect((await sum('On 3 May I bought a green lamp in your shop and paid 89 euros. Please send me a new switch by 20 June. The lamp is green.')).status).toBe('pass');
  });

  test('in lists and programmes no sentence weighs most: a summary of them is not rejected for what it leaves out', async () => {
    const trip = 'A week in the north\n\nFriday: arrival, boat to the island, dinner at eight\nSaturday: museum, walk round the lake, swimming\nSunday: bicycles, the old mill, cards\nMonday: rain plan, cinema, soup\n\nThe boat leaves at 14:20 from pier 3.';
    expect(await checkText(coverage, 'Four days on an island with a museum, a lake and bicycles.', { level: 'main' }, { inputs: { text: trip } })).toMatchObject({ status: 'inconclusive', leans: 'pass' });
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

describe('content_coverage of texts that are no letter', () => {
  const status = async (source: string, text: string, level = 'all') => (await checkText(coverage, text, { level }, { inputs: { text: source }, parameters: { instruction: 'Write this in other words.' } })).status;
  const REST = 'A refund will be paid within seven days. The airport bus runs as usual.';

  test.each([
    'We regret to inform you that your flight BA 212 was cancelled.',
    'Hi Anna, the meeting was moved to Friday at 3 pm.',
    'Dear parents,\nthe swimming lesson will not take place this week.',
    'Thanks to the new dam the valley was not flooded.',
    'Thank you for your order of 12 chairs, which we will deliver on 5 May.',
    'Liebe Eltern, die Sitzung wurde auf Freitag verlegt.',
  ])('what is told behind a formula of courtesy must be kept: %s', async (opening) => {
    expect(await status(`${opening} ${REST}`, REST)).not.toBe('pass');
  });

  test.each(['Dear Anna and Ben,\n\n', 'Hello everybody! ', 'Thank you for your patience. ', 'Thank you for your letter of 3 May. ', 'We are sorry for the trouble. '])('a mere formula need not be: %j', async (opening) => {
    expect(await status(`${opening}${REST}`, REST)).toBe('pass');
  });

  test.each([
    ['items of a list', 'To do\n- paint the fence\n- buy the wood\n- call the mayor', 'To do: paint the fence.'],
    ['sentences of a few words', 'The pool is closed today. No dogs allowed. Bring a towel.', 'The pool is closed today.'],
    ['lines of a chat', 'Ok so tomorrow we meet at the station\nBring your bike\nLena will come too', 'We meet tomorrow at the station.'],
  ])('%s that nothing is said of are left open', async (_what, source, text) => {
    expect(await status(source, text)).toBe('inconclusive');
    expect(await status(source, source)).toBe('pass');
  });

  test('sentences end with the marks of their own script', async () => {
    expect(await status('会议改到星期五下午三点。请带上花园的图纸。学校提供咖啡。', '学校提供咖啡。')).not.toBe('pass');
    expect(await status('अगली बैठक शुक्रवार को होगी। कृपया बगीचे की योजनाएँ साथ लाएँ। स्कूल कॉफ़ी देगा।', 'स्कूल कॉफ़ी देगा।')).not.toBe('pass');
    const german = 'Der Kurs beginnt am Montag. Wer sich für den Kurs anmeldet, bringt einen alten Pullover mit.';
    expect(await status(german, 'Der Kurs beginnt am Montag.')).not.toBe('pass');
    expect(await status(german, german)).toBe('pass');
  });

  test('a summary of a source without a sentence is left open', async () => {
    expect(await status('- paint the fence\n- buy the wood\n- call the mayor', 'Lunch.', 'main')).toBe('inconclusive');
  });

  test('a long text of short lines is compared in time that does not grow with its cube', async () => {
    const lines = Array.from({ length: 900 }, (_, index) => `The bridge was closed on day ${index} of the works.`).join(' ');
    const started = performance.now();
    expect(await status(lines, lines)).toBe('pass');
    expect(performance.now() - started).toBeLessThan(30_000);
  });
});

test('not_truncated sees the mark of a cut that its source does not have', async () => {
  const status = async (text: string, source: string) => (await checkText(truncated, text, {}, { inputs: { text: source } })).status;
  expect(await status('One. […]', 'One. Two.')).toBe('inconclusive');
  expect(await status('One. […]', 'One. […] Three.')).toBe('pass');
  expect(await status('One.', 'One. Two.')).toBe('pass');
});
