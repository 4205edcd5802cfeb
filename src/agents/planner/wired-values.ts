import { Modality, type Source, type ToolSpec } from '../../core/index.js';
import { asksFact } from './clause-kinds.js';
import type { ClauseCondition } from './conditions.js';
import { reductionIn } from './reduce.js';
import { stems } from './words.js';

/** Something that a port can be bound to. */
export interface Value {
  /** Several: things given that one step walks. */
  readonly source: Source | readonly Source[];
  readonly modality: string;
  /** A list output of a step that runs once. */
  readonly list: boolean;
  /** The list that a step walks whose port is bound to this value; values with the same one are equally long. */
  readonly walk?: string | undefined;
  /** The condition under which the value is made, and what stands in for it where it is not. */
  readonly on?: ClauseCondition | undefined;
  readonly instead?: Value | undefined;
  /** Place of the producing step; -1 for what the user gave. */
  readonly step: number;
  /** Place among what the user gave. */
  readonly place?: number | undefined;
  readonly name: string;
  readonly words: ReadonlySet<string>;
  /** The first output of its step, or a given. */
  readonly primary: boolean;
  /** The tool of several uses that make the same of different files. */
  readonly group: ToolSpec | undefined;
  uses: number;
}

/** A step while its ports are bound. */
export interface Binder {
  readonly tool: ToolSpec;
  readonly clause: string;
  readonly on: ClauseCondition | undefined;
  readonly taken: Set<Value>;
  /** The list that the step walks so far. */
  walk: string | undefined;
}

/** Words that speak of the parts of a result, not of it as one. */
export const OF_EACH = /\b(?:each|every|all|both|them|these|those|they)\b/i;

/** "Translate it" after work on each of several things: the one that is under way. */
export function speaksOfOne(clause: string): boolean {
  return /\bit\b/i.test(clause) && reductionIn(clause) === undefined;
}

/** The value that the words most likely mean: named before unused before used, later before earlier. What is asked besides is asked of what was given. */
export function likeliestValue(values: readonly Value[], clause: string): Value | undefined {
  const words = new Set(stems(clause));
  const score = (value: Value): number => {
    if (value.step < 0) return (isNamed(clause, value) ? 6 : 0) + (value.uses === 0 ? 2 : 0.5) + (value.modality === Modality.text ? 0.01 * (value.place ?? 0) : 0) + overlap(words, value.words) + (/\boriginal\b/i.test(clause) || (/^also\b/i.test(clause) && asksFact(clause)) ? 3 : 0);
    return (value.uses === 0 ? 3 : 1.2) + 0.02 * value.step + overlap(words, value.words) - (value.list && !OF_EACH.test(clause) ? 1 : 0);
  };
  return values.map((value) => ({ value, score: score(value) })).sort((a, b) => b.score - a.score)[0]?.value;
}

export function use(value: Value): Source[] {
  value.uses += 1;
  return [value.source].flat();
}

/** True where the step can be bound to the value: lists are walked, and a step walks one list. */
export function canWalk(step: Binder, value: Value): boolean {
  return value.walk === undefined || step.walk === undefined || step.walk === value.walk;
}

export function isSameBranch(one: ClauseCondition | undefined, other: ClauseCondition | undefined): boolean {
  return one?.condition === other?.condition && one?.otherwise === other?.otherwise;
}

export function isOtherBranch(one: ClauseCondition | undefined, other: ClauseCondition): boolean {
  return one?.condition === other.condition && one.otherwise !== other.otherwise;
}

/** True when the words name what was given. What is called by its modality alone was only spoken of: the word may mean anything of its kind. */
export function isNamed(words: string, { name, modality }: Value): boolean {
  return !name.startsWith(modality) && words.includes(name);
}

export function mentions(clause: string, value: Value): boolean {
  return value.step < 0 ? isNamed(clause, value) : overlap(new Set(stems(clause)), value.words) > 0;
}

/** "transcript" and "transcribe": six letters in common at the start. */
function isSameRoot(one: string, other: string): boolean {
  return one.length >= 6 && one.slice(0, 6) === other.slice(0, 6);
}

/** 0 to 1: how many words two sets have in common, at most two counted. */
export function overlap(a: ReadonlySet<string>, b: ReadonlySet<string>): number {
  let common = 0;
  for (const word of a) if (b.has(word) || [...b].some((other) => isSameRoot(word, other))) common += 1;
  return Math.min(common, 2) / 2;
}
