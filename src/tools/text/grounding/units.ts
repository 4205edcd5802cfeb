import { findQuantities, sameQuantity, type Quantity } from '../quantities.js';
import { isStopWord, stemOf } from '../stems.js';
import type { Source, Unit } from './source.js';

/** Units that exclude each other, one a line, in the languages that grounding knows. */
const UNITS = [
  'g gram grams gramm gramme grammes gramo gramos', 'kg kilo kilos kilogram kilograms kilogramm kilogramme kilogrammes kilogramo kilogramos', 'mg milligram milligrams', 'ounce ounces oz', 'pound pounds lb lbs gbp £', 'ton tons tonne tonnes tonnen tonelada toneladas',
  'mm millimetre millimetres millimeter millimeters', 'cm centimetre centimetres centimeter centimeters zentimeter centímetro centímetros centimètre centimètres', 'm metre metres meter meters metro metros mètre mètres', 'km kilometre kilometres kilometer kilometers kilómetro kilómetros kilomètre kilomètres', 'inch inches', 'foot feet ft', 'yard yards', 'mile miles mph meile meilen',
  'millisecond milliseconds ms', 'second seconds sec sekunde sekunden seconde secondes segundo segundos', 'minute minutes min minuten minuto minutos', 'hour hours stunde stunden heure heures hora horas', 'day days tag tage tagen jour jours día días', 'week weeks woche wochen semaine semaines semana semanas', 'month months monat monate monaten mois mes meses', 'year years jahr jahre jahren an ans année années año años',
  'euro euros eur €', 'dollar dollars usd $', 'yen jpy ¥', 'percent % prozent', 'franc francs franken chf', 'cent cents', 'litre litres liter liters litro litros', 'ml millilitre millilitres milliliter milliliters', 'degree degrees grad degré degrés grado grados °', 'watt watts w', 'kilowatt kilowatts kw', 'megabyte megabytes mb', 'gigabyte gigabytes gb',
];
const CANONICAL: ReadonlyMap<string, string> = new Map(UNITS.flatMap((line) => line.split(' ').map((word) => [word, line.split(' ')[0] ?? ''] as const)));

/** The unit right behind a quantity (or the sign right before it), by its first name; undefined where there is none that is known. */
function unitAt(text: string, { kind, index, text: written }: Quantity): string | undefined {
  if (kind === 'percent') return CANONICAL.get('%');
  const sign = /(?:[€$£¥]|\b(?:EUR|USD|GBP|JPY|CHF))\s?$/.exec(text.slice(Math.max(0, index - 5), index))?.[0].trim().toLowerCase();
  if (sign !== undefined) return CANONICAL.get(sign);
  const behind = text.slice(index + written.length, index + written.length + 40);
  const word = /^[\s-]?(?:(?:thousand|million|billion|mille|millions?|millones|tausend|millionen)\s(?:de\s)?)?([\p{L}€$£¥°]+)/u.exec(behind)?.[1]?.toLowerCase();
  return word === undefined ? undefined : CANONICAL.get(word);
}

/** A number that the source has with other units only: "250 ounces" for "250 grams". */
export function findWrongUnit(claim: Unit, source: Source): { readonly item: string; readonly source: string } | undefined {
  for (const quantity of claim.quantities.filter(({ kind }) => kind === 'number' || kind === 'percent')) {
    const unit = unitAt(claim.text, quantity);
    if (unit === undefined) continue;
    const same = source.sentences.flatMap((sentence) => sentence.quantities.filter((other) => sameQuantity(quantity, other)).map((other) => ({ sentence, unit: unitAt(sentence.text, other) })));
    const [first] = same;
    // Where the source leaves the unit out or gives it elsewhere, nobody can tell.
    if (first && same.every((other) => other.unit !== undefined && other.unit !== unit)) return { item: `${quantity.text} ${unit}`, source: first.sentence.text };
  }
  return undefined;
}

/** A unit that a text gives its numbers and that neither its source nor the question names in any way: "22 kilograms" for a bare 22 of a table. */
export function findUntoldUnit(text: string, source: string, question: string): string | undefined {
  const told = new Set(`${source}\n${question}`.toLowerCase().match(/\p{L}+|[€$£¥°%]/gu)?.flatMap((word) => CANONICAL.get(word) ?? []));
  // "10kg", "5h": signs that are written onto their number.
  for (const quantity of findQuantities(source)) told.add(unitAt(source, quantity) ?? '');
  const units = findQuantities(text).flatMap((quantity) => unitAt(text, quantity) ?? []);
  return units.find((unit) => !told.has(unit));
}

/** The unit or the word of content right behind a quantity, as a stem. */
function countedAt(text: string, quantity: Quantity, language: string): string | undefined {
  const { index, text: written } = quantity;
  const unit = unitAt(text, quantity);
  if (unit !== undefined) return stemOf(unit, language);
  const word = /^[\s-](\p{L}[\p{L}’'-]+)/u.exec(text.slice(index + written.length))?.[1];
  return word === undefined || isStopWord(word, language) ? undefined : stemOf(word, language);
}

/** A number that counts something else in the source, which counts this thing with another number: "90 farms" for "40 farms, 90 tonnes". */
export function findWrongCount(claim: Unit, source: Source): { readonly item: string; readonly source: string } | undefined {
  const counted = source.sentences.flatMap((sentence) => sentence.quantities.filter(({ kind }) => kind === 'number').map((quantity) => ({ sentence, quantity, thing: countedAt(sentence.text, quantity, source.language) })));
  for (const quantity of claim.quantities.filter(({ kind }) => kind === 'number')) {
    const thing = countedAt(claim.text, quantity, source.language);
    if (thing === undefined) continue;
    const same = counted.filter((other) => sameQuantity(quantity, other.quantity));
    const other = counted.find((one) => one.thing === thing && !sameQuantity(quantity, one.quantity));
    if (other && same.length > 0 && same.every((one) => one.thing !== undefined && one.thing !== thing)) return { item: `${quantity.text} ${thing}`, source: other.sentence.text };
  }
  return undefined;
}
