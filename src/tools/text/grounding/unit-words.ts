import type { Quantity } from '../quantities.js';
import { stemOf } from '../stems.js';

/** Units that exclude each other, one a line, in the languages that grounding knows. */
const UNITS = [
  'g gram grams gramm gramme grammes gramo gramos', 'kg kilo kilos kilogram kilograms kilogramm kilogramme kilogrammes kilogramo kilogramos', 'mg milligram milligrams', 'ounce ounces oz', 'pound pounds lb lbs gbp £', 'ton tons tonne tonnes tonnen tonelada toneladas',
  'mm millimetre millimetres millimeter millimeters', 'cm centimetre centimetres centimeter centimeters zentimeter centímetro centímetros centimètre centimètres', 'm metre metres meter meters metro metros mètre mètres', 'km kilometre kilometres kilometer kilometers kilómetro kilómetros kilomètre kilomètres', 'inch inches', 'foot feet ft', 'yard yards', 'mile miles mph meile meilen',
  'millisecond milliseconds ms', 'second seconds sec sekunde sekunden seconde secondes segundo segundos', 'minute minutes min minuten minuto minutos', 'hour hours stunde stunden heure heures hora horas', 'day days tag tage tagen jour jours día días', 'week weeks woche wochen semaine semaines semana semanas', 'month months monat monate monaten mois mes meses', 'year years jahr jahre jahren an ans année années año años',
  'euro euros eur €', 'dollar dollars usd $', 'yen jpy ¥', 'percent % prozent', 'franc francs franken chf', 'cent cents', 'litre litres liter liters litro litros', 'ml millilitre millilitres milliliter milliliters', 'degree degrees grad degré degrés grado grados °', 'watt watts w', 'kilowatt kilowatts kw', 'megabyte megabytes mb', 'gigabyte gigabytes gb',
];
/** The first name of a unit by each of its names, in lower case. */
export const CANONICAL: ReadonlyMap<string, string> = new Map(UNITS.flatMap((line) => line.split(' ').map((word) => [word, line.split(' ')[0] ?? ''] as const)));

/** The unit right behind a quantity (or the sign right before it), by its first name; undefined where there is none that is known. */
export function unitAt(text: string, { kind, index, text: written }: Quantity): string | undefined {
  if (kind === 'percent') return CANONICAL.get('%');
  const sign = /(?:[€$£¥]|\b(?:EUR|USD|GBP|JPY|CHF))\s?$/.exec(text.slice(Math.max(0, index - 5), index))?.[0].trim().toLowerCase();
  if (sign !== undefined) return CANONICAL.get(sign);
  const behind = text.slice(index + written.length, index + written.length + 40);
  const word = /^[\s-]?(?:(?:thousand|million|billion|mille|millions?|millones|tausend|millionen)\s(?:de\s)?)?([\p{L}€$£¥°]+)/u.exec(behind)?.[1]?.toLowerCase();
  return word === undefined ? undefined : CANONICAL.get(word);
}

/** Stems of the words of a text that write the unit of one of its quantities. */
export function unitStemsOf(text: string, quantity: Quantity, language: string): ReadonlySet<string> {
  const unit = unitAt(text, quantity);
  const words = unit === undefined ? [] : (text.match(/\p{L}+/gu) ?? []).filter((word) => CANONICAL.get(word.toLowerCase()) === unit);
  return new Set(words.map((word) => stemOf(word, language)));
}
