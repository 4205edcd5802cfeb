import { SET_ASIDE } from './orders.js';

/** What stands in a text where sentences were left out of it to keep it within a limit: readers and oracles are to see it. */
export const CUT = SET_ASIDE;

/** Whether a text has more such marks than what it was made of. */
export function isCut(text: string, sources: readonly string[]): boolean {
  const count = (one: string): number => one.split(CUT).length - 1;
  return count(text) > sources.reduce((sum, source) => sum + count(source), 0);
}
