import { factKindOf, factsOfKind, type FactKind } from './asked-facts.js';
import { countNegations } from './grounding/polarity.js';
import { lettersOf } from './grounding/source.js';
import { findAddresses, findProperNames } from './names.js';
import { findQuantities, sameQuantity } from './quantities.js';
import type { Span } from './question-kinds.js';
import { LEANING } from './salience.js';
import { cellsOf, isRow, splitSentences, tableStarts } from './sentences.js';
import { contentStems, stemOf } from './stems.js';

/** Words that take something back, beside negations. */
const TAKEN_BACK = /\b(?:instead of|rather than|closed|cancelled|canceled|postponed|moved|used to|formerly|previously|former|outdated|wrongly|by mistake)\b/i;
const CLAUSES = /(?<!\d),|,(?!\d)|[;()|]|\s(?=(?:so|but|and|because|while)\s)/;

/** A value that was taken out of a text, and what it is said to be. */
export interface Field {
  readonly name: string;
  readonly value: string;
}

/** in place: its source has it beside what it is said to be, and nothing else of its kind as near; open: nobody can tell by words; elsewhere: another value stands there; absent: the source does not have it. */
export type FieldPlace = { readonly place: 'in place' } | { readonly place: 'open'; readonly why: string } | { readonly place: 'elsewhere'; readonly rival: string; readonly sentence: string } | { readonly place: 'absent' };

/** Kinds of values of which a text may hold rivals. */
type ValueKind = FactKind | 'address' | 'name';

/** Words of a field's name that say of what kind its value is, not what it belongs to. */
const GENERAL = new Set('number name date day time amount sum value price cost list'.split(' ').map((word) => stemOf(word)));
const PARTS = /(?<!\d),|,(?!\d)|[;()]/g;
/** What stands between values of a list. */
const BETWEEN = /^(?:\s|,|;|\/|and|or|&)*$/i;
/** A name for a line of a form: all that stands behind it belongs to it. */
const LABEL = /^[^:]{1,60}:\s/;
/** A value of which the source has less than this share of the words is not of it. */
const HELD_WORDS = 0.5;

/** A value of a kind in a sentence of the source, and how many of the field's words belong to it there. */
interface Candidate extends Span {
  readonly sentence: string;
  readonly owned: ReadonlySet<string>;
}

/**
 * Looks up where the value of a field stands in its source: whether the words of the field's name belong to it there, and to no other
 * value of its kind. `others`: further values of the same list, which are no rivals.
 */
export function placeOfField(field: Field, source: string, others: readonly string[] = []): FieldPlace {
  const found = findPlace(field, source, others);
  const denial = found.place === 'in place' ? denialOf(field, source) : undefined;
  return denial === undefined ? found : { place: 'open', why: `The source takes "${field.value}" back: "${denial}".` };
}

/** The part of a source that denies a value or takes it back in words that the field's own name does not have: what holds then, no program and no small reader can be trusted to tell. */
export function denialOf({ name, value }: Field, source: string): string | undefined {
  const asked = new Set(allStems(name));
  return splitSentences(source).filter((sentence) => holds(sentence, value)).flatMap((sentence) => sentence.split(CLAUSES)).map((part) => part.trim()).find((part) => {
    if (!holds(part, value)) return false;
    const word = TAKEN_BACK.exec(part)?.[0];
    return word === undefined ? countNegations(part) % 2 !== 0 && countNegations(name) === 0 : !allStems(word).some((stem) => asked.has(stem));
  });
}

function findPlace({ name, value }: Field, source: string, others: readonly string[]): FieldPlace {
  const sentences = splitSentences(source);
  const holding = sentences.filter((sentence) => holds(sentence, value));
  if (holding.length === 0) return isPartlyHeld(value, sentences) ? { place: 'open', why: `The source does not have "${value}" in these words.` } : { place: 'absent' };
  const everywhere = new Set(sentences.flatMap(allStems));
  const wanted = new Set(stemsOfName(name).filter((stem) => everywhere.has(stem)));
  const kind = kindOfValue(value, name);
  if (kind === undefined) {
    const near = sentences.flatMap((sentence, index) => (holds(sentence, value) ? [new Set([...allStems(sentence), ...(LEANING.test(sentence) ? allStems(sentences[index - 1] ?? '') : [])])] : []));
    const isNamed = wanted.size > 0 && near.some((own) => [...wanted].every((stem) => own.has(stem)));
    return isNamed ? { place: 'in place' } : { place: 'open', why: `Nothing beside "${value}" says that it is "${name}".` };
  }
  const starts = tableStarts(sentences);
  const candidates = sentences.flatMap((sentence, index) => isRow(sentence) ? candidatesInRow(sentence, sentences[starts[index] ?? index] ?? '', kind, wanted) : candidatesIn(sentence, LEANING.test(sentence) ? sentences[index - 1] : undefined, kind, wanted));
  const mine = candidates.filter((one) => isSame(one.text, value));
  const rivals = candidates.filter((one) => !isSame(one.text, value) && !others.some((other) => isSame(one.text, other)));
  const best = (list: readonly Candidate[]): Candidate | undefined => list.reduce<Candidate | undefined>((top, one) => (one.owned.size > (top?.owned.size ?? -1) ? one : top), undefined);
  const [own, rival] = [best(mine)?.owned.size ?? 0, best(rivals)];
  const theirs = rival?.owned.size ?? 0;
  if (own > theirs) return { place: 'in place' };
  // The only value of the kind that is asked for by name.
  if (rivals.length === 0 && (factKindOf(name) === kind || kind === 'address' || own > 0)) return { place: 'in place' };
  // Where the source lacks half of the name's words, the other half may be about anything.
  if (rival && own === 0 && theirs === wanted.size && theirs > stemsOfName(name).length / 2) return { place: 'elsewhere', rival: rival.text, sentence: rival.sentence };
  return { place: 'open', why: rival && theirs > 0 ? `For "${name}" the source has "${rival.text}" in as good a place as "${value}".` : `Nothing beside "${value}" says that it is "${name}".` };
}

function allStems(text: string): string[] {
  return [...contentStems(text), ...(text.match(/\p{L}+/gu) ?? []).map((word) => stemOf(word))];
}

/** How many of the words that tell what a field is another name shares. */
export function sharedFieldWords(name: string, other: string): number {
  const own = new Set(stemsOfName(other));
  return stemsOfName(name).filter((stem) => own.has(stem)).length;
}

/** Stems of a field's name as programs and people write it; without those of its kind where others are left. */
function stemsOfName(name: string): string[] {
  const plain = name.replace(/[_-]/g, ' ').replace(/(\p{Ll})(\p{Lu})/gu, '$1 $2');
  const stems = [...new Set([...contentStems(plain), ...(plain.match(/\p{L}{4,}/gu) ?? []).map((word) => stemOf(word))])];
  const telling = stems.filter((stem) => !GENERAL.has(stem));
  return telling.length > 0 ? telling : stems;
}

function kindOfValue(value: string, name: string): ValueKind | undefined {
  const whole = (spans: readonly Span[]): boolean => spans.some(({ text }) => text.length >= 0.6 * value.trim().length);
  if (findAddresses(value).length > 0) return 'address';
  const asked = factKindOf(name);
  if (asked === 'telephone' || /^\+?\(?\d[\d ()/-]{5,}\d$/.test(value.trim())) return 'telephone';
  // "16:10" is a time, too.
  if (asked === 'score' && whole(factsOfKind(value, 'score'))) return 'score';
  for (const kind of ['clock', 'date', 'price'] as const) if (whole(factsOfKind(value, kind)) && (kind !== 'date' || !/^\d{1,4}$/.test(value.trim()) || asked === 'date')) return kind;
  if (whole(factsOfKind(value, 'code')) && (/\D/.test(value.trim()) || asked === 'code')) return 'code';
  if (whole(factsOfKind(value, 'amount'))) return 'amount';
  return whole(namesIn(value)) ? 'name' : undefined;
}

function namesIn(text: string): Span[] {
  const names = findProperNames(text).map(({ text: name, index }) => ({ text: name, index }));
  return names.length > 0 || !/^\p{Lu}[\p{L}'’-]+$/u.test(text.trim()) ? names : [{ text: text.trim(), index: 0 }];
}

function spansIn(sentence: string, kind: ValueKind): Span[] {
  if (kind === 'address') return findAddresses(sentence).map((text) => ({ text, index: sentence.indexOf(text) }));
  if (kind === 'name') return namesIn(sentence);
  return factsOfKind(sentence, kind);
}

/** The values of a kind in a sentence. A word of the field's name belongs to the nearest of them in its part of the sentence, and to all of one list; a label to all behind it. */
function candidatesIn(sentence: string, before: string | undefined, kind: ValueKind, wanted: ReadonlySet<string>): Candidate[] {
  const spans = spansIn(sentence, kind);
  if (spans.length === 0) return [];
  const owned = spans.map(() => new Set<string>());
  const listed = spans.map((span, index) => index > 0 && BETWEEN.test(sentence.slice((spans[index - 1]?.index ?? 0) + (spans[index - 1]?.text.length ?? 0), span.index)));
  const label = LABEL.exec(sentence)?.[0] ?? '';
  const parts = partsOf(sentence);
  for (const match of sentence.matchAll(/\p{L}+/gu)) {
    const stem = stemOf(match[0]);
    if (!wanted.has(stem)) continue;
    if (match.index < label.length) spans.forEach((span, index) => { if (span.index >= label.length) owned[index]?.add(stem); });
    const nearest = nearestOf(parts, spans, match);
    owned[nearest]?.add(stem);
    // "55 chairs and 226 tables": what a value counts is its own.
    if (spans.some(({ text, index }) => match.index >= index && match.index < index + text.length)) continue;
    for (let at = nearest; at > 0 && listed[at]; at -= 1) owned[at - 1]?.add(stem);
    for (let at = nearest + 1; at < spans.length && listed[at]; at += 1) owned[at]?.add(stem);
  }
  // What the sentence does not say itself it may lean on the one before for.
  for (const stem of allStems(before ?? '')) if (wanted.has(stem) && !owned.some((own) => own.has(stem))) owned.forEach((own) => own.add(stem));
  return spans.map((span, index) => ({ ...span, sentence, owned: owned[index] ?? new Set() }));
}

/** The values of a kind in a row of a table: what no value is in it says what the row is about, and the header what the column is. A price stands there without its currency. */
function candidatesInRow(row: string, header: string, kind: ValueKind, wanted: ReadonlySet<string>): Candidate[] {
  const [cells, columns] = [cellsOf(row), row === header ? [] : cellsOf(header)];
  const valuesOf = (cell: string): Span[] => spansIn(cell, kind === 'price' ? 'amount' : kind);
  const about = cells.filter(({ text }, column) => column === 0 || valuesOf(text).length === 0).flatMap(({ text }) => allStems(text));
  return cells.flatMap(({ text }, column) => valuesOf(text).map((span) => ({ ...span, sentence: row, owned: new Set([...about, ...allStems(columns[column]?.text ?? '')].filter((stem) => wanted.has(stem))) })));
}

/** A value mostly stands behind the word that says what it is: one before it must be nearer. */
const BEHIND = 0.7;

/** In which part of a sentence each of its characters stands. */
function partsOf(sentence: string): Uint32Array {
  const parts = new Uint32Array(sentence.length + 1);
  for (const { index } of sentence.matchAll(PARTS)) parts[index + 1] = 1;
  for (let at = 1; at < parts.length; at += 1) parts[at] = (parts[at] ?? 0) + (parts[at - 1] ?? 0);
  return parts;
}

/** The span nearest to a word; one in the same part of the sentence before all others. */
function nearestOf(parts: Uint32Array, spans: readonly Span[], { index: from, 0: word }: RegExpMatchArray & { index: number }): number {
  const gapTo = ({ text, index }: Span): number => (index >= from + word.length ? BEHIND * (index - from - word.length) : Math.max(0, from - index - text.length));
  const distances = spans.map((span) => gapTo(span) + (parts[span.index] === parts[from] ? 0 : parts.length));
  return distances.reduce((best, distance, index) => (distance < (distances[best] ?? distance) ? index : best), 0);
}

/** Whether two ways to write a value give the same: by quantities where they have any, else letter by letter; a part of a name counts. */
function isSame(one: string, other: string): boolean {
  const [mine, theirs] = [findQuantities(one), findQuantities(other)];
  if (mine.length > 0 && theirs.length > 0) {
    const [fewer, more] = mine.length <= theirs.length ? [mine, theirs] : [theirs, mine];
    return fewer.every((quantity) => more.some((known) => sameQuantity(quantity, known)));
  }
  const [left, right] = [lettersOf(one), lettersOf(other)];
  return left !== '' && right !== '' && (` ${left} `.includes(` ${right} `) || ` ${right} `.includes(` ${left} `));
}

function holds(sentence: string, value: string): boolean {
  if (lettersOf(value) !== '' && ` ${lettersOf(sentence)} `.includes(` ${lettersOf(value)} `)) return true;
  const [stated, held] = [findQuantities(value), findQuantities(sentence)];
  return stated.length > 0 && stated.every((quantity) => held.some((other) => sameQuantity(quantity, other)));
}

/** Its quantities and most of its words stand somewhere in the source. */
function isPartlyHeld(value: string, sentences: readonly string[]): boolean {
  const held = sentences.flatMap((sentence) => findQuantities(sentence));
  if (!findQuantities(value).every((quantity) => held.some((other) => sameQuantity(quantity, other)))) return false;
  const everywhere = new Set(sentences.flatMap(allStems));
  const stems = contentStems(value);
  return stems.filter((stem) => everywhere.has(stem)).length >= HELD_WORDS * stems.length;
}
