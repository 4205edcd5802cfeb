import { sameQuantity } from '../quantities.js';
import { isStopWord, stemOf } from '../stems.js';
import type { Source, Unit } from './source.js';
import { unitStemsOf } from './unit-words.js';

/** An item that the source holds, but says of something else. */
export interface Mismatch {
  readonly item: string;
  /** The clause of the source that speaks of the same thing, with another item. */
  readonly source: string;
}

/** Share of `wanted` that `held` covers; 1 for nothing wanted. */
export function coverage(wanted: ReadonlySet<string>, held: ReadonlySet<string>): number {
  if (wanted.size === 0) return 1;
  let hits = 0;
  for (const stem of wanted) if (held.has(stem)) hits += 1;
  return hits / wanted.size;
}

/** As `coverage`, but a word that stands in many clauses of the source counts less. */
function distinctCoverage(wanted: ReadonlySet<string>, held: ReadonlySet<string>, source: Source): number {
  let total = 0;
  let hits = 0;
  for (const stem of wanted) {
    const weight = 1 / Math.max(1, source.holders.get(stem) ?? 0);
    total += weight;
    if (held.has(stem)) hits += weight;
  }
  return total === 0 ? 1 : hits / total;
}

/** How much better another clause must fit than the ones that hold the item. */
const MARGIN = 0.4;

/** Looks for numbers and names that were taken from another statement of the source: "children pay 12" where adults do. */
export function findMismatch(claim: Unit, source: Source): Mismatch | undefined {
  for (const quantity of claim.quantities) {
    const has = (unit: Unit): boolean => unit.quantities.some((other) => sameQuantity(other, quantity));
    const rival = (unit: Unit): boolean => unit.quantities.some((other) => other.kind === quantity.kind);
    // Its own unit does not say what a number belongs to: a source may give it once with and once without.
    const unit = unitStemsOf(claim.text, quantity, source.language);
    const found = compare(new Set([...claim.stems].filter((stem) => !unit.has(stem))), has, rival, source);
    if (found) return { item: quantity.text, source: found };
  }
  for (const name of claim.names) {
    const stems = new Set([...claim.stems].filter((stem) => !name.startsWith(stem.slice(0, 5))));
    // One word alone says enough where the source has it once.
    const once = [...stems].every((stem) => source.holders.get(stem) === 1);
    const found = stems.size < (once ? 1 : 2) ? undefined : compare(stems, (unit) => unit.names.has(name) || hasWord(unit, name), (unit) => unit.names.size > 0, source);
    if (found) return { item: name, source: found };
  }
  return undefined;
}

function hasWord(unit: Unit, word: string): boolean {
  return unit.text.toLowerCase().includes(word);
}

function compare(stems: ReadonlySet<string>, has: (unit: Unit) => boolean, rival: (unit: Unit) => boolean, source: Source): string | undefined {
  if (stems.size === 0) return undefined;
  let withItem = 0;
  let best = 0;
  let text = '';
  source.clauses.forEach((clause, index) => {
    if (has(clause)) {
      withItem = Math.max(withItem, distinctCoverage(stems, neighbourhood(index, rival, source), source));
      return;
    }
    const fit = rival(clause) ? distinctCoverage(stems, clause.stems, source) : 0;
    if (fit > best) {
      best = fit;
      text = clause.text;
    }
  });
  return best >= 0.6 && best - withItem >= MARGIN ? text : undefined;
}

/** Stems of a clause and of the clauses around it that state no item of the same kind: "The fee is due in May. It is 5 euros." */
function neighbourhood(index: number, rival: (unit: Unit) => boolean, source: Source): ReadonlySet<string> {
  const stems = new Set(source.clauses[index]?.stems);
  for (const direction of [-1, 1]) {
    for (let at = index + direction; Math.abs(at - index) <= 2; at += direction) {
      const unit = source.clauses[at];
      if (!unit || rival(unit)) break;
      for (const stem of unit.stems) stems.add(stem);
    }
  }
  return stems;
}

/** True when two names stand in the other order around the same words: "Ann hired Ben" for "Ben hired Ann". */
export function namesAreSwapped(claim: Unit, source: Unit): boolean {
  const [first, second] = [...claim.names].filter((name) => hasWord(source, name));
  if (first === undefined || second === undefined || /\bby\b|\bfrom\b/.test(claim.text) !== /\bby\b|\bfrom\b/.test(source.text)) return false;
  const at = source.text.toLowerCase();
  const others = new Set([...claim.stems].filter((stem) => !first.startsWith(stem) && !second.startsWith(stem)));
  const between = claim.text.toLowerCase().slice(claim.text.toLowerCase().indexOf(first) + first.length, claim.text.toLowerCase().indexOf(second));
  return at.indexOf(first) > at.indexOf(second) && others.size > 0 && coverage(others, source.stems) >= 0.7 && /[a-z]{3,}/.test(between.replace(/\band\b|\bwith\b|\bor\b/g, ''));
}

/**
 * Finds two clauses of a claim that exchanged a word: "open for lorries, but cars had to wait" for "open for cars, but
 * lorries had to wait". Returns the sentence of the source.
 */
export function findExchange(clauses: readonly Unit[], source: Source): string | undefined {
  if (clauses.length < 2) return undefined;
  const matched = clauses.map((clause) => {
    const fits = source.clauses.map((unit) => ({ unit, fit: coverage(clause.stems, unit.stems) })).sort((a, b) => b.fit - a.fit);
    return fits[0] && fits[0].fit >= 0.5 ? { clause, unit: fits[0].unit } : undefined;
  });
  for (const [index, one] of matched.entries()) {
    for (const other of matched.slice(index + 1)) {
      if (!one || !other || one.unit === other.unit || one.unit.sentence !== other.unit.sentence) continue;
      const foreign = (mine: typeof one, theirs: typeof other): string[] => [...mine.clause.stems].filter((stem) => !mine.unit.stems.has(stem) && theirs.unit.stems.has(stem) && !theirs.clause.stems.has(stem));
      if (foreign(one, other).length > 0 && foreign(other, one).length > 0) return source.sentences[one.unit.sentence]?.text;
    }
  }
  return undefined;
}

/**
 * The name that a claim puts in the place of another: all its other words stand in a clause that begins with a name, and
 * its own first word is nowhere in the source.
 */
export function findReplacedSubject(claim: Unit, source: Source): Mismatch | undefined {
  const first = /^\p{Lu}[\p{L}’'-]+/u.exec(claim.text)?.[0];
  if (first === undefined || isStopWord(first, source.language)) return undefined;
  const stem = stemOf(first, source.language);
  if (source.stems.has(stem)) return undefined;
  const others = new Set([...claim.stems].filter((one) => one !== stem));
  if (others.size < 2) return undefined;
  for (const clause of source.clauses) {
    const [, subject, verb] = /^(?:(?:and|but|while)\s+)?(\p{Lu}[\p{L}’'-]+)\s+(\p{Ll}+)/u.exec(clause.text) ?? [];
    const named = subject !== undefined && verb !== undefined && claim.text.startsWith(`${first} ${verb} `) && !isStopWord(subject, source.language) && (/^(?:and|but|while)/.test(clause.text) || isNameElsewhere(subject));
    if (named && !claim.stems.has(stemOf(subject, source.language)) && coverage(others, clause.stems) >= 0.99) return { item: first, source: clause.text };
  }
  return undefined;
}

/** A capitalised word that starts a clause and is no plural, so that it is likely a name ("Priya will ...", not "Adults pay ..."). */
function isNameElsewhere(word: string): boolean {
  return !/(?<![ius])s$/.test(word) && !/ing$|tion$|ment$|ness$|ship$|ity$|ance$|ence$/.test(word);
}
