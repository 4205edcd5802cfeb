/** A date that a goal names, in its parts. */
export interface DateParts { readonly year: number; readonly month: number; readonly day: number }

/** A day of the week, as a piece of a pattern. */
export const WEEKDAY = '(?:mon|tues|wednes|thurs|fri|satur|sun)day';

export const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];

/** A day of the week or a month by its name, whole or in three letters. */
export const isDayOrMonth = (word: string): boolean => /^(?:mon|tue|wed|thu|fri|sat|sun|jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec|(?:mon|tues|wednes|thurs|fri|satur|sun)day|january|february|march|april|june|july|august|september|october|november|december)$/i.test(word);

const MONTH_NAME = '(?:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|Sept?(?:ember)?|Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?)\\.?';
const DAY = '\\d{1,2}(?:st|nd|rd|th)?';

/** A date in words, as it stands in running text: its comma parts nothing. */
export const DATE_IN_WORDS = new RegExp(`\\b(?:the\\s+)?(?:${DAY}\\s+(?:of\\s+)?${MONTH_NAME},?|${MONTH_NAME}\\s+(?:the\\s+)?${DAY},?)\\s+\\d{4}\\b`, 'gi');

const TO = '\\s*(?:to|until|till|through|and|-|–|—)\\s*';
const DAYS_BEFORE = new RegExp(`\\b(${DAY})(?:\\s+(?:of\\s+)?(${MONTH_NAME}))?(?:,?\\s+(\\d{4}))?(${TO})(?:the\\s+)?(${DAY}\\s+(?:of\\s+)?(${MONTH_NAME}),?\\s+(\\d{4}))\\b`, 'gi');
const DAYS_AFTER = new RegExp(`\\b(${MONTH_NAME})\\s+(${DAY})(${TO})(?:(${MONTH_NAME})\\s+)?(${DAY}),?\\s+(\\d{4})\\b`, 'gi');

/** "12 to 16 June 2026" with both dates in full: "12 June 2026 to 16 June 2026". */
export function datesApart(text: string): string {
  return text
    .replace(DAYS_BEFORE, (_whole, day: string, own: string | undefined, ownYear: string | undefined, to: string, last: string, month: string, year: string) => `${day} ${own ?? month} ${ownYear ?? year}${spaced(to)}${last}`)
    .replace(DAYS_AFTER, (_whole, month: string, day: string, to: string, other: string | undefined, last: string, year: string) => `${day} ${month} ${year}${spaced(to)}${last} ${other ?? month} ${year}`);
}

/** A dash stands for "to". */
const spaced = (to: string): string => (/\p{L}/u.test(to) ? to : ' to ');

/** The date that a text is, all of it; undefined where it is none. */
export function dateIn(text: string): DateParts | undefined {
  const bare = text.trim().replace(/^the\s+/i, '');
  const iso = /^(\d{4})-(\d{1,2})-(\d{1,2})$/.exec(bare);
  if (iso) return { year: Number(iso[1]), month: Number(iso[2]), day: Number(iso[3]) };
  const slashed = /^(\d{1,2})\/(\d{1,2})\/(\d{4})$/.exec(bare);
  // 25/12/2024 can be read one way only; otherwise month first, as the browser's own fields in English have it.
  if (slashed) return Number(slashed[1]) > 12 ? { year: Number(slashed[3]), month: Number(slashed[2]), day: Number(slashed[1]) } : { year: Number(slashed[3]), month: Number(slashed[1]), day: Number(slashed[2]) };
  const words = /^(?:(\d{1,2})(?:st|nd|rd|th)?\s+(?:of\s+)?)?([A-Za-z]{3,9})\.?,?\s*(?:(?:the\s+)?(\d{1,2})(?:st|nd|rd|th)?,?\s*)?(\d{4})$/i.exec(bare);
  const month = words ? MONTHS.indexOf((words[2] ?? '').slice(0, 3).toLowerCase()) + 1 : 0;
  const day = Number(words?.[1] ?? words?.[3]);
  return words && month > 0 && day > 0 ? { year: Number(words[4]), month, day } : undefined;
}

/** Minutes since midnight of a time of day, "9:48 PM" or "21:48"; undefined where the text is none. */
export function timeIn(text: string): number | undefined {
  const match = /^(\d{1,2}):(\d{2})\s*([ap])?\.?(?:m\.?)?$/i.exec(text.trim());
  if (!match) return undefined;
  const [hour, minute] = [Number(match[1]), Number(match[2])];
  if (hour > 23 || minute > 59 || (match[3] !== undefined && hour > 12)) return undefined;
  const half = match[3]?.toLowerCase();
  return (half === 'p' ? (hour % 12) + 12 : half === 'a' ? hour % 12 : hour) * 60 + minute;
}

/** Whether two texts are the same date or time, however they are written. */
export function sameMoment(one: string, other: string): boolean {
  const [a, b] = [dateIn(one), dateIn(other)];
  if (a && b) return a.year === b.year && a.month === b.month && a.day === b.day;
  const [c, d] = [timeIn(one), timeIn(other)];
  return c !== undefined && c === d;
}
