import { sameQuantity } from '../quantities.js';
import { isStopWord, stemOf } from '../stems.js';
import { normalizeText, splitWords } from '../words.js';
import type { Source, Unit } from './source.js';
import { unitStemsOf } from './unit-words.js';

/** A word in a clause. */
interface Token {
  readonly word: string;
  readonly stem: string;
  readonly content: boolean;
}

/** A thing that a claim names where the source names another one: "the library is closed" for "the reading room is closed". */
export interface ReplacedThing {
  /** What the claim says. */
  readonly item: string;
  /** What the source says in its place. */
  readonly instead: string;
  /** The clause of the source. */
  readonly source: string;
  /** Whether the source knows the claim's thing, too, and says something else of it. */
  readonly known: boolean;
}

/** Most words of a thing's name. */
const LONGEST = 3;
/** Words around a thing that must agree, one of them with content. */
const CONTEXT = 2;

/** Words that may stand for nearly anything that was named before. */
const GENERIC = new Set(
  'building place facility centre center company firm business shop store house home person people man woman men women boy girl child children member members worker workers visitor visitors guest guests customer customers user users resident residents driver drivers thing item items product products object event team group organisation organization author writer speaker researcher researchers scientist scientists official officials authority authorities service services area region site venue location town city village country road way route work works project plan paper study report article text document letter notice system device machine tool vehicle part parts one ones other others rest whole everyone everybody someone mother father son daughter husband wife brother sister couple pair animal plant number amount total price cost fee time day date'
    .split(' ').map((word) => stemOf(word)),
);

/**
 * Finds a thing of a claim that stands in the words around another thing of the source. Things that share a word, words
 * for anything, names and numbers (checked elsewhere) are left out, and so is what the source says of both.
 */
export function findReplacedThing(claim: Unit, source: Source): ReplacedThing | undefined {
  const own = tokensOf(claim.text, source.language);
  const units = new Set(claim.quantities.flatMap((quantity) => [...unitStemsOf(claim.text, quantity, source.language)]));
  for (const unit of source.clauses) {
    const theirs = tokensOf(unit.text, source.language);
    for (const pair of sameSlots(own, theirs)) {
      const mine = own.slice(pair.from, pair.to);
      const other = theirs.slice(pair.otherFrom, pair.otherTo);
      // Units are compared with units, elsewhere.
      if (mine.every(({ stem }) => units.has(stem)) || !areDifferentThings(mine, other, claim, unit)) continue;
      if (source.clauses.some((clause) => clause !== unit && says(clause, mine, claim, own, source))) continue;
      const known = mine.every(({ stem }) => source.stems.has(stem));
      if (pair.loose && !known) continue;
      return { item: textOf(mine), instead: textOf(other), source: unit.text, known };
    }
  }
  return undefined;
}

function tokensOf(text: string, language: string): Token[] {
  return splitWords(normalizeText(text), language).map((word) => ({ word, stem: stemOf(word, language), content: /\p{L}/u.test(word) && !isStopWord(word, language) && word.length > 1 }));
}

interface SlotPair {
  readonly from: number;
  readonly to: number;
  readonly otherFrom: number;
  readonly otherTo: number;
  /** Only the words before agree, and the source goes on behind its thing: enough for a thing that the source knows. */
  readonly loose: boolean;
}

/** Runs of content words with the same words behind them, or with the same words before them at the end of both clauses. */
function* sameSlots(own: readonly Token[], theirs: readonly Token[]): Generator<SlotPair> {
  for (const mine of runsOf(own)) {
    for (const other of runsOf(theirs)) {
      const pair = { from: mine.from, to: mine.to, otherFrom: other.from, otherTo: other.to, loose: false };
      const behind = agreement(own.slice(mine.to), theirs.slice(other.to));
      const before = agreement(own.slice(0, mine.from).reverse(), theirs.slice(0, other.from).reverse());
      const bothEnd = mine.to === own.length && other.to === theirs.length;
      if (behind.content && (behind.count >= CONTEXT || (mine.to + behind.count === own.length && other.to + behind.count === theirs.length)) && isStart(own, mine.from) && isStart(theirs, other.from)) yield pair;
      else if (bothEnd && before.content && before.count >= CONTEXT && isStart(own, mine.from) && isStart(theirs, other.from)) yield pair;
      else if (mine.to === own.length && theirs[other.to]?.content === false && before.content && before.count >= CONTEXT) yield { ...pair, loose: true };
    }
  }
}

function runsOf(tokens: readonly Token[]): { from: number; to: number }[] {
  return tokens.flatMap((_, from) => Array.from({ length: LONGEST }, (__, size) => ({ from, to: from + size + 1 })).filter(({ to }) => to <= tokens.length && tokens.slice(from, to).every(({ content }) => content)));
}

/** Verbs that stand before what is said of a thing ("is available"), not before a thing. */
const VERBS = new Set(
  'is are was were be been being am get gets got become becomes became will would can could may might must shall should has have had do does did not ist sind war waren wird werden wurde wurden sein hat haben hatte kann können muss müssen nicht est sont était étaient a ont avait été sera peut doit pas es son está están era eran fue fueron ha han había ser puede debe no'.split(' '),
);

/** The name of a thing starts behind a function word that is no verb, behind a number, or at the start of the clause. */
function isStart(tokens: readonly Token[], index: number): boolean {
  const before = tokens[index - 1];
  return before === undefined || (!before.content && !VERBS.has(before.word));
}

function agreement(mine: readonly Token[], theirs: readonly Token[]): { count: number; content: boolean } {
  let count = 0;
  while (count < Math.min(mine.length, theirs.length) && mine[count]?.stem === theirs[count]?.stem) count += 1;
  return { count, content: mine.slice(0, count).some(({ content }) => content) };
}

function areDifferentThings(mine: readonly Token[], other: readonly Token[], claim: Unit, unit: Unit): boolean {
  if (mine.some(({ word }) => claim.names.has(word)) || other.some(({ word }) => unit.names.has(word))) return false;
  if (mine.some(({ stem }) => unit.stems.has(stem) || GENERIC.has(stem)) || other.some(({ stem }) => GENERIC.has(stem))) return false;
  return !mine.some(({ stem }) => other.some((one) => one.stem === stem));
}

/** Whether a clause speaks of the thing in the words of the claim. */
function says(clause: Unit, mine: readonly Token[], claim: Unit, tokens: readonly Token[], source: Source): boolean {
  if (!mine.every(({ stem }) => clause.stems.has(stem))) return false;
  // "The pool opens at 9 and the sauna at 10": what is left out the second time stands before.
  if (claim.quantities.length > 0 && claim.quantities.every((quantity) => clause.quantities.some((other) => sameQuantity(quantity, other)))) return true;
  const rest = tokens.filter(({ content, stem }) => content && !mine.some((one) => one.stem === stem)).map(({ stem }) => stem);
  const around = new Set([-1, 0, 1].flatMap((step) => [...(source.sentences[clause.sentence + step]?.stems ?? [])]));
  return rest.length === 0 || rest.filter((stem) => clause.stems.has(stem) || (around.has(stem) && rest.length > 2)).length / rest.length >= 0.7;
}

function textOf(tokens: readonly Token[]): string {
  return tokens.map(({ word }) => word).join(' ');
}
