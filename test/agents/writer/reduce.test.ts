import { joinText, makeTable } from '../../../src/agents/writer/index.js';
import type { AnyValue, FindingInput, PortValue, Tool, ToolContext } from '../../../src/core/index.js';
import { wholeOracles } from '../../../src/oracles/whole.js';
import { describeShape } from '../../../src/tools/text/index.js';
import { noModels } from '../../support/no-models.js';
import { oracleNamed } from '../../oracles/check.js';

interface Table {
  readonly text: string;
  readonly json: Record<string, unknown>[];
}

const context: ToolContext = { runId: 'r', step: 's', attempt: 1, idempotencyKey: 'run/step/1', signal: new AbortController().signal, models: noModels, scratch: '/nonexistent', goal: '', critique: undefined, previous: undefined, allowedFolders: [], progress: () => undefined };
const use = (tool: Tool, input: Record<string, unknown>): Promise<Record<string, unknown>> => tool.execute(tool.input.parse(input), context);
const table = async (values: readonly AnyValue[]): Promise<Table> => (await use(makeTable, { values })) as unknown as Table;
const of = (name: string, number: number, about: string, value: unknown, modality = typeof value === 'string' ? 'text' : 'json'): AnyValue => ({ name, modality, value, item: { number, about } });

async function check(oracle: string, value: unknown, inputs: readonly PortValue[]): Promise<FindingInput> {
  const subject = { port: 'text', modality: typeof value === 'string' ? 'text' : 'json', value, tool: 'make_table', inputs, outputs: [], goal: '' };
  return oracleNamed(wholeOracles, oracle).check(subject, {}, { signal: context.signal, models: noModels, scratch: '' });
}
const given = (values: readonly AnyValue[]): PortValue[] => values.map((value) => ({ ...value, port: 'values' }));
const HOSTILE = '| a | b |\n|---|---|\n\\| <script>alert(1)</script> **bold** `code` [link](http://example.org) &amp; _x_ snake_case \\';

describe('join_text', () => {
  test('joins with an empty line, or with what is asked for', async () => {
    expect(await use(joinText, { texts: ['a', 'b', 'c'] })).toEqual({ text: 'a\n\nb\n\nc' });
    expect(await use(joinText, { texts: ['a', 'b'], separator: ' | ' })).toEqual({ text: 'a | b' });
    expect(await use(joinText, { texts: ['a', 'b'], separator: '' })).toEqual({ text: 'ab' });
  });
  test('leaves one text, and hostile text, as it is', async () => {
    expect(await use(joinText, { texts: [HOSTILE] })).toEqual({ text: HOSTILE });
  });
  test('refuses an empty list', () => {
    expect(joinText.input.safeParse({ texts: [] }).success).toBe(false);
  });
});

describe('make_table', () => {
  test('one row an item, one column a step; fields of data are columns', async () => {
    const made = await table([of('see.text', 1, 'a.png', 'A dog.'), of('see.text', 2, 'b.png', 'A cat.'), of('find.json', 1, 'a.png', { count: 1, labels: ['dog', 'stick'], box: { x: 1 } }), of('find.json', 2, 'b.png', { count: 0, labels: [] })]);
    expect(made.text).toBe('| item | see | count | labels | box |\n| --- | --- | --- | --- | --- |\n| a.png | A dog. | 1 | dog, stick | {"x":1} |\n| b.png | A cat. | 0 |  |  |');
    expect(made.json).toEqual([{ item: 'a.png', see: 'A dog.', count: 1, labels: ['dog', 'stick'], box: { x: 1 } }, { item: 'b.png', see: 'A cat.', count: 0, labels: [], box: null }]);
  });
  test('items that were skipped leave their cells empty, and rows keep the order of the items', async () => {
    const { json } = await table([of('big.text', 3, 'c', 'C'), of('small.text', 1, 'a', 'A'), of('all.text', 1, 'a', '1'), of('all.text', 3, 'c', '3'), of('all.text', 2, 'b', '2')]);
    expect(json).toEqual([{ item: 'a', big: null, small: 'A', all: '1' }, { item: 'b', big: null, small: null, all: '2' }, { item: 'c', big: 'C', small: null, all: '3' }]);
  });
  test('names that two columns could have are told apart, also those of the label and of prototypes', async () => {
    const { json } = await table([of('a.json', 1, 'x', { item: 1, count: 2, ['__proto__']: 3 }), of('b.json', 1, 'x', { count: 4 }), of('a.text', 1, 'x', 'T')]);
    expect(Object.entries(json[0] ?? {})).toEqual([['item', 'x'], ['a.item', 1], ['a.count', 2], ['__proto__', 3], ['b.count', 4], ['a', 'T']]);
  });
  test('items of two lists with one number are two rows; several values for one item share a cell', async () => {
    const { json, text } = await table([of('see.text', 1, 'a.png', 'A'), of('hear.text', 1, 'b.wav', 'B'), of('hear.text', 1, 'b.wav', 'B2')]);
    expect(json).toEqual([{ item: 'a.png', see: 'A', hear: null }, { item: 'b.wav', see: null, hear: ['B', 'B2'] }]);
    expect(text).toContain('| B<br>B2 |');
  });
  test('values without an item are a row each, and share the columns of their fields', async () => {
    const { json } = await table([{ name: 'one.json', modality: 'json', value: { ms: 1 } }, { name: 'two.json', modality: 'json', value: { ms: 2 } }, { name: 'frames.frames', modality: 'text', value: 'f' }, { name: 'frames.frames', modality: 'text', value: 'g' }]);
    expect(json).toEqual([{ item: 'one.json', ms: 1, value: null }, { item: 'two.json', ms: 2, value: null }, { item: 'frames.frames', ms: null, value: 'f' }, { item: 'frames.frames[2]', ms: null, value: 'g' }]);
  });
  test('media stand in it by name and measure, never by their bytes or paths', async () => {
    const handle = { id: 'f'.repeat(64), modality: 'image', mime: 'image/png', bytes: 9, metadata: { width: 4, height: 3 }, path: '/secret/place.png' };
    expect((await table([of('mark.image', 1, 'a.png', handle, 'image')])).json).toEqual([{ item: 'a.png', mark: 'image mark.image (4 × 3 px)' }]);
  });
  test('hostile text stays in its cell, as text', async () => {
    const values = [of('see.text', 1, '<b>|name|</b>', HOSTILE), of('find.json', 1, '<b>|name|</b>', { 'k|ey\n': '| --- |' })];
    const { text } = await table(values);
    const { tableRows, otherLines } = describeShape(text);
    expect(text.split('\n')).toHaveLength(3);
    expect([tableRows.length, tableRows[0]?.length, otherLines]).toEqual([1, 3, []]);
    expect(text.replaceAll('<br>', '')).not.toMatch(/(?<!\\)[<*`[]/);
    expect(text).toContain('snake_case');
    expect(await check('rows_match_items', text, given(values))).toMatchObject({ status: 'pass' });
  });
  test('a huge list is a table at once', async () => {
    const values = Array.from({ length: 20_000 }, (_, index) => of('see.text', index + 1, `p${index}`, `text ${index}`));
    const made = await table(values);
    expect(made.json).toHaveLength(20_000);
    expect(await check('rows_match_items', made.text, given(values))).toMatchObject({ status: 'pass', measured: 20_000 });
  }, 20_000);
  test('refuses an empty list', () => {
    expect(makeTable.input.safeParse({ values: [] }).success).toBe(false);
  });
});

describe('what was joined is held against its parts', () => {
  const values = [of('see.text', 1, 'a', 'One dog.'), of('see.text', 2, 'b', 'Two cats.'), of('find.json', 2, 'b', { count: 2 })];
  const texts = ['one', 'two', 'one'].map((value) => ({ port: 'texts', modality: 'text', value }));
  test.each([
    ['one, two, one', 'pass'], ['one two', 'fail'], ['two one one', 'fail'], ['one, two, One', 'fail'], ['', 'fail'],
  ])('texts in order: %j is a %s', async (whole, status) => {
    expect(await check('texts_in_order', whole, texts)).toMatchObject({ status });
  });
  test('a table passes, in both of its forms', async () => {
    const made = await table(values);
    expect(await check('rows_match_items', made.text, given(values))).toMatchObject({ status: 'pass' });
    expect(await check('rows_match_items', made.json, given(values))).toMatchObject({ status: 'pass' });
  });
  test('a row too few, rows that changed places, and a lost value fail, and it is said which', async () => {
    const made = await table(values);
    const lines = made.text.split('\n');
    expect(await check('rows_match_items', lines.slice(0, 3).join('\n'), given(values))).toMatchObject({ status: 'fail', critique: 'It has 1 row for 2 items; write one row an item.' });
    expect(await check('rows_match_items', [lines[0], lines[1], lines[3], lines[2]].join('\n'), given(values))).toMatchObject({ status: 'fail' });
    expect(await check('rows_match_items', made.text.replace('Two cats', 'Two cows'), given(values))).toMatchObject({ status: 'fail', critique: 'Row 2, which is about "b", does not hold "Two cats.".' });
    expect(await check('rows_match_items', made.json.slice(1), given(values))).toMatchObject({ status: 'fail' });
    expect(await check('rows_match_items', 'no table', given(values))).toMatchObject({ status: 'fail' });
  });
  test('a number is found in no longer number, and not in what stands for something else', async () => {
    const rows = [of('see.text', 1, 'photo-1.png', 'Seen for 7 days.'), of('find.json', 1, 'photo-1.png', { count: 7, share: 2.5 })];
    const whole = '| item | see | count | share |\n| --- | --- | --- | --- |\n| photo-1.png | Seen for 7 days. | 7 | 2.5 |';
    expect(await check('rows_match_items', whole, given(rows))).toMatchObject({ status: 'pass' });
    for (const wrong of ['17', '70', '7.5', '-7', '8', '']) expect(await check('rows_match_items', whole.replace('| 7 |', `| ${wrong} |`), given(rows))).toMatchObject({ status: 'fail' });
    expect(await check('rows_match_items', [{ item: 'photo-1.png', see: 'Seen for 7 days.', count: 8, share: 2.5 }], given(rows))).toMatchObject({ status: 'fail' });
    expect(await check('rows_match_items', whole.replace('| 7 |', '| 7 of them |'), given(rows))).toMatchObject({ status: 'pass' });
  });
  test('without parts nothing is decided', async () => {
    expect(await check('texts_in_order', 'x', [])).toMatchObject({ status: 'inconclusive' });
    expect(await check('rows_match_items', 'x', [])).toMatchObject({ status: 'inconclusive' });
  });
});
