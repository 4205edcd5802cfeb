import type { Box } from '../../../core/index.js';
import type { Perception } from '../../../tools/screen/index.js';
import { measuresIn, type Measure, type MeasureKind, type Ranking } from '../goal/index.js';
import { gapBetween, middleOf, overlap, sameRow, textScore } from '../ground/index.js';
import { linesOf, type View } from './view.js';

type Line = Perception['lines'][number];
type Seen = Pick<View, 'screen' | 'echo'>;

/** One of many things of a kind that a page shows: a row, a card, an entry of a list. */
export interface SeenRecord {
  /** The text by which it is called. */
  readonly name: string;
  readonly value: number;
  /** The value as it stands there. */
  readonly shown: string;
  /** All that is read of it. */
  readonly text: string;
}

interface Valued { readonly line: Line; readonly measure: Measure; readonly value: number }

/** CSS px by which what stands at the same place of two things of a kind may differ. */
const SAME_PLACE = 9;

/** The things that a screen compares by what a ranking asks for, and whether the most or the least is meant; undefined where it shows no two values of that kind. */
export function recordsOn(view: Seen, ranking: Ranking): { readonly records: SeenRecord[]; readonly most: boolean } | undefined {
  const lines = linesOf(view);
  for (const reading of ranking.readings) {
    const all = lines.flatMap((line) => valuesOf(line, reading.kinds));
    const inTable = byHeading(lines, all, reading.names);
    const values = inTable ?? byLabel(lines, all, reading.names) ?? bySize(telling(all, reading.kinds[0]));
    if (values === undefined || values.length < 2) continue;
    const records = recordsOf(view, lines, values, inTable !== undefined);
    if (records.length >= 2) return { records, most: reading.most };
  }
  return undefined;
}

/** The amounts below a heading of one of these names, each with the texts of its row; undefined where there is no such column. */
export function valuesBelow(view: Seen, names: readonly string[]): { readonly text: string; readonly row: readonly string[] }[] | undefined {
  const lines = linesOf(view);
  const column = byHeading(lines, lines.flatMap((line) => valuesOf(line, ['money', 'number'])), names);
  return column?.map(({ line, measure }) => ({ text: measure.text, row: lines.filter(({ box }) => sameRow(box, line.box)).map(({ text }) => text) }));
}

/** The record that a ranking means, of those that have what it asks for. What the noun says counts where it tells some from the others. */
export function chosenRecord(records: readonly SeenRecord[], most: boolean, { nth, having, limits }: Ranking, nouns: readonly string[]): SeenRecord | undefined {
  const says = ({ text }: SeenRecord, word: string): boolean => wordsOf(text).some((other) => stem(other) === stem(word));
  const fit = records.filter((record) => having.every((words) => wordsOf(words).every((word) => says(record, word))) && limits.every((limit) => isWithin(record, limit)));
  let called = fit;
  for (const word of new Set(nouns.slice(0, 1).flatMap(wordsOf))) {
    const those = called.filter((record) => says(record, word));
    if (those.length > 0) called = those;
  }
  return called.toSorted((a, b) => (most ? b.value - a.value : a.value - b.value))[nth - 1];
}

/** A value of the kind, the one at the name where it has one, lies within the limit. */
function isWithin({ text }: SeenRecord, { kind, least, most, names }: Ranking['limits'][number]): boolean {
  const all = measuresIn(text);
  const own = all.filter((measure) => measure.kind === kind);
  // The sign of a currency is often not read.
  const values = own.length > 0 || kind !== 'money' ? own : all.filter((measure) => measure.kind === 'number' && /[.,]\d{2}$/.test(measure.text.trim()));
  const near = values.map((measure) => distanceTo(text, measure, names));
  const named = names.length > 0 && Math.min(...near) < 12 ? values.filter((_, index) => near[index] === Math.min(...near)) : values;
  return named.some(({ value }) => (least === undefined || value >= least) && (most === undefined || value <= most));
}

const wordsOf = (text: string): string[] => text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];
const stem = (word: string): string => word.replace(/(?:e?s|ed|ing)$/u, '');

/** Values that say by themselves what they are of. The sign of a currency is often not read: then it is a number of money's make that stands alone. */
function telling(all: readonly Valued[], kind: MeasureKind | undefined): Valued[] {
  const own = all.filter(({ measure }) => measure.kind === kind || (kind === 'moment' && measure.kind === 'time'));
  const bare = (make: RegExp): Valued[] => all.filter((value) => value.measure.kind === 'number' && make.test(value.measure.text.trim()) && /^(?:\p{L}{0,2}|per\p{L}+|an?(?:year|month|week|day|night|hour)|each)$/iu.test(lettersAround(value)));
  if (own.length >= 2 || kind === 'number') return kind === 'number' ? [] : own;
  if (kind === 'money') return [/^\d[\d.,]*[.,]\d{2}$/, /^\d[\d.,]+$/].map(bare).find(({ length }) => length >= 2) ?? [];
  return kind === 'rating' ? bare(/^\d[.,]\d$/) : [];
}

/** Values in the kinds that are asked for, in one unit; a time of day is one of today where days are asked for. */
function valuesOf(line: Line, kinds: readonly string[]): Valued[] {
  return measuresIn(line.text).filter(({ kind }) => kinds.includes(kind)).slice(0, kinds.includes('moment') ? 1 : undefined)
    .map((measure) => ({ line, measure, value: kinds[0] === 'moment' && measure.kind === 'time' ? Math.floor(Date.now() / 86_400_000) * 86_400_000 + measure.value * 60_000 : measure.kind === 'time' && kinds[0] === 'span' ? measure.value * 60 : measure.value }));
}

const isNamed = (text: string, names: readonly string[]): boolean => names.some((name) => textScore(name, text.replace(/[:*▲▼↑↓⇅\s]+$/u, '')) >= 0.85 || wordsOf(text).some((word) => word.length > 2 && stem(word) === stem(name)));

/** The values below a heading of that name, in its column. */
function byHeading(lines: readonly Line[], all: readonly Valued[], names: readonly string[]): Valued[] | undefined {
  for (const head of lines.filter(({ text }) => text.length <= 24 && text.replace(/\P{L}/gu, '').length > 2 * text.replace(/\D/g, '').length && isNamed(text, names))) {
    const beside = lines.filter((line) => line !== head && sameRow(line.box, head.box));
    if (beside.length === 0) continue;
    const [left, right] = [Math.max(0, ...beside.filter(({ box }) => box.x < head.box.x).map(({ box }) => box.x + box.width)), Math.min(Infinity, ...beside.filter(({ box }) => box.x > head.box.x).map(({ box }) => box.x))];
    const column = all.filter(({ line: { box } }) => box.y > head.box.y + 0.5 * head.box.height && middleOf(box).x > left - 4 && middleOf(box).x < right + 4 && (overlap(box, head.box, 'x') > -12));
    const rows = column.filter(({ line }, index) => column.findIndex((other) => other.line === line) === index);
    if (rows.length >= 2) return rows;
  }
  return undefined;
}

/** Values with that name beside them, in one line or in two: "512 reviews", "Storage: 20 GB". */
function byLabel(lines: readonly Line[], all: readonly Valued[], names: readonly string[]): Valued[] | undefined {
  const inside = all.filter(({ line, measure }) => isNamed(line.text.replace(measure.text, ' '), names));
  const own = inside.filter(({ line, measure }, _index, every) => every.filter((other) => other.line === line).every((other) => distanceTo(line.text, measure, names) <= distanceTo(line.text, other.measure, names)));
  if (own.length >= 2) return own;
  const labels = lines.filter((line) => measuresIn(line.text).length === 0 && line.text.length <= 24 && isNamed(line.text, names));
  const beside = labels.flatMap((label) => all.filter(({ line }) => (sameRow(line.box, label.box) && line.box.x >= label.box.x) || (overlap(line.box, label.box, 'x') > 0 && Math.abs(line.box.y - label.box.y) < 3 * label.box.height)).toSorted((a, b) => gapBetween(a.line.box, label.box) - gapBetween(b.line.box, label.box))[0] ?? []);
  return beside.length >= 2 ? beside : undefined;
}

/** Characters between a value and the name that is nearest to it in its line. */
function distanceTo(text: string, { index, text: written }: Measure, names: readonly string[]): number {
  const at = [...text.matchAll(/[\p{L}\p{N}]+/gu)].filter(([word]) => names.some((name) => stem(name) === stem(word.toLowerCase())));
  return Math.min(Infinity, ...at.map((match) => (match.index >= index ? match.index - index - written.length : index - match.index - match[0].length + 0.5)));
}

/** Of values of one kind those in letters of one size: the most, and of as many the largest. */
function bySize(all: readonly Valued[]): Valued[] {
  const groups = all.map((seed) => all.filter(({ line }) => Math.abs(line.box.height - seed.line.box.height) <= Math.max(3.5, 0.2 * seed.line.box.height)));
  return groups.toSorted((a, b) => b.length - a.length || (b[0]?.line.box.height ?? 0) - (a[0]?.line.box.height ?? 0))[0] ?? [];
}

/** Each value with the name of what it is said of: the text that stands at the same place from each value. */
function recordsOf({ screen }: Seen, lines: readonly Line[], values: readonly Valued[], inRows: boolean): SeenRecord[] {
  const controls = screen.elements.filter(({ kind }) => kind === 'button' || kind === 'text-input' || kind === 'select');
  const isControl = ({ box }: Line): boolean => controls.some((one) => overlap(one.box, box, 'x') > 0.8 * box.width && overlap(one.box, box, 'y') > 0.8 * box.height && one.box.height < 3 * box.height);
  const texts = lines.filter((line) => /\p{L}{2}/u.test(line.text) && !values.some((value) => value.line === line && lettersAround(value) === '') && !isControl(line) && !controls.some(({ kind, box }) => kind === 'text-input' && sameRow(box, line.box) && box.x >= line.box.x && gapBetween(box, line.box) < 40));
  const named = values.map(({ line: { box } }, index) => texts.filter((text) => (inRows ? sameRow(text.box, box) : Math.abs(text.box.y - box.y) < 260)).map((text) => ({ text, ...place(text.box, box), index })));
  const places = named.flat().map((one) => {
    const alike = named.map((others) => others.filter((other) => Math.abs(other.y - one.y) <= SAME_PLACE && (['left', 'right', 'middle'] as const).some((side) => Math.abs(other[side] - one[side]) <= SAME_PLACE)).toSorted((a, b) => Math.abs(a.y - one.y) - Math.abs(b.y - one.y))[0]);
    const found = alike.flatMap((other) => (other ? [other.text] : []));
    return { alike, count: found.length, distinct: new Set(found.map(({ text }) => text)).size / Math.max(1, found.length), tall: one.text.box.height, away: Math.abs(one.y) + (one.y > 3 ? 30 : 0) + 0.3 * Math.max(0, one.left), isValue: alike.some((other, index) => other?.text === values[index]?.line) };
  });
  const most = Math.max(0, ...places.map(({ count }) => count));
  const middling = places.map(({ tall }) => tall).toSorted((a, b) => a - b)[Math.floor(places.length / 2)] ?? 1;
  const [best] = places.filter(({ count, distinct }) => count >= Math.max(2, 0.8 * most) && distinct > 0.6).toSorted((a, b) => rankOf(b) - rankOf(a));
  function rankOf({ count, distinct, tall, away, isValue }: (typeof places)[number]): number {
    return 2 * (count / values.length) + distinct + (tall >= 1.15 * middling ? 0.5 : 0) - away / 150 - (isValue ? 0.7 : 0);
  }
  // Where nothing tells them apart by name, as trains to one place, they are called by their values.
  const heads = best ? best.alike.map((one) => one?.text) : values.map(({ line }) => line);
  const tops = values.map(({ line }, index) => Math.min(line.box.y, heads[index]?.box.y ?? line.box.y));
  return values.flatMap(({ line, measure, value }, index): SeenRecord[] => {
    const head = heads[index];
    if (!head) return [];
    const own = lines.filter((other) => isBetween(other.box, tops, index) && nearestOf(other, heads, values) === index).map(({ text }) => text);
    const isOneOf = heads.filter((other) => other?.text === head.text).length > 1;
    return [{ name: (isOneOf ? line : head).text.trim(), value, shown: measure.text, text: [...new Set([head.text, ...own, line.text])].join(' ') }];
  });
}

/** What stands above the first thing or far below the last one belongs to none. */
function isBetween(box: Box, tops: readonly number[], index: number): boolean {
  const top = tops[index] ?? 0;
  const pitch = Math.min(...tops.filter((other) => other > top + SAME_PLACE).map((other) => other - top), ...tops.filter((other) => other < top - SAME_PLACE).map((other) => top - other));
  return middleOf(box).y >= top && middleOf(box).y < top + pitch - 2;
}

const lettersAround = ({ line, measure }: Valued): string => line.text.replace(measure.text, '').replace(/[^\p{L}]/gu, '');
const place = (text: Box, value: Box): { left: number; right: number; middle: number; y: number } => ({ left: text.x - value.x, right: text.x - (value.x + value.width), middle: middleOf(text).x - middleOf(value).x, y: middleOf(text).y - middleOf(value).y });

/** Which of the things a line belongs to: the one whose name or value is nearest. */
function nearestOf({ box }: Line, heads: readonly (Line | undefined)[], values: readonly Valued[]): number {
  const gaps = values.map(({ line }, index) => Math.min(...[line, heads[index]].flatMap((one) => (one ? [sameRow(one.box, box) ? 0.2 * gapBetween(one.box, box) : gapBetween(one.box, box)] : [Infinity]))));
  return gaps.indexOf(Math.min(...gaps));
}
