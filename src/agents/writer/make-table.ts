import { z } from 'zod';
import { anything, defineTool, isMedia, json, splitRef, text, type AnyValue } from '../../core/index.js';
import { markdownTable } from '../../tools/text/index.js';
import { wordsOf } from './words-of.js';

/** The column that says what a row is about. */
const LABEL = 'item';

interface Column {
  /** What it may be called, the shortest first; the last one tells it apart from what other steps give. */
  readonly names: readonly string[];
}

interface Row {
  readonly label: string;
  /** By column; several values where the step gave a list for the item. */
  readonly cells: Map<Column, unknown[]>;
}

export const makeTable = defineTool({
  name: 'make_table',
  description: 'Puts results of several steps (texts, data, facts about media) into a table, word for word: one row an item, one column a kind of result.',
  input: z.object({ values: z.array(anything()).min(1).describe('what stands in the table') }),
  output: z.object({
    text: text().describe('the table in Markdown'),
    json: json(z.array(z.record(z.string(), z.json()))).describe('its rows; null where a row has nothing in a column'),
  }),
  // The words for joining and for tables are like those for media and rewriting: only what is said of several results chooses it.
  onlyWritten: true,
  criteria: [{ oracle: 'rows_match_items', port: 'text', params: { of: 'values' } }, { oracle: 'rows_match_items', port: 'json', params: { of: 'values' } }],
  execute({ values }) {
    const { rows, columns } = arrange(values);
    const names = namesOf(columns);
    const cells = (row: Row): string[] => columns.map((column) => (row.cells.get(column) ?? []).map(inWords).join('\n'));
    const valueIn = (row: Row, column: Column): unknown => {
      const [first = null, ...more] = row.cells.get(column) ?? [];
      return more.length === 0 ? first : [first, ...more];
    };
    const asData = (row: Row): Record<string, unknown> => Object.fromEntries([[LABEL, row.label], ...columns.map((column, at): [string, unknown] => [names[at] ?? '', valueIn(row, column)])]);
    return Promise.resolve({
      text: markdownTable([LABEL, ...names], rows.map((row) => [row.label, ...cells(row)])),
      json: rows.map((row) => asData(row) as Record<string, z.core.util.JSONType>),
    });
  },
});

/** Rows in the order of their items, behind them those of values without an item; columns as they first come. */
function arrange(values: readonly AnyValue[]): { rows: Row[]; columns: Column[] } {
  const items = new Map<string, Row & { readonly number: number }>();
  const others: Row[] = [];
  const columns = new Map<string, Column>();
  const times = new Map<string, number>();
  for (const value of values) {
    const row = value.item ? itemRow(items, value.item) : otherRow(others, value.name, times);
    for (const { id, names, content } of fieldsOf(value)) {
      const column = columns.get(id) ?? { names };
      columns.set(id, column);
      const cell = row.cells.get(column);
      if (cell) cell.push(content);
      else row.cells.set(column, [content]);
    }
  }
  return { rows: [...[...items.values()].sort((one, other) => one.number - other.number), ...others], columns: [...columns.values()] };
}

/** The item's row. Items of two lists that have one number are told apart by what they are about. */
function itemRow(items: Map<string, Row & { readonly number: number }>, { number, about }: NonNullable<AnyValue['item']>): Row {
  const key = `${number} ${about}`;
  const row = items.get(key) ?? { number, label: about, cells: new Map<Column, unknown[]>() };
  items.set(key, row);
  return row;
}

function otherRow(others: Row[], name: string, times: Map<string, number>): Row {
  const time = (times.get(name) ?? 0) + 1;
  times.set(name, time);
  const row: Row = { label: time === 1 ? name : `${name}[${time}]`, cells: new Map() };
  others.push(row);
  return row;
}

/** What a value puts into its row: an object one field a column, anything else one. */
function fieldsOf(value: AnyValue): { id: string; names: readonly string[]; content: unknown }[] {
  const step = value.item ? splitRef(value.name).step : undefined;
  // An object's fields stand under their own names where there is no item: values of several steps share these columns.
  const own = value.item ? value.name : '';
  if (value.modality === 'json' && typeof value.value === 'object' && value.value !== null && !Array.isArray(value.value)) {
    return Object.entries(value.value).map(([key, content]) => ({ id: JSON.stringify([own, key]), names: step === undefined ? [key] : [key, `${step}.${key}`, `${own}.${key}`], content: content as unknown }));
  }
  const content = isMedia(value.modality) ? wordsOf(value) : value.value;
  return [{ id: JSON.stringify([own]), names: step === undefined ? ['value'] : [step, own], content }];
}

/** For each column the shortest of its names that no other column could have; no two are called the same. */
function namesOf(columns: readonly Column[]): string[] {
  const claims = new Map<string, number>([[LABEL, 1]]);
  for (const { names } of columns) for (const name of names) claims.set(name, (claims.get(name) ?? 0) + 1);
  const taken = new Set([LABEL]);
  return columns.map(({ names }) => {
    const longest = names.at(-1) ?? '';
    let name = names.find((candidate) => claims.get(candidate) === 1) ?? longest;
    for (let time = 2; taken.has(name); time += 1) name = `${longest} (${time})`;
    taken.add(name);
    return name;
  });
}

/** A cell's content as text: lists of plain values with commas, other data as JSON. */
function inWords(content: unknown): string {
  if (content === null || content === undefined) return '';
  if (typeof content === 'string') return content;
  if (Array.isArray(content) && content.every((part) => typeof part !== 'object' || part === null)) return content.map(inWords).join(', ');
  return JSON.stringify(content);
}
