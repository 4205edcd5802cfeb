import { dateIn } from '../../goal/index.js';

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
