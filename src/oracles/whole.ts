import { z } from 'zod';
import { counted, defineOracle, type FindingInput, type Oracle, type PortValue, type Subject } from '../core/index.js';
import { probe } from '../tools/media/index.js';
import { cellText, describeShape, normalizeText } from '../tools/text/index.js';
import { handlesOf, inconclusive } from './finding.js';
import { textOf, verdictOf } from './text.js';

const of = z.string().optional().describe('the input that was joined; all inputs when absent');

/** Values of list ports come one by one, or as a list where a file is checked by itself. */
function partsOf(subject: Subject, port: string | undefined): PortValue[] {
  const inputs = subject.inputs.filter((input) => port === undefined || input.port === port);
  return inputs.flatMap((input) => (Array.isArray(input.value) && input.modality === 'text' ? input.value.map((value: unknown) => ({ ...input, value })) : [input]));
}

const beginning = (text: string): string => `"${text.trim().slice(0, 60)}${text.trim().length > 60 ? '…' : ''}"`;

const textsInOrder = defineOracle({
  name: 'texts_in_order',
  description: 'Every text that was joined stands in the result, word for word and in the order given.',
  kind: 'deterministic',
  modalities: ['text'],
  params: z.object({ of }),
  check: (subject, { of: port }): Promise<FindingInput> => {
    const whole = textOf(subject);
    const parts = partsOf(subject, port).flatMap(({ modality, value }) => (modality === 'text' && typeof value === 'string' ? [value] : []));
    if (parts.length === 0) return Promise.resolve(inconclusive('There are no texts that were joined.'));
    const problems: string[] = [];
    let from = 0;
    for (const [index, part] of parts.entries()) {
      const at = whole.indexOf(part, from);
      if (at >= 0) from = at + part.length;
      else problems.push(`Text ${index + 1} of ${parts.length}, ${beginning(part)}, ${whole.includes(part) ? 'stands at another place' : 'is not in it word for word'}.`);
    }
    return Promise.resolve(verdictOf(problems.slice(0, 10), parts.length - problems.length, parts.length, `${parts.length - problems.length} of ${parts.length} texts stand in it in their order.`));
  },
});

interface ExpectedRow {
  readonly label: string;
  readonly number: number;
  readonly contents: string[];
}

const rowsMatchItems = defineOracle({
  name: 'rows_match_items',
  description: 'The table has exactly one row an item, in their order, and each row holds what was found for its item.',
  kind: 'deterministic',
  modalities: ['text', 'json'],
  params: z.object({ of }),
  check: (subject, { of: port }): Promise<FindingInput> => {
    const expected = expectedRows(partsOf(subject, port));
    if (expected.length === 0) return Promise.resolve(inconclusive('There are no values that the table could be held against.'));
    const rows = rowsOf(subject);
    if (rows.length !== expected.length) return Promise.resolve(verdictOf([`It has ${counted(rows.length, 'row')} for ${counted(expected.length, 'item')}; write one row an item.`], rows.length, expected.length, `${counted(rows.length, 'row')}.`));
    const problems = expected.flatMap(({ label, contents }, index) => {
      const missing = notIn(rows[index] ?? [], [label, ...contents]);
      return missing === undefined ? [] : [`Row ${index + 1}, which is about ${beginning(label)}, does not hold ${beginning(missing)}.`];
    });
    return Promise.resolve(verdictOf(problems.slice(0, 10), rows.length - problems.length, expected.length, `${rows.length} rows, ${rows.length - problems.length} of them whole.`));
  },
});

/** One row an item in the order of their numbers, then one a value without an item. */
function expectedRows(parts: readonly PortValue[]): ExpectedRow[] {
  const items = new Map<string, ExpectedRow>();
  const others: ExpectedRow[] = [];
  for (const part of parts) {
    if (part.item === undefined) {
      others.push({ label: part.name ?? '', number: Infinity, contents: contentsOf(part) });
      continue;
    }
    const key = JSON.stringify([part.item.number, part.item.about]);
    const row = items.get(key) ?? { label: part.item.about, number: part.item.number, contents: [] };
    row.contents.push(...contentsOf(part));
    items.set(key, row);
  }
  return [...[...items.values()].sort((one, other) => one.number - other.number), ...others];
}

/** The plain values of a part: a text, or the fields of an object. What lies deeper may be written in several ways. */
function contentsOf({ value }: PortValue): string[] {
  const plain = (content: unknown): string[] => (typeof content === 'string' || typeof content === 'number' || typeof content === 'boolean' ? [String(content)] : []);
  const [media] = handlesOf({ value });
  if (media) return plain(media.name);
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? Object.values(value).flatMap(plain) : plain(value);
}

/** The cells of each row of a table in Markdown, or the plain values of each object in a list. */
function rowsOf({ value }: Subject): string[][] {
  if (typeof value === 'string') return describeShape(value).tableRows.map((cells) => cells.map((cell) => normalizeText(cellText(cell))));
  return Array.isArray(value) ? value.map((row) => plainValues(row).map(normalizeText)) : [];
}

function plainValues(value: unknown): string[] {
  if (typeof value === 'object' && value !== null) return Object.values(value).flatMap(plainValues);
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' ? [String(value)] : [];
}

/**
 * The first of some contents that a row does not hold. What stands for one content stands for no other, the longest first: a
 * count of 7 is not found in a text that speaks of 7 years.
 */
function notIn(cells: readonly string[], contents: readonly string[]): string | undefined {
  const left = [...cells];
  const inOrder = contents.map((content) => ({ content, wanted: normalizeText(content) })).filter(({ wanted }) => wanted !== '').sort((one, other) => other.wanted.length - one.wanted.length);
  for (const { content, wanted } of inOrder) {
    const whole = left.indexOf(wanted);
    const index = whole >= 0 ? whole : left.findIndex((cell) => placeIn(cell, wanted) >= 0);
    const cell = left[index];
    if (cell === undefined) return content;
    const at = placeIn(cell, wanted);
    left[index] = `${cell.slice(0, at)}\n${cell.slice(at + wanted.length)}`;
  }
  return undefined;
}

/** Where a content stands in a cell by itself, and not as part of a longer word or number; -1 for nowhere. */
function placeIn(cell: string, wanted: string): number {
  for (let at = cell.indexOf(wanted); at >= 0; at = cell.indexOf(wanted, at + 1)) {
    const end = at + wanted.length;
    const goesOnBefore = GOES_ON_BEFORE.test(cell.slice(Math.max(0, at - 2), at + 1));
    const goesOnAfter = GOES_ON_AFTER.test(cell.slice(end - 1, end + 2));
    if (!goesOnBefore && !goesOnAfter) return at;
  }
  return -1;
}

/** Two characters before a content and its first one, with which they are one word or number. */
const GOES_ON_BEFORE = /[\p{L}\p{N}][\p{L}\p{N}]$|\p{N}[.,]\p{N}$|-\p{N}$/u;
/** The last character of a content and two behind it, likewise. */
const GOES_ON_AFTER = /^[\p{L}\p{N}][\p{L}\p{N}]|^\p{N}[.,]\p{N}/u;

/** Joined media may differ from their parts by this much, ms: as a whole, and for each part, whose last frame or block is filled up. */
const SLACK_MS = 150;
const SLACK_MS_EACH = 50;

const asLongAsParts = defineOracle({
  name: 'as_long_as_parts',
  description: 'The joined recording or clip is as long as its parts together, with the pauses between them.',
  kind: 'deterministic',
  modalities: ['audio', 'video'],
  params: z.object({ pause: z.string().optional().describe('the parameter of the step that says how many seconds lie between two parts') }),
  async check(subject, { pause }, { signal }): Promise<FindingInput> {
    const [whole] = handlesOf(subject);
    const parts = subject.inputs.filter(({ modality }) => modality === subject.modality).flatMap(handlesOf);
    if (!whole || parts.length === 0) return inconclusive('There are no parts that were joined.');
    const pauseSeconds = pause === undefined ? 0 : subject.parameters?.[pause];
    if (typeof pauseSeconds !== 'number') return inconclusive('It is not known how long the pauses should be.');
    const lengths: (number | undefined)[] = [];
    for (const { path, metadata } of parts) lengths.push(metadata.durationMs ?? (await probe(path, { signal })).durationMs);
    const { durationMs } = await probe(whole.path, { signal });
    if (durationMs === undefined || lengths.includes(undefined)) return inconclusive('The length could not be measured.');
    const wanted = lengths.reduce<number>((sum, length) => sum + (length ?? 0), 0) + (parts.length - 1) * pauseSeconds * 1000;
    const slack = SLACK_MS + SLACK_MS_EACH * parts.length;
    const problems = Math.abs(durationMs - wanted) <= slack ? [] : [`It lasts ${(durationMs / 1000).toFixed(2)} s, and its ${parts.length} parts with their pauses ${(wanted / 1000).toFixed(2)} s: ${durationMs < wanted ? 'something is missing' : 'something is in it twice, or too long'}.`];
    return verdictOf(problems, { durationMs: Math.round(durationMs) }, { durationMs: Math.round(wanted), slackMs: slack }, `${(durationMs / 1000).toFixed(2)} s, its ${parts.length} parts ${(wanted / 1000).toFixed(2)} s.`);
  },
});

/** Oracles that hold what was joined against its parts. */
export const wholeOracles: readonly Oracle[] = [textsInOrder, rowsMatchItems, asLongAsParts];
