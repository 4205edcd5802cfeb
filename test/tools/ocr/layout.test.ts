import fc from 'fast-check';
import type { OcrLine } from '../../../src/core/index.js';
import { layoutText } from '../../../src/tools/ocr/index.js';

function line(text: string, x: number, y: number, width: number, height = 20): OcrLine {
  const words = text.split(' ');
  const step = width / text.length;
  let at = x;
  return {
    text, box: { x, y, width, height }, confidence: 0.9,
    words: words.map((word) => {
      const box = { x: at, y, width: word.length * step, height };
      at += (word.length + 1) * step;
      return { text: word, box };
    }),
  };
}

test('columns are read one after the other', () => {
  const lines = [line('alpha beta gamma', 0, 0, 200), line('second one here', 400, 2, 200), line('delta epsilon', 0, 26, 180), line('goes on below', 400, 28, 190)];
  expect(layoutText({ lines }).text).toBe('alpha beta gamma\ndelta epsilon\n\nsecond one here\ngoes on below');
});

test('a line that runs over two columns is split at the wide gap', () => {
  const wide: OcrLine = { text: 'left right', box: { x: 0, y: 0, width: 600, height: 20 }, confidence: 1, words: [{ text: 'left', box: { x: 0, y: 0, width: 50, height: 20 } }, { text: 'right', box: { x: 540, y: 0, width: 60, height: 20 } }] };
  expect(layoutText({ lines: [wide] }).blocks.flatMap(({ lines }) => lines).map(({ text }) => text)).toEqual(['left', 'right']);
});

test('a table of single words is read by rows', () => {
  const lines = ['Monday', '9:30', 'Tuesday', '9:45'].map((text, i) => line(text, (i % 2) * 200, Math.floor(i / 2) * 40, 60));
  expect(layoutText({ lines }).text.split(/\s+/)).toEqual(['Monday', '9:30', 'Tuesday', '9:45']);
});

test('large lines are headings', () => {
  const lines = [line('Opening hours', 0, 0, 300, 44), line('one line of text', 0, 80, 200), line('and another line', 0, 104, 200), line('and a last one', 0, 128, 200)];
  expect(layoutText({ lines }).blocks.map(({ kind }) => kind)).toEqual(['heading', 'paragraph']);
});

test('nothing read gives no text', () => {
  expect(layoutText({ lines: [] })).toEqual({ text: '', blocks: [] });
});

test('every word appears exactly once, wherever the lines lie', () => {
  const anyLine = fc.record({ x: fc.integer({ min: 0, max: 2000 }), y: fc.integer({ min: 0, max: 3000 }), width: fc.integer({ min: 1, max: 900 }), height: fc.integer({ min: 1, max: 80 }), words: fc.array(fc.stringMatching(/^[a-z]{1,9}$/), { minLength: 1, maxLength: 6 }) });
  fc.assert(fc.property(fc.array(anyLine, { maxLength: 40 }), (items) => {
    const lines = items.map(({ x, y, width, height, words }) => line(words.join(' '), x, y, width, height));
    const read = layoutText({ lines }).blocks.flatMap((block) => block.lines.flatMap((part) => part.words.map(({ text }) => text)));
    expect(read.sort()).toEqual(lines.flatMap(({ words }) => words.map(({ text }) => text)).sort());
  }));
});

test('cells of a row stand on one line, rows of a table below one another', () => {
  const cells = [['Boat', 'Euros an hour', 'Room for'], ['Rowing boat', '12.00', '4 people'], ['Canoe', '9.00', '2 people']];
  const lines = [line('Boat hire at the lake', 0, 0, 400, 40), ...cells.flatMap((row, r) => row.map((text, c) => line(text, c * 220, 80 + r * 44, 10 * text.length)))];
  expect(layoutText({ lines }).text).toBe('Boat hire at the lake\n\nBoat\tEuros an hour\tRoom for\nRowing boat\t12.00\t4 people\nCanoe\t9.00\t2 people');
});

test('a table whose cells have several words is read by rows, columns of prose are not', () => {
  const table = [['First course', 'soup of the day'], ['Main course', 'roast vegetables with rice and herbs'], ['Sweet', 'plum cake'], ['To drink', 'water or tea']];
  expect(layoutText({ lines: table.flatMap((row, r) => row.map((text, c) => line(text, c * 300, r * 30, 9 * text.length))) }).text.split('\n')).toEqual(table.map((row) => row.join('\t')));
  const prose = [['the pool is closed for', 'the sauna stays open'], ['repairs until the end of', 'as usual on all days'], ['the month, and opens on', 'of the week but one, and'], ['the first of the next', 'the tickets stay valid']];
  expect(layoutText({ lines: prose.flatMap((row, r) => row.map((text, c) => line(text, c * 300, r * 26, 9 * text.length))) }).text).toBe([0, 1].map((c) => prose.map((row) => row[c]).join('\n')).join('\n\n'));
});

test('a column of figures belongs to the lines beside it, also where the paper lies askew', () => {
  const bill = [['2 bread rolls', '1.20'], ['1 apple cake', '3.40'], ['1 lemon tea', '2.90'], ['1 black coffee', '3.10']];
  const lines = bill.flatMap(([what = '', price = ''], r) => [line(what, 40, r * 34, 200, 36), line(price, 470, r * 34 + 13, 66, 32)]);
  expect(layoutText({ lines }).text.split('\n')).toEqual(bill.map((row) => row.join('\t')));
});
