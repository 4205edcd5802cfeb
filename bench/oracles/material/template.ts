import type { Random } from '../random.js';
import type { Slot, SlotDefect } from './slots.js';

/** A text with slots, statements about it in other words, and pairs of slots that a careless writer would exchange. */
export interface Template {
  readonly genre: 'news' | 'instructions' | 'science' | 'invoice' | 'schedule' | 'letter' | 'report';
  readonly language: 'en' | 'de' | 'fr' | 'es';
  readonly slots: Readonly<Record<string, Slot>>;
  readonly source: string;
  /** Honest statements; slots in braces. */
  readonly claims: readonly string[];
  /** Slots whose values may be exchanged within one statement. */
  readonly swaps?: readonly (readonly [string, string])[];
  /** Phrases that may be put to a statement and that the source does not carry. */
  readonly inventions: readonly string[];
}

/** A template with its slots filled. */
export interface Filled {
  readonly template: Template;
  readonly text: string;
  readonly values: Readonly<Record<string, readonly string[]>>;
}

/** A statement that a template's source does not carry, and why. */
export interface Planted {
  readonly defect: SlotDefect | 'exchanged' | 'invented' | 'outside';
  readonly text: string;
}

/** Fills the slots of a template; no two slots get the same value. */
export function fill(template: Template, random: Random): Filled {
  const values: Record<string, readonly string[]> = {};
  const used = new Set<string>();
  for (const [name, slot] of Object.entries(template.slots)) {
    let drawn = slot.draw(random);
    for (let tries = 0; tries < 50 && used.has(drawn[0] ?? ''); tries += 1) drawn = slot.draw(random);
    values[name] = drawn;
    used.add(drawn[0] ?? '');
  }
  return { template, values, text: capitalised(put(template.source, (name) => values[name]?.[0] ?? '')) };
}

/** An honest statement, or several joined. */
export function honest(filled: Filled, random: Random, claims: readonly string[] = random.some(filled.template.claims, random.integer(1, 3))): string {
  return claims.map((claim) => worded(claim, filled, random)).join(' ');
}

function worded(claim: string, { values }: Filled, random: Random, replaced: Readonly<Record<string, string>> = {}): string {
  return capitalised(put(claim, (name) => replaced[name] ?? random.pick(values[name] ?? [''])));
}

/** A statement with one wrong value, next to honest ones at times. */
export function withWrongSlot(filled: Filled, random: Random, defect?: SlotDefect): Planted | undefined {
  const options = filled.template.claims.flatMap((claim) => slotsIn(claim).filter((name) => defect === undefined || filled.template.slots[name]?.defect === defect).map((name) => ({ claim, name })));
  if (options.length === 0) return undefined;
  const { claim, name } = random.pick(options);
  const slot = filled.template.slots[name];
  if (!slot) throw new RangeError(`The template has no slot ${name}.`);
  const others = new Set(Object.values(filled.values).flat());
  let wrong = slot.wrong(random, filled.values[name]?.[0] ?? '');
  for (let tries = 0; tries < 50 && others.has(wrong); tries += 1) wrong = slot.wrong(random, filled.values[name]?.[0] ?? '');
  return { defect: slot.defect, text: besideHonest(worded(claim, filled, random, { [name]: wrong }), filled, random, claim) };
}

/** A statement in which two values of the source have changed places. */
export function withExchange(filled: Filled, random: Random): Planted | undefined {
  const options = filled.template.claims.flatMap((claim) => (filled.template.swaps ?? []).filter(([a, b]) => slotsIn(claim).includes(a) || slotsIn(claim).includes(b)).map((swap) => ({ claim, swap })));
  if (options.length === 0) return undefined;
  const { claim, swap: [a, b] } = random.pick(options);
  const value = (name: string): string => filled.values[name]?.[0] ?? '';
  return { defect: 'exchanged', text: besideHonest(worded(claim, filled, random, { [a]: value(b), [b]: value(a) }), filled, random, claim) };
}

/** An honest statement with something added that the source does not say. */
export function withInvention(filled: Filled, random: Random): Planted {
  const claim = worded(random.pick(filled.template.claims), filled, random);
  const invention = random.pick(filled.template.inventions);
  return { defect: 'invented', text: random.chance(0.5) ? `${claim} ${capitalised(invention)}.` : `${claim.replace(/[.]$/, '')}, ${joiner(filled.template.language)} ${invention}.` };
}

function joiner(language: Template['language']): string {
  return { en: 'and', de: 'und', fr: 'et', es: 'y' }[language];
}

/** Half of the defects stand in a text that is otherwise right: that is where they hide. */
function besideHonest(defect: string, filled: Filled, random: Random, claim: string): string {
  const others = filled.template.claims.filter((one) => one !== claim);
  if (random.chance(0.5) || others.length === 0) return defect;
  const other = worded(random.pick(others), filled, random);
  return random.chance(0.5) ? `${defect} ${other}` : `${other} ${defect}`;
}

function slotsIn(claim: string): string[] {
  return [...claim.matchAll(/\{(\w+)\}/g)].map((match) => match[1] ?? '');
}

function put(text: string, valueOf: (name: string) => string): string {
  return text.replace(/\{(\w+)\}/g, (_, name: string) => valueOf(name));
}

function capitalised(text: string): string {
  return text.replace(/(^|[.!?]\s+)(\p{Ll})/gu, (_, before: string, letter: string) => before + letter.toUpperCase());
}
