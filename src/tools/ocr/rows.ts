import type { Box } from '../../core/index.js';

/** Stands between the cells of a row, as browsers write tables that are copied as text. */
const BETWEEN_CELLS = '\t';

/** Boxes of one line each have heights that differ by at most this factor. */
const ONE_LINE = 1.6;

/** Whether one line of text stands to the right of another at the same height, as cells of a table and values beside their labels do. */
export function isBeside(left: Box, right: Box): boolean {
  const [low, high] = [Math.min(left.height, right.height), Math.max(left.height, right.height)];
  const middles = Math.abs(left.y + left.height / 2 - right.y - right.height / 2);
  return right.x >= left.x + left.width - 0.2 * low && middles < 0.5 * low && high <= ONE_LINE * low;
}

/** Texts in reading order, those of one row on one line. `gap` parts two lines that belong to no row. */
export function rowsAsText(texts: readonly { readonly text: string; readonly box: Box; /** What stands before it where no row does. */ readonly gap?: string }[]): string {
  let written = '';
  let inRow = false;
  texts.forEach(({ text, box, gap = '\n' }, index) => {
    const before = texts[index - 1];
    const after = texts[index + 1];
    const continuesRow = before !== undefined && isBeside(before.box, box);
    const beginsRow = after !== undefined && isBeside(box, after.box);
    // Rows of one table follow one another without an empty line.
    if (before !== undefined) written += continuesRow ? BETWEEN_CELLS : inRow && beginsRow ? '\n' : gap;
    written += text;
    inRow = continuesRow;
  });
  return written;
}

/** A price, a number, a time or a date, as no line of prose is. */
const FIGURE = /^\W*(?:[a-z]{1,3}\W{0,2})?\d[\d.,:/%\s-]*\W*(?:[a-z]{1,3})?\W*$/i;

/** Cells fill less than this share of their column on the average, as lines of prose do not. */
const RAGGED = 0.75;
/** Rows of which at least this share stand side by side make a table. */
const ALIGNED = 0.8;

/** Whether columns are those of a table, to be read by rows: their lines stand side by side, and those of one are figures, or do not fill it as prose does. */
export function isTable(columns: readonly (readonly { readonly box: Box; readonly text: string }[])[]): boolean {
  const [first, ...others] = columns.toSorted((a, b) => b.length - a.length);
  if (first === undefined || first.length < 3 || others.length === 0) return false;
  const rows = first.filter(({ box }) => others.some((column) => column.some((line) => isBeside(box, line.box) || isBeside(line.box, box))));
  return rows.length >= ALIGNED * first.length && columns.some((column) => {
    if (column.every(({ text }) => FIGURE.test(text))) return true;
    const widths = column.map(({ box }) => box.width);
    return widths.reduce((sum, width) => sum + width, 0) < RAGGED * Math.max(...widths) * widths.length;
  });
}
