import { findNumberWords } from './number-words.js';

/** number: a count, a measure, a day or a year; percent; time: minutes after midnight; month: 1 to 12. */
export type QuantityKind = 'number' | 'percent' | 'time' | 'month';

/** A quantity that a text states, in a form that can be compared. */
export interface Quantity {
  readonly kind: QuantityKind;
  readonly value: number;
  /** As written. */
  readonly text: string;
  /** Offset in the text. */
  readonly index: number;
  /** What it may be as well, where its writing leaves that open: the month in "5/6/2026", a time in "at 8.30". */
  readonly or?: { readonly kind: QuantityKind; readonly value: number } | undefined;
}

const MONTH_WORDS: readonly (readonly string[])[] = [
  ['january', 'jan', 'janvier', 'januar', 'enero', 'gennaio', 'januari', 'janeiro'],
  ['february', 'feb', 'février', 'fevrier', 'februar', 'febrero', 'febbraio', 'februari', 'fevereiro'],
  ['march', 'mar', 'mars', 'märz', 'marzo', 'maart', 'março'],
  ['april', 'apr', 'avril', 'abril', 'aprile'],
  ['may', 'mai', 'mayo', 'maggio', 'mei', 'maio'],
  ['june', 'jun', 'juin', 'juni', 'junio', 'giugno', 'junho'],
  ['july', 'jul', 'juillet', 'juli', 'julio', 'luglio', 'julho'],
  ['august', 'aug', 'août', 'aout', 'agosto', 'augustus'],
  ['september', 'sep', 'sept', 'septembre', 'septiembre', 'settembre', 'setembro'],
  ['october', 'oct', 'octobre', 'oktober', 'octubre', 'ottobre', 'outubro', 'okt'],
  ['november', 'nov', 'novembre', 'noviembre', 'novembro'],
  ['december', 'dec', 'décembre', 'decembre', 'dezember', 'diciembre', 'dicembre', 'dezembro', 'dez'],
];
const MONTHS: ReadonlyMap<string, number> = new Map(MONTH_WORDS.flatMap((words, index) => words.map((word) => [word, index + 1] as const)));

const TIME = /(?<![\d.:])(\d{1,2})(?:(?:[:.h])([0-5]\d))?\s?(a\.?m\b\.?|p\.?m\b\.?)|(?<![\d.:])([01]?\d|2[0-4])[:h]([0-5]\d)(?!\d)(?::[0-5]\d)?|(?<![\d.:])([01]?\d|2[0-4])(?:\.([0-5]\d))?\s?(uhr\b|o'clock|heures?\b|h\b(?!\s?\w))|\b(noon|midday|midnight)\b/giu;
const NUMBER = /(?<![\p{L}\p{N}])(?:\d{1,3}(?:[,.’'\u00a0\u202f ]\d{3})+(?!\d)(?:[.,]\d+)?|\d+(?:[.,]\d+)?)/gu;

/** "06.05.2026" and "6-5-2026" put the day first; behind "5/6/2026" may be either. */
const DATE = /(?<![\p{L}\p{N}]|\p{N}[./-])(\d{1,2})([./-])(\d{1,2})\2(\d{4}|\d{2})(?![\p{L}\p{N}]|[./-]\d)/gu;
/** "at 8.30": as many write the time. */
const BEFORE_TIME = /\b(?:at|from|until|till|by|between|before|after|um|ab|bis|von)\s$/i;
const SCALE = /^\s?(thousand|tausend|million(?:s|en)?|millones|mio|mn|billions?|bn|milliards?|milliarden?|mrd|trillions?|[km])(?![\p{L}\p{N}])/iu;
const FACTORS: readonly (readonly [RegExp, number])[] = [[/^(?:thousand|tausend|k)/, 1e3], [/^(?:million|millones|mio|mn|m$)/, 1e6], [/^(?:billion|bn|milliard|mrd)/, 1e9], [/^trillion/, 1e12]];
/** A temperature below zero, by its sign or in words; elsewhere a sign mostly says "less" of a change, which texts tell in words. */
const SIGNED = /(?:^|[\s(])[−-]$|\bminus\s$/i;
const DEGREES = /^\s?(?:°|degrees?\b|grad\b)/i;
const BELOW = /^\s?(?:°\s?[CF]?|degrees?(?: celsius| fahrenheit)?)?\s*below (?:zero|freezing)\b/i;

/**
 * The quantities of a text: digits with any thousands and decimal marks, English number words, percentages, clock times
 * (12 and 24 hours, as minutes after midnight) and month names. The same quantity in another spelling is equal.
 */
export function findQuantities(text: string): Quantity[] {
  const taken: [number, number][] = [];
  const found: Quantity[] = [];
  const add: Add = (kind, value, written, index, or) => {
    if (taken.some(([from, to]) => index < to && index + written.length > from)) return;
    taken.push([index, index + written.length]);
    found.push({ kind, value, text: written, index, ...(or ? { or } : {}) });
  };
  for (const match of text.matchAll(DATE)) addDate(match, add);
  for (const match of text.matchAll(TIME)) {
    const value = minutesOf(match);
    if (value !== undefined) add('time', value, match[0], match.index);
  }
  for (const match of text.matchAll(/\p{L}+/gu)) {
    const month = MONTHS.get(match[0].toLowerCase());
    if (month !== undefined && isMonthHere(text, match)) add('month', month, match[0], match.index);
  }
  for (const match of text.matchAll(/\b\d{4}-(\d{2})-\d{2}\b/g)) {
    const month = Number(match[1]);
    if (month >= 1 && month <= 12) add('month', month, `-${match[1] ?? ''}-`, match.index + 4);
  }
  for (const match of text.matchAll(NUMBER)) addNumber(text, match, add);
  for (const word of findNumberWords(text)) {
    const rest = text.slice(word.index + word.text.length);
    if (word.value === 0 && /\bbelow\s$/i.test(text.slice(0, word.index))) continue;
    if (/^\s*o['’]clock/.test(rest)) add('time', word.value * 60, word.text, word.index);
    else add(/^\s*(%|per\s?cent)/i.test(rest) ? 'percent' : 'number', isBelowZero(text.slice(0, word.index), rest) ? -word.value : word.value, word.text, word.index);
  }
  return found.sort((a, b) => a.index - b.index);
}

type Add = (kind: QuantityKind, value: number, written: string, index: number, or?: Quantity['or']) => void;

function addDate(match: RegExpExecArray, add: Add): void {
  const [whole, first = '', mark, second = '', year = ''] = match;
  const [one, other] = [Number(first), Number(second)];
  if (one === 0 || other === 0 || (one > 12 && other > 12) || one > 31 || other > 31) return;
  const isOpen = mark === '/' && one <= 12 && other <= 12;
  const monthFirst = other > 12;
  const kindOf = (isMonth: boolean): QuantityKind => (isMonth ? 'month' : 'number');
  const part = (value: number, isMonth: boolean, written: string, at: number): void => { add(kindOf(isMonth), value, written, match.index + at, isOpen ? { kind: kindOf(!isMonth), value } : undefined); };
  part(one, monthFirst, first, 0);
  part(other, !monthFirst, second, first.length + 1);
  add('number', Number(year), year, match.index + whole.length - year.length, year.length === 2 ? { kind: 'number', value: 2000 + Number(year) } : undefined);
}

function addNumber(text: string, match: RegExpExecArray, add: Add): void {
  const before = text.slice(Math.max(0, match.index - 10), match.index);
  const rest = text.slice(match.index + match[0].length, match.index + match[0].length + 40);
  const scale = SCALE.exec(rest)?.[1]?.toLowerCase();
  // "5 m" is a length: only behind money it is millions.
  const factor = scale === undefined || (scale === 'm' && !/[€$£¥]\s?$/.test(before)) ? 1 : (FACTORS.find(([word]) => word.test(scale))?.[1] ?? 1);
  const kind = /^\s?(%|per\s?cent|prozent|pour\s?cent|por\s?ciento)/i.test(rest) ? 'percent' : 'number';
  const value = Math.round(numericValue(match[0]) * factor * 1e6) / 1e6;
  const time = BEFORE_TIME.test(before) ? /^([01]?\d|2[0-3])\.([0-5]\d)$/.exec(match[0]) : null;
  add(kind, isBelowZero(before, rest) ? -value : value, match[0], match.index, time ? { kind: 'time', value: Number(time[1]) * 60 + Number(time[2]) } : undefined);
}

function isBelowZero(before: string, rest: string): boolean {
  return BELOW.test(rest) || (SIGNED.test(before) && DEGREES.test(rest));
}

/** "May", "Mar" and the like are months only beside a day or a year, or after a word of time. */
function isMonthHere(text: string, match: RegExpExecArray): boolean {
  const word = match[0];
  if (!/^(may|mar|march|mars|mai|jan|jun|sep|dec|mei|august|nov|oct|apr|aug|feb|dez|okt|jul|sept)$/i.test(word)) return true;
  const before = text.slice(Math.max(0, match.index - 14), match.index);
  const after = text.slice(match.index + word.length, match.index + word.length + 8);
  const beside = /\d\s*(st|nd|rd|th|\.)?\s*(of\s+|de\s+)?$/i.test(before) || /^\.?,?\s*\d/.test(after);
  return beside || (/^\p{Lu}/u.test(word) && /\b(in|since|until|till|by|from|to|of|last|next|this|during|and|im|en|em)\s+$/i.test(before));
}

function minutesOf(match: RegExpExecArray): number | undefined {
  const [, hour12, minute12, half, hour24, minute24, hourWord, minuteWord, , named] = match;
  if (named !== undefined) return /midnight/i.test(named) ? 0 : 720;
  if (hour12 !== undefined && half !== undefined) {
    const hour = Number(hour12);
    if (hour > 12) return undefined;
    return ((hour % 12) + (/^p/i.test(half) ? 12 : 0)) * 60 + Number(minute12 ?? 0);
  }
  const hour = Number(hour24 ?? hourWord);
  return (hour % 24) * 60 + Number(minute24 ?? minuteWord ?? 0);
}

/** Value of a number as written with any mix of thousands and decimal marks: "1,250", "1.250,50", "1 250", "0.5". */
export function numericValue(written: string): number {
  const plain = written.replace(/[’'\u00a0\u202f ]/g, '');
  const marks = plain.replace(/\d/g, '');
  if (marks === '') return Number(plain);
  const last = marks.at(-1) ?? '';
  const position = plain.lastIndexOf(last);
  const decimals = plain.length - position - 1;
  const mixed = new Set(marks).size > 1;
  const thousands = !mixed && (marks.length > 1 || (decimals === 3 && !plain.startsWith('0')));
  if (thousands) return Number(plain.replace(/[.,]/g, ''));
  return Number(`${plain.slice(0, position).replace(/[.,]/g, '')}.${plain.slice(position + 1)}`);
}

/** True when two quantities say the same, or may. A clock time equals its bare hour ("at 7" for "7 pm"). */
export function sameQuantity(a: Quantity, b: Quantity): boolean {
  if (isSame(a, b)) return true;
  return (a.or !== undefined && isSame({ ...a, ...a.or }, b)) || (b.or !== undefined && isSame(a, { ...b, ...b.or }));
}

function isSame(a: Quantity, b: Quantity): boolean {
  if (a.kind === b.kind) return Math.abs(a.value - b.value) < 1e-6 || (a.kind === 'time' && (a.value - b.value) % 720 === 0 && (isBareHour(a) || isBareHour(b)));
  if (a.kind === 'time' && b.kind === 'number') return isHourOf(a, b.value);
  if (b.kind === 'time' && a.kind === 'number') return isHourOf(b, a.value);
  if (a.kind === 'month' && b.kind === 'number') return false;
  return a.value === b.value && a.kind !== 'month' && b.kind !== 'month';
}

/** "7:30" without am or pm can be either half of the day. */
function isBareHour(time: Quantity): boolean {
  return !/[ap]\.?m|noon|midday|midnight/i.test(time.text) && time.value < 780;
}

function isHourOf(time: Quantity, value: number): boolean {
  return time.value % 60 === 0 && (Number.parseInt(time.text, 10) === value || (/noon|midday/i.test(time.text) && value === 12));
}
