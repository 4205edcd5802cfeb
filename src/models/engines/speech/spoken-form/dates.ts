import { cardinal, decade, ordinal, year } from './number-names.js';

const MONTHS = ['January', 'February', 'March', 'April', 'May', 'June', 'July', 'August', 'September', 'October', 'November', 'December'] as const;
const SHORT_MONTHS: Readonly<Record<string, string>> = {
  jan: 'January', feb: 'February', mar: 'March', apr: 'April', jun: 'June', jul: 'July', aug: 'August', sep: 'September', sept: 'September', oct: 'October', nov: 'November', dec: 'December',
};
const SHORT_DAYS: Readonly<Record<string, string>> = {
  mon: 'Monday', tue: 'Tuesday', tues: 'Tuesday', wed: 'Wednesday', thu: 'Thursday', thur: 'Thursday', thurs: 'Thursday', fri: 'Friday', sat: 'Saturday', sun: 'Sunday',
};
const MONTH = MONTHS.join('|');

/** Dates in several notations, years, decades and clock times in words. */
export function spokenDates(text: string): string {
  return [isoDates, slashDates, monthNames, namedDates, clockTimes, decades, years].reduce((result, rule) => rule(result), text);
}

function day(month: string, dayOfMonth: string, yearDigits?: string): string {
  return `${month} ${ordinal(String(Number(dayOfMonth)))}${yearDigits === undefined ? '' : `, ${year(yearDigits)}`}`;
}

function monthOf(number: string): string | undefined {
  return MONTHS[Number(number) - 1];
}

function valid(month: string, dayOfMonth: string): boolean {
  return monthOf(month) !== undefined && Number(dayOfMonth) >= 1 && Number(dayOfMonth) <= 31;
}

/** 2024-03-15, also with a time behind a T. */
function isoDates(text: string): string {
  return text
    .replace(/\b(\d{4})[-/](\d{2})[-/](\d{2})(?:T(\d{2}:\d{2})(?::\d{2}(?:\.\d+)?)?Z?)?(?![\d-])/g, (found, y: string, m: string, d: string, time: string | undefined) =>
      valid(m, d) ? day(monthOf(m) ?? '', d, y) + (time === undefined ? '' : ` at ${time}`) : found,
    );
}

/** 3/15/2024 as in the United States, day first where the first number cannot be a month; 15.03.2024 day first. */
function slashDates(text: string): string {
  return text
    .replace(/(?<![\d/])(\d{1,2})[/-](\d{1,2})[/-](\d{4})(?![\d/-])/g, (found, a: string, b: string, y: string) =>
      valid(a, b) ? day(monthOf(a) ?? '', b, y) : valid(b, a) ? day(monthOf(b) ?? '', a, y) : found,
    )
    .replace(/(?<![\d.])(\d{1,2})\.(\d{1,2})\.(\d{4})(?![\d.]\d)/g, (found, d: string, m: string, y: string) => (valid(m, d) ? day(monthOf(m) ?? '', d, y) : found));
}

/** Short names of months before or after a number, of weekdays before a comma or a month. */
function monthNames(text: string): string {
  return text
    .replace(/\b(Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)\b\.?(?=\s+\d)/gi, (_, name: string) => SHORT_MONTHS[name.toLowerCase()] ?? name)
    .replace(/(?<=\d(?:st|nd|rd|th)?\s+(?:of\s+)?)(Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)\b\.?/gi, (_, name: string) => SHORT_MONTHS[name.toLowerCase()] ?? name)
    .replace(new RegExp(`\\b(Mon|Tues?|Wed|Thurs?|Thu|Fri|Sat|Sun)\\b(?:\\.?(?=,?\\s+(?:${MONTH}|\\d))|\\.)`, 'g'), (_, name: string) => SHORT_DAYS[name.toLowerCase()] ?? name);
}

/** March 15, 2024; March 15th; 15 March 2024; March 2024. */
function namedDates(text: string): string {
  return text
    .replace(new RegExp(`\\b(${MONTH})\\s+(\\d{1,2})\\s*[-–]\\s*(\\d{1,2})(?:,?\\s+(\\d{4}))?\\b`, 'g'), (found, m: string, from: string, to: string, y: string | undefined) =>
      Number(to) <= 31 ? `${day(m, from)} to ${ordinal(to)}${y === undefined ? '' : `, ${year(y)}`}` : found,
    )
    .replace(new RegExp(`\\b(${MONTH})\\s+(\\d{1,2})(?:st|nd|rd|th)?,?\\s+(\\d{4})\\b`, 'g'), (_, m: string, d: string, y: string) => day(m, d, y))
    .replace(new RegExp(`\\b(${MONTH})\\s+(\\d{1,2})(?:st|nd|rd|th)?\\b(?![:.]\\d)`, 'g'), (found, m: string, d: string) => (Number(d) >= 1 && Number(d) <= 31 ? day(m, d) : found))
    .replace(new RegExp(`\\b(the\\s+)?(\\d{1,2})(?:st|nd|rd|th)?\\s+(?:of\\s+)?(${MONTH})\\b(?:,?\\s+(\\d{4})\\b)?`, 'gi'), (found, _the, d: string, m: string, y: string | undefined) =>
      Number(d) >= 1 && Number(d) <= 31 ? `the ${ordinal(d)} of ${m}${y === undefined ? '' : `, ${year(y)}`}` : found,
    )
    .replace(new RegExp(`\\b(${MONTH}),?\\s+(\\d{4})\\b`, 'g'), (_, m: string, y: string) => `${m} ${year(y)}`);
}

/** 7:00, 9:05, 15:30, 3:45 pm, 5pm, 12:30:15. */
function clockTimes(text: string): string {
  return text
    .replace(/(?<![\d:.])(\d{1,2}):(\d{2})(?::(\d{2}))?(?!\d|:\d)(?:\s*([ap])\.?\s?m\b\.?)?/gi, (found, h: string, m: string, s: string | undefined, half: string | undefined) => {
      if (Number(h) > 24 || Number(m) > 59 || Number(s ?? 0) > 59) return found;
      const suffix = half === undefined ? '' : ` ${half.toUpperCase()} M${/\.$/.test(found) && found.length > 0 && !/[ap]\.\s?m\.$/i.test(found) ? '.' : ''}`;
      const seconds = s === undefined ? '' : ` and ${cardinal(String(Number(s)))} seconds`;
      const minutes = Number(m) === 0 ? (half === undefined && s === undefined ? (Number(h) >= 1 && Number(h) <= 12 ? "o'clock" : 'hundred') : '') : Number(m) < 10 ? `oh ${cardinal(String(Number(m)))}` : cardinal(m);
      return `${cardinal(String(Number(h)))} ${minutes}`.trim() + seconds + suffix;
    })
    .replace(/\b(\d{1,2})\s*([ap])(?:m\b|\.\s?m\b\.?)/gi, (found, h: string, half: string) => (Number(h) <= 12 ? `${cardinal(h)} ${half.toUpperCase()} M` : found));
}

/** 1990s, '90s, 80s. */
function decades(text: string): string {
  return text.replace(/(?<![\d.,$€£])['’]?(\d{4}|\d0)['’]?s\b/g, (found, digits: string) => (digits.endsWith('0') ? decade(digits) : found));
}

/** Four digits that stand for a year: 1900 to 2099 anywhere, 1100 to 1899 where the words around say so. */
function years(text: string): string {
  const around = /\b(?:in|since|by|from|until|till|of|year|during|before|after|around|circa|early|late|mid|and|to|spring|summer|autumn|fall|winter)\s+$/i;
  return text
    .replace(/(?<![\d.,$€£¥#:/-])(1[1-9]\d{2}|20\d{2})\s*[-–—]\s*(1[1-9]\d{2}|20\d{2})(?![\d,:/]|\.\d)/g, (_, from: string, to: string) => `${year(from)} to ${year(to)}`)
    .replace(/(?<![\d.,$€£¥#:/\w+-])(1[1-9]\d{2}|20\d{2})(?![\d:/%°\w-]|[.,]\d|\s*(?:km|kg|m|cm|mm|g|mg|ml|l|mb|gb|tb|kb|hz|khz|mhz|ghz|w|kw|v|ms|s|ft|lb|lbs|mi|miles|meters|metres|people|dollars|euros|pounds|percent|calories|steps|times|words|points|votes)\b)/gi, (found, digits: string, offset: number) => {
      if (Number(digits) >= 1900) return year(digits);
      return around.test(text.slice(Math.max(0, offset - 12), offset)) && !/^\s+[a-z]+s\b/.test(text.slice(offset + 4, offset + 24)) ? year(digits) : found;
    });
}
