import numberToWords from 'number-to-words';
import type { Random } from '../random.js';

/** What kind of defect a wrong value in a slot makes. */
export type SlotDefect = 'wrong number' | 'wrong name' | 'wrong date' | 'wrong time' | 'wrong thing' | 'wrong unit' | 'turned meaning';

/** A place in a template: how its value is drawn, and a value that makes a text wrong. */
export interface Slot {
  readonly defect: SlotDefect;
  /** Wordings of one and the same value; the first one stands in the source. */
  draw(random: Random): readonly string[];
  wrong(random: Random, value: string): string;
}

function otherThan(draw: (random: Random) => string): Slot['wrong'] {
  return (random, value) => {
    for (let tries = 0; tries < 50; tries += 1) {
      const other = draw(random);
      if (other !== value) return other;
    }
    throw new RangeError(`There is no other value than ${value}.`);
  };
}

function drawn(defect: SlotDefect, draw: (random: Random) => string): Slot {
  return { defect, draw: (random) => [draw(random)], wrong: otherThan(draw) };
}

const digits = (value: number): string => value.toLocaleString('en-US');

/** A whole number, with commas in thousands; up to twenty also as a word. */
export function number(low: number, high: number): Slot {
  const draw = (random: Random): string => digits(random.integer(low, high));
  return { defect: 'wrong number', draw: (random) => { const value = draw(random); const plain = Number(value.replace(/,/g, '')); return plain <= 20 ? [value, numberToWords.toWords(plain)] : [value]; }, wrong: otherThan(draw) };
}

/** A number with one decimal. */
export const decimal = (low: number, high: number): Slot => drawn('wrong number', (random) => (random.integer(low * 10, high * 10) / 10).toFixed(1));

/** A number without commas, for languages that write them otherwise. */
export const plainNumber = (low: number, high: number): Slot => drawn('wrong number', (random) => String(random.integer(low, high)));

const MONTHS: Readonly<Record<string, readonly string[]>> = {
  en: ['January', 'February', 'March', 'April', 'May', 'June', 'July', 'August', 'September', 'October', 'November', 'December'],
  de: ['Januar', 'Februar', 'März', 'April', 'Mai', 'Juni', 'Juli', 'August', 'September', 'Oktober', 'November', 'Dezember'],
  fr: ['janvier', 'février', 'mars', 'avril', 'mai', 'juin', 'juillet', 'août', 'septembre', 'octobre', 'novembre', 'décembre'],
  es: ['enero', 'febrero', 'marzo', 'abril', 'mayo', 'junio', 'julio', 'agosto', 'septiembre', 'octubre', 'noviembre', 'diciembre'],
};

/** Day and month in a language: `14 March`, `14. März`, `14 mars`, `14 de marzo`. */
export function dayIn(language: string, day: number, month: number): string {
  const name = MONTHS[language]?.[month] ?? '';
  return language === 'de' ? `${day}. ${name}` : language === 'es' ? `${day} de ${name}` : `${day} ${name}`;
}

export const date = (language = 'en'): Slot => drawn('wrong date', (random) => dayIn(language, random.integer(2, 28), random.integer(0, 11)));
export const year = (low: number, high: number): Slot => drawn('wrong date', (random) => String(random.integer(low, high)));
export const weekday = (): Slot => drawn('wrong date', (random) => random.pick(['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday']));

/** A time of day, `9:30 am` or `14:15`. */
export function time(): Slot {
  return drawn('wrong time', (random) => `${random.integer(1, 12)}:${random.pick(['00', '15', '30', '45'])} ${random.pick(['am', 'pm'])}`);
}
export const time24 = (): Slot => drawn('wrong time', (random) => `${random.integer(7, 22)}:${random.pick(['00', '15', '30', '45'])}`);

const FIRST = 'Anna Bashir Clara Dmitri Elena Farid Greta Hugo Ines Jonas Katya Liam Marta Nadia Omar Petra Quentin Rosa Stefan Tessa Umar Vera Walter Yusuf Zoe'.split(' ');
const LAST = 'Abbott Brandt Castillo Dreyer Eklund Farrow Gallagher Hoffman Ibarra Jansen Kowalski Lindqvist Moreau Nakamura Okafor Pereira Quinn Rossi Sandoval Thornton Ueda Vasquez Whitaker Yilmaz Zeller'.split(' ');
const TOWNS = 'Ashford Brimfield Calder Dunmore Easthaven Fairwater Granton Hollowell Ironbridge Kirkdale Langford Merriton Norcross Oakham Penrose Ravenna Silverton Tilbury Underwood Westbury'.split(' ');

/** First and last name; the last name alone is another way to say it. */
export const person = (): Slot => ({ ...drawn('wrong name', (random) => `${random.pick(FIRST)} ${random.pick(LAST)}`), draw: (random) => { const last = random.pick(LAST); return [`${random.pick(FIRST)} ${last}`]; } });
export const firstName = (): Slot => drawn('wrong name', (random) => random.pick(FIRST));
export const town = (): Slot => drawn('wrong name', (random) => random.pick(TOWNS));

/** One of several names or things; another one of them makes the text wrong. */
export const one = (defect: SlotDefect, ...options: string[]): Slot => drawn(defect, (random) => random.pick(options));

/** One side of a pair of opposites, each in several wordings; the other side makes the text wrong. */
export function either(values: readonly string[], opposites: readonly string[]): Slot {
  return { defect: 'turned meaning', draw: () => values, wrong: (random) => random.pick(opposites) };
}
