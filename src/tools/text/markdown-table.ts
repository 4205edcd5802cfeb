/** A pipe that parts two cells: one with an even number of backslashes before it. */
const PIPE = /(?<=(?<!\\)(?:\\\\)*)\|/;
const LAST_PIPE = /(?<=(?<!\\)(?:\\\\)*)\|$/;

/** What would be markup in a cell: emphasis, code, links, tags, entities, and the pipe. */
const MARKUP = /[\\`*[\]<>|~]|(?<!\w)_|_(?!\w)|&(?=#?\w+;)/g;

/** A table in Markdown (GitHub's dialect). Cells are plain text: markup in them is escaped, and their lines are parted by `<br>`. */
export function markdownTable(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]): string => `| ${cells.map(asCell).join(' | ')} |`;
  return [line(head), `| ${head.map(() => '---').join(' | ')} |`, ...rows.map(line)].join('\n');
}

/** The cells of a line of a Markdown table as they are written, escapes included. */
export function tableCells(line: string): string[] {
  return line.trim().replace(/^\|/, '').replace(LAST_PIPE, '').split(PIPE).map((cell) => cell.trim());
}

/** The plain text of a cell that `markdownTable` wrote. */
export function cellText(cell: string): string {
  return cell.replaceAll('<br>', '\n').replace(/\\([!-/:-@[-`{-~])/g, '$1');
}

function asCell(text: string): string {
  const lines = text.split(/[\n\r\v\f\u2028\u2029]/).map((line) => line.trim()).filter((line) => line !== '');
  return lines.map((line) => line.replace(MARKUP, '\\$&')).join('<br>');
}
