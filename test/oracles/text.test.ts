import { textOracles } from '../../src/oracles/text.js';
import { checkText, oracleNamed } from './check.js';

const check = (name: string, value: unknown, params: Record<string, unknown> = {}) => checkText(oracleNamed(textOracles, name), value, params);

describe('text_length', () => {
  test.each<[string, Record<string, unknown>, string]>([
    ['One. Two.', { sentences: 2 }, 'pass'],
    ['One. Two.', { sentences: 1 }, 'fail'],
    ['One. Two.', { maxSentences: 1 }, 'fail'],
    ['One two three', { maxWords: 3 }, 'pass'],
    ['One two three four', { maxWords: 3 }, 'fail'],
    ['One two three', { minWords: 4 }, 'fail'],
    ['word '.repeat(105), { words: 100 }, 'pass'],
    ['word '.repeat(120), { words: 100 }, 'fail'],
    ['a\n\nb', { paragraphs: 2 }, 'pass'],
    ['', { sentences: 1 }, 'fail'],
    ['👨‍👩‍👧', { maxCharacters: 1 }, 'pass'],
    ['你好。再见！', { sentences: 2, maxWords: 2 }, 'pass'],
    ['', { maxWords: 10 }, 'pass'],
  ])('%j with %j: %s', async (text, params, status) => {
    expect((await check('text_length', text, params)).status).toBe(status);
  });
  test('the critique names what was counted and what is wanted', async () => {
    const finding = await check('text_length', 'One. Two.', { sentences: 1 });
    expect(finding.critique).toBe('It has 2 sentences; write exactly 1.');
    expect(finding.measured).toMatchObject({ sentences: 2, words: 2 });
  });
});

describe('text_language', () => {
  test.each([
    ['La piscine est fermée jusqu\'à vendredi.', 'French', 'pass'],
    ['The pool is closed until Friday.', 'French', 'fail'],
    ['OK', 'French', 'inconclusive'],
    ['', 'fr', 'inconclusive'],
    ['The pool is closed.', 'klingon', 'inconclusive'],
    ['泳池将关闭到星期五。', 'Chinese', 'pass'],
    ['المسبح مغلق حتى يوم الجمعة', 'Arabic', 'pass'],
  ])('%j in %s: %s', async (text, language, status) => {
    expect((await check('text_language', text, { language })).status).toBe(status);
  });
});

describe('text_format', () => {
  test.each<[unknown, Record<string, unknown>, string]>([
    ['{"a":[1,2]}', { format: 'json', items: 2 }, 'pass'],
    ['[1,2]', { format: 'json', items: 3 }, 'fail'],
    ['not json', { format: 'json' }, 'fail'],
    [{ a: 1 }, { format: 'json' }, 'pass'],
    ['- a\n- b\n- c', { format: 'bullets', items: 3 }, 'pass'],
    ['- a\n- b', { format: 'bullets', items: 3 }, 'fail'],
    ['a, b, c', { format: 'bullets' }, 'fail'],
    ['1. a\n2. b', { format: 'numbered', items: 2 }, 'pass'],
    ['|a|b|\n|-|-|\n|1|2|', { format: 'table' }, 'fail'],
    ['|a|b|\n|--|--|\n|1|2|', { format: 'table', items: 1 }, 'pass'],
    ['Plain words.', { format: 'plain' }, 'pass'],
    ['**Bold** words.', { format: 'plain' }, 'fail'],
    ['', { format: 'plain' }, 'fail'],
  ])('%j as %j: %s', async (value, params, status) => {
    expect((await check('text_format', value, params)).status).toBe(status);
  });
});

describe('not_empty, text_contains', () => {
  test.each<[unknown, string]>([['', 'fail'], [' \n\u200b', 'fail'], ['!!!', 'fail'], ['a', 'pass'], [{ facts: [] }, 'fail'], [{ facts: [{ name: 'x' }] }, 'pass'], [null, 'fail'], ['你好', 'pass']])('%j: %s', async (value, status) => {
    expect((await check('not_empty', value)).status).toBe(status);
  });
  test.each<[string, Record<string, unknown>, string]>([
    ['The pool’s closed', { text: "pool's CLOSED" }, 'pass'],
    ['The pool', { text: 'The Pool', caseSensitive: true }, 'fail'],
    ['a b', { all: ['a', 'c'] }, 'fail'],
    ['a b', { any: ['x', 'b'] }, 'pass'],
    ['a b', { none: ['b'] }, 'fail'],
  ])('%j contains %j: %s', async (text, params, status) => {
    expect((await check('text_contains', text, params)).status).toBe(status);
  });
});

describe('no_refusal, no_repetition', () => {
  test.each([
    ['As an AI language model, I do not have feelings.', 'fail'],
    ['I’m sorry, but I can’t help with that.', 'fail'],
    ['Please provide the text you want summarized.', 'fail'],
    ['He said: "I cannot help you."', 'pass'],
    ['The company is sorry for the delay.', 'pass'],
    ['Dear Ann, I am sorry, but I cannot come to your party on Friday.', 'pass'],
    ['Please provide your details at the desk.', 'pass'],
    ['Reading your file lies well beyond my capabilities.', 'fail'],
    ['Ich bin leider nicht in der Lage, diese Datei zu öffnen.', 'fail'],
    ['This is what I can do for you.', 'pass'],
    ['That is not something I can forgive.', 'pass'],
    ['Es ist mir leider nicht möglich, am Freitag zu kommen.', 'pass'],
    ['', 'pass'],
  ])('%j: %s', async (text, status) => {
    expect((await check('no_refusal', text)).status).toBe(status);
  });
  test.each([
    ['The pool is closed on Monday. The pool is closed on Monday.', 'fail'],
    ['yes yes yes yes yes yes', 'fail'],
    ['to the left to the left to the left', 'fail'],
    ['- apples are red\n- pears are green', 'pass'],
    ['Row, row, row your boat, gently down the stream.', 'pass'],
    ['', 'pass'],
  ])('%j: %s', async (text, status) => {
    expect((await check('no_repetition', text)).status).toBe(status);
  });
  test('what a source says or repeats may be said and repeated', async () => {
    const lyrics = 'We will rock you tonight again. We will rock you tonight again.';
    expect((await checkText(oracleNamed(textOracles, 'no_repetition'), lyrics, {}, { inputs: { text: lyrics } })).status).toBe('inconclusive');
    const note = 'I cannot help you before Monday.';
    expect((await checkText(oracleNamed(textOracles, 'no_refusal'), note, {}, { inputs: { text: `The note says: ${note}` } })).status).toBe('pass');
  });
  test('songs may have a refrain, but no loop', async () => {
    const refrain = 'The river runs on to the sea.';
    expect((await check('no_repetition', `${refrain}\nWe sail at dawn.\n${refrain}`, { refrains: true })).status).toBe('pass');
    expect((await check('no_repetition', 'la di da di la di da di la di da di', { refrains: true })).status).toBe('fail');
  });
  test('a megabyte is judged within seconds of computing', async () => {
    const started = process.cpuUsage();
    await check('no_repetition', 'all work and no play '.repeat(50_000));
    expect(process.cpuUsage(started).user / 1e6).toBeLessThan(5);
  });
});
