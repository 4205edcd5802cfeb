import { cardinal, counted, decimal, digitByDigit, ordinal, written } from './number-names.js';

const DENOMINATORS: Readonly<Record<string, readonly [string, string]>> = { '2': ['half', 'halves'], '3': ['third', 'thirds'], '4': ['quarter', 'quarters'], '5': ['fifth', 'fifths'], '6': ['sixth', 'sixths'], '8': ['eighth', 'eighths'], '10': ['tenth', 'tenths'], '16': ['sixteenth', 'sixteenths'] };

/** Telephone numbers and addresses of machines, which are read digit by digit and group by group; before dates and ranges are looked for. */
export function spokenDigitStrings(text: string): string {
  const groups = (found: string): string => ` ${(found.match(/\d+/g) ?? []).map(digitByDigit).join(', ')}`;
  return text
    .replace(/\bv(?:ersion\s)?\.?\s?(\d+(?:\.\d+)+)\b/gi, (_, number: string) => `version ${number.split('.').map(cardinal).join(' point ')}`)
    .replace(/(?<=\bZIP(?: code)?:?\s|\bzip code:?\s|\b[A-Z]{2}\s)\d{5}\b/g, digitByDigit)
    .replace(/\b(\d{1,3})\.(\d{1,3})\.(\d{1,3})\.(\d{1,3})\b/g, (_, ...parts: string[]) => parts.slice(0, 4).map((part) => (part.length === 3 ? digitByDigit(part) : cardinal(part))).join(' dot '))
    .replace(/(?<![\w.,$€£-])\+\d{1,3}(?:[\s.()-]{1,2}\d{1,5}){2,6}(?![\d,])/g, (found) => ` plus${groups(found)}`)
    .replace(/(?<![\w.,$€£-])\+\d{8,15}\b/g, (found) => ` plus ${digitByDigit(found)}`)
    .replace(/(?<![\w.,$€£/-])(?:\d[\s.-])?\(?\d{3}\)?[\s.-]\d{3}[\s.-]\d{4}(?![\w,-])/g, groups)
    .replace(/(?<![\w.,$€£/-])\d{3}-\d{4}(?![\w-])/g, groups)
    .replace(/(?<![\w.,$€£/-])\d{3}-\d{2}-\d{4}(?![\w-])/g, groups);
}

/** Fractions, and the pairs of numbers with a stroke that have a name of their own. */
export function spokenFractions(text: string): string {
  return text
    .replace(/\b24\/7\b/g, 'twenty-four seven')
    .replace(/\b9\/11\b/g, 'nine eleven')
    .replace(/(?<![\d/.])(?:(\d+)\s+)?(\d{1,2})\s?[/⁄]\s?(\d{1,2})(?![\d/]|\.\d)/g, (found, whole: string | undefined, top: string, bottom: string) => fraction(whole, top, bottom) ?? found);
}

/** Every number that is still written in digits. The result holds no digit. */
export function spokenNumbers(text: string): string {
  return text
    .replace(/(?<![\d.])\d+(?:\.\d+){2,}(?![\d.])/g, (number) => number.split('.').map(cardinal).join(' point '))
    .replace(/\b(\d{1,3}(?:,\d{3})+|\d+)(st|nd|rd|th)\b/gi, (_, number: string) => ordinal(number.replaceAll(',', '')))
    .replace(/(?<![\w.,])[-−](?=\.?\d)/g, 'minus ')
    .replace(/\d{1,3}(?:,\d{3})+(?:\.\d+)?(?![\d,]*\d)/g, (number) => ` ${written(number)} `)
    .replace(/(\d*)\.(\d+)/g, (_, whole: string, digits: string) => ` ${decimal(whole, digits)} `)
    .replace(/\d+/g, (digits) => ` ${cardinal(digits)} `);
}

function fraction(whole: string | undefined, top: string, bottom: string): string | undefined {
  const names = DENOMINATORS[bottom];
  if (!names || Number(top) >= Number(bottom) || Number(top) === 0) return undefined;
  const spoken = Number(top) === 1 && whole !== undefined ? `a ${names[0]}` : counted(top, names[0], names[1]);
  return whole === undefined ? spoken : `${cardinal(whole)} and ${spoken}`;
}
