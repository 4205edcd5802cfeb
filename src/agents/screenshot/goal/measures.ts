import { z } from 'zod';
import { MONTHS, timeIn } from './dates.js';
import { numericValue } from '../../../tools/text/index.js';

/** What kinds of quantities a page states. `span`: how long; `share`: percent; `data`: bytes; `length`: also distances and heights; `rating`: so many stars; `number`: a bare one. */
export const MeasureKind = z.enum(['money', 'moment', 'time', 'span', 'share', 'data', 'mass', 'length', 'rating', 'number']);
export type MeasureKind = z.infer<typeof MeasureKind>;

/** A quantity in a text, in one unit for all of its kind: seconds, bytes, grams, metres, milliseconds since the epoch. */
export interface Measure {
  readonly kind: MeasureKind;
  readonly value: number;
  readonly text: string;
  readonly index: number;
}

const NUMBER = '\\d{1,3}(?:[,.’\'\\u00a0 ]\\d{3})+(?:[.,]\\d{1,2})?|\\d+(?:[.,]\\d+)?';
const CURRENCY = '[$€£¥₹]|(?:USD|EUR|GBP|CHF|CAD|AUD|SEK|NOK|DKK|PLN|JPY|Rs\\.?|kr\\.?|euros?|dollars?|pounds?|francs?)(?![\\p{L}])';
const MONTH = `(?:${MONTHS.join('|')})[a-z]*\\.?`;
const FACTORS: Readonly<Record<string, number>> = {
  b: 1, byte: 1, bytes: 1, kb: 1e3, kib: 1024, mb: 1e6, mib: 1048576, gb: 1e9, gib: 1073741824, tb: 1e12, tib: 1099511627776,
  mg: 1e-3, g: 1, kg: 1e3, t: 1e6, oz: 28.35, lb: 453.6, lbs: 453.6,
  mm: 1e-3, cm: 1e-2, m: 1, metres: 1, meters: 1, km: 1e3, mi: 1609, mile: 1609, miles: 1609, ft: 0.3048, feet: 0.3048,
};
const SECONDS: Readonly<Record<string, number>> = { s: 1, m: 60, h: 3600, d: 86_400, w: 604_800, y: 31_557_600 };
const secondsOf = (unit: string): number => (/^mo/i.test(unit) ? 2_629_800 : SECONDS[unit.slice(0, 1).toLowerCase()] ?? 1);
const SPAN_UNIT = '(?:s|sec|secs|seconds?|min|mins|minutes?|h|hr|hrs|hours?|d|days?|nights?|w|weeks?|months?|y|yrs?|years?)';
const WEEKDAYS = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'];
const DAY_MS = 86_400_000;

type Found = Omit<Measure, 'index' | 'text'>;
type Rule = readonly [RegExp, (match: readonly string[]) => Found | undefined];

const money = (number: string): Found => ({ kind: 'money', value: numericValue(number) });
const dated = (year: number, month: number, day: number, time?: string): Found | undefined => (month >= 1 && month <= 12 && day >= 1 && day <= 31 ? { kind: 'moment', value: Date.UTC(year, month - 1, day) + 60_000 * (timeIn(time ?? '') ?? 0) } : undefined);
const monthOf = (name: string): number => MONTHS.indexOf(name.slice(0, 3).toLowerCase()) + 1;
/** A day without a year is one of the year that is now. */
const yearOf = (text: string | undefined): number => (text === undefined ? new Date().getUTCFullYear() : text.length === 2 ? 2000 + Number(text) : Number(text));
const today = (): number => Math.floor(Date.now() / DAY_MS) * DAY_MS;
const CLOCK = '(?:,?\\s+(?:at\\s+)?(\\d{1,2}:\\d{2}(?:\\s?[ap]\\.?m\\.?)?))?';

/** Likeliest first; what one has taken no other takes. */
const RULES: readonly Rule[] = [
  [new RegExp(`(?:${CURRENCY})\\s?(-?(?:${NUMBER}))`, 'giu'), ([, number = '']) => money(number)],
  [new RegExp(`(${NUMBER})\\s?(?:${CURRENCY})`, 'giu'), ([, number = '']) => money(number)],
  [new RegExp(`\\b(\\d{4})-(\\d{1,2})-(\\d{1,2})${CLOCK}`, 'gi'), ([, year = '', month, day, time]) => dated(Number(year), Number(month), Number(day), time)],
  [new RegExp(`\\b(\\d{1,2})(?:st|nd|rd|th)?\\.?\\s+(${MONTH})(?:,?\\s+(\\d{4}))?${CLOCK}`, 'gi'), ([, day, month = '', year, time]) => dated(yearOf(year), monthOf(month), Number(day), time)],
  [new RegExp(`\\b(${MONTH})\\s+(\\d{1,2})(?:st|nd|rd|th)?(?!\\d)(?:,?\\s+(\\d{4}))?${CLOCK}`, 'gi'), ([, month = '', day, year, time]) => dated(yearOf(year), monthOf(month), Number(day), time)],
  [new RegExp(`\\b(${MONTH})\\s+(\\d{4})\\b`, 'gi'), ([, month = '', year = '']) => dated(Number(year), monthOf(month), 1)],
  [new RegExp(`\\b(\\d{1,2})([/.])(\\d{1,2})\\2(\\d{4}|\\d{2})\\b${CLOCK}`, 'gi'), ([, one, mark, two, year, time]) => (mark === '.' || Number(one) > 12 ? dated(yearOf(year), Number(two), Number(one), time) : dated(yearOf(year), Number(one), Number(two), time))],
  [/\b(today|yesterday|tomorrow|just now|now)\b(?:,?\s+(?:at\s+)?(\d{1,2}:\d{2}(?:\s?[ap]\.?m\.?)?))?/gi, ([, day = '', time]) => ({ kind: 'moment', value: /now/i.test(day) ? Date.now() : today() + (/^y/i.test(day) ? -1 : /^tom/i.test(day) ? 1 : 0) * DAY_MS + 60_000 * (timeIn(time ?? '') ?? 0) })],
  [new RegExp(`\\b(\\d+|an?|one)\\s?(${SPAN_UNIT})\\s+ago\\b`, 'gi'), ([, count = '', unit = '']) => ({ kind: 'moment', value: Date.now() - 1000 * (Number(count) || 1) * secondsOf(unit) })],
  [/^(?:last\s+)?(sun|mon|tue|wed|thu|fri|sat)[a-z]*\.?$/gi, ([, day = '']) => ({ kind: 'moment', value: today() - ((((new Date().getUTCDay() - WEEKDAYS.indexOf(day.toLowerCase())) % 7) + 7) % 7 || 7) * DAY_MS })],
  [new RegExp(`(\\d+)\\s?(?:h|hr|hrs|hours?)\\s?(\\d{1,2})\\s?(?:m|min|mins|minutes?)?\\b`, 'gi'), ([, hours, minutes]) => ({ kind: 'span', value: 3600 * Number(hours) + 60 * Number(minutes) })],
  [/\b(\d{1,2}:\d{2})(?::\d{2})?(\s?[ap]\.?m\b\.?)?/gi, ([, clock = '', half = '']) => { const minutes = timeIn(`${clock}${half}`) ?? clockMinutes(clock); return minutes === undefined ? undefined : { kind: 'time', value: minutes }; }],
  [/[★☆⭐]\s?(\d+(?:[.,]\d)?)|(\d+(?:[.,]\d)?)\s?(?:[★☆⭐]|\/\s?(?:5|10)\b|stars?\b|out of (?:5|10|five|ten)\b)/gi, ([, before, after]) => ({ kind: 'rating', value: Number((before ?? after ?? '').replace(',', '.')) })],
  [/(-?\d+(?:[.,]\d+)?)\s?%/g, ([, number = '']) => ({ kind: 'share', value: Number(number.replace(',', '.')) })],
  [new RegExp(`(${NUMBER})\\s?(bytes?|[kmgt]i?b|b)\\b`, 'gi'), ([, number = '', unit = '']) => ({ kind: 'data', value: numericValue(number) * (FACTORS[unit.toLowerCase()] ?? 1) })],
  [new RegExp(`(${NUMBER})\\s?(mg|kg|g|t|oz|lbs?)\\b`, 'gi'), ([, number = '', unit = '']) => ({ kind: 'mass', value: numericValue(number) * (FACTORS[unit.toLowerCase()] ?? 1) })],
  [new RegExp(`(${NUMBER})\\s?(mm|cm|km|m|met(?:re|er)s|mi|miles?|ft|feet)\\b(?!\\s?\\d)`, 'gi'), ([, number = '', unit = '']) => ({ kind: 'length', value: numericValue(number) * (FACTORS[unit.toLowerCase()] ?? 1) })],
  [new RegExp(`(\\d+(?:[.,]\\d+)?)\\s?(${SPAN_UNIT})\\b`, 'gi'), ([, number = '', unit = '']) => ({ kind: 'span', value: Number(number.replace(',', '.')) * (/^n/i.test(unit) ? 86_400 : secondsOf(unit)) })],
  [new RegExp(`([−–-]?)(${NUMBER})(\\s?[km](?![\\p{L}]))?`, 'giu'), ([, sign, number = '', scale = '']) => ({ kind: 'number', value: (sign ? -1 : 1) * numericValue(number) * (/k/i.test(scale) ? 1e3 : /m/i.test(scale) ? 1e6 : 1) })],
];

/** "74:10": minutes and seconds. */
function clockMinutes(clock: string): number | undefined {
  const [first, second] = clock.split(':').map(Number);
  return first === undefined || second === undefined || second > 59 ? undefined : 60 * first + second;
}

/** The quantities of a line, in its order. "Free" is a price of nothing. */
export function measuresIn(text: string): Measure[] {
  if (/^free$/i.test(text.trim())) return [{ kind: 'money', value: 0, text: text.trim(), index: 0 }];
  const found: Measure[] = [];
  for (const [pattern, read] of RULES) {
    for (const match of text.matchAll(pattern)) {
      const [from, to] = [match.index, match.index + match[0].length];
      if (found.some((other) => from < other.index + other.text.length && to > other.index)) continue;
      const measure = read(match);
      if (measure) found.push({ ...measure, text: match[0], index: from });
    }
  }
  return found.sort((a, b) => a.index - b.index);
}
