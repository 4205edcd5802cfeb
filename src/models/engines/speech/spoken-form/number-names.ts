import numberToWords from 'number-to-words';

const DIGITS = ['zero', 'one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine'] as const;
/** Above this, digits are read one by one. */
const LARGEST = 999_999_999_999_999;

/** `1234` → `one thousand two hundred thirty-four`. `digits` holds only 0-9; leading zeros and very long numbers are read digit by digit. */
export function cardinal(digits: string): string {
  const value = Number(digits);
  if ((digits.length > 1 && digits.startsWith('0')) || value > LARGEST) return digitByDigit(digits);
  return numberToWords.toWords(value).replaceAll(',', '');
}

/** `21` → `twenty-first`. */
export function ordinal(digits: string): string {
  const value = Number(digits);
  return value > LARGEST ? digitByDigit(digits) : numberToWords.toWordsOrdinal(value).replaceAll(',', '');
}

/** `505` → `five zero five`. Everything that is no digit is dropped. */
export function digitByDigit(digits: string): string {
  return Array.from(digits).flatMap((digit) => DIGITS[Number(digit)] ?? []).join(' ');
}

/** `3.14` → `three point one four`; `.5` → `zero point five`. */
export function decimal(whole: string, fraction: string): string {
  return `${cardinal(whole === '' ? '0' : whole)} point ${digitByDigit(fraction)}`;
}

/** A number as written, with thousands commas and a decimal part: `1,234.5`. */
export function written(number: string): string {
  const [whole = '', fraction] = number.replaceAll(',', '').split('.');
  return fraction === undefined || fraction === '' ? cardinal(whole) : decimal(whole, fraction);
}

/** A year as people say it: `1999` nineteen ninety-nine, `1905` nineteen oh five, `2005` two thousand five, `1900` nineteen hundred. */
export function year(digits: string): string {
  const value = Number(digits);
  if (digits.length !== 4 || (value >= 2000 && value <= 2009) || value % 1000 === 0) return cardinal(String(value));
  const century = cardinal(digits.slice(0, 2));
  const rest = Number(digits.slice(2));
  if (rest === 0) return `${century} hundred`;
  return `${century} ${rest < 10 ? `oh ${cardinal(String(rest))}` : cardinal(String(rest))}`;
}

/** `1990` → `nineteen nineties`, `80` → `eighties`, `2000` → `two thousands`. */
export function decade(digits: string): string {
  const words = digits.length === 4 ? year(digits) : cardinal(digits);
  return words.endsWith('y') ? `${words.slice(0, -1)}ies` : `${words}s`;
}

/** `one dollar`, `two dollars`. */
export function counted(number: string, singular: string, plural: string): string {
  return `${written(number)} ${Number(number.replaceAll(',', '')) === 1 ? singular : plural}`;
}

/** Value of a Roman numeral; `undefined` when it is none in standard form. */
export function romanValue(text: string): number | undefined {
  if (!/^M{0,3}(CM|CD|D?C{0,3})(XC|XL|L?X{0,3})(IX|IV|V?I{0,3})$/.test(text) || text === '') return undefined;
  const values: Readonly<Record<string, number>> = { I: 1, V: 5, X: 10, L: 50, C: 100, D: 500, M: 1000 };
  return Array.from(text).reduce((sum, letter, index) => {
    const value = values[letter] ?? 0;
    return sum + (value < (values[text[index + 1] ?? ''] ?? 0) ? -value : value);
  }, 0);
}
