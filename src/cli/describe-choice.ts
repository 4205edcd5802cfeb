import type { LearnedChoice } from '../core/index.js';

/** "for text short en it held in 9 of 9 earlier attempts, its own way in 1 of 8". */
export function describeChoice({ kind, held, of, instead }: LearnedChoice): string {
  return `for ${kind} it held in ${held} of ${of} earlier attempts, ${instead.way} in ${instead.held} of ${instead.of}`;
}
