/** A date or a time that a goal names, in its parts. */
export interface DateParts { readonly year: number; readonly month: number; readonly day: number }

export const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];

export function dateIn(text: string): DateParts | undefined {
  const iso = /^(\d{4})-(\d{1,2})-(\d{1,2})$/.exec(text.trim());
  if (iso) return { year: Number(iso[1]), month: Number(iso[2]), day: Number(iso[3]) };
  const slashed = /^(\d{1,2})\/(\d{1,2})\/(\d{4})$/.exec(text.trim());
  // 25/12/2024 can be read one way only; otherwise month first, as the browser's own fields in English have it.
  if (slashed) return Number(slashed[1]) > 12 ? { year: Number(slashed[3]), month: Number(slashed[2]), day: Number(slashed[1]) } : { year: Number(slashed[3]), month: Number(slashed[1]), day: Number(slashed[2]) };
  const words = /^(?:(\d{1,2})(?:st|nd|rd|th)?\s+)?([A-Za-z]{3,9})\.?\s+(?:(\d{1,2})(?:st|nd|rd|th)?,?\s+)?(\d{4})$/.exec(text.trim());
  const month = words ? MONTHS.indexOf((words[2] ?? '').slice(0, 3).toLowerCase()) + 1 : 0;
  const day = Number(words?.[1] ?? words?.[3]);
  return words && month > 0 && day > 0 ? { year: Number(words[4]), month, day } : undefined;
}

/**
 * A date or time in the form that an empty field shows ("mm/dd/yyyy", "dd.mm.yyyy", "--:-- --"); any other text, and any
 * other field, leaves it as it is.
 */
export function asFieldWants(text: string, shown: string): string {
  const form = /\b(m{1,2}|d{1,2}|y{2,4})([-/. ]+)(m{1,2}|d{1,2}|y{2,4})[-/. ]+(m{1,2}|d{1,2}|y{2,4})\b/i.exec(shown);
  const date = form ? dateIn(text) : undefined;
  if (form && date) {
    const two = (value: number): string => String(value).padStart(2, '0');
    return [form[1], form[3], form[4]].map((unit = '') => (/^m/i.test(unit) ? two(date.month) : /^d/i.test(unit) ? two(date.day) : String(date.year))).join((form[2] ?? '/').trim() || '/');
  }
  const time = /[-–—]{1,2}\s*:\s*[-–—]{1,2}/.test(shown) ? /^(\d{1,2}):(\d{2})\s*(am|pm)?$/i.exec(text.trim()) : null;
  return time ? `${(time[1] ?? '').padStart(2, '0')}${time[2] ?? ''}${(time[3] ?? '').toUpperCase()}` : text;
}
