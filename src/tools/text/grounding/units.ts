import { findQuantities, sameQuantity, type Quantity } from '../quantities.js';
import { isStopWord, stemOf } from '../stems.js';
import type { Source, Unit } from './source.js';
import { CANONICAL, unitAt } from './unit-words.js';

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
