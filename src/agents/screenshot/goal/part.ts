import type { SubGoal } from './sub-goal.js';

/** What one instruction asks for, without its words and where it holds. */
export type Part = SubGoal extends infer T ? (T extends SubGoal ? Omit<T, 'words' | 'within'> : never) : never;

/** What a pattern makes of a sentence; undefined where it is none after all. */
export type Read = (match: readonly string[], passages: readonly string[]) => Part[] | undefined;

/** Sentences with what is made of each. */
export type Patterns = readonly (readonly [RegExp, Read])[];

/** The parts that the first fitting pattern makes of an instruction; undefined where none does. */
export function readBy(patterns: Patterns, text: string, passages: readonly string[]): Part[] | undefined {
  for (const [pattern, read] of patterns) {
    const match = pattern.exec(text);
    const parts = match ? read(match, passages) : undefined;
    if (parts) return parts;
  }
  return undefined;
}
