import type { Check } from '../step.js';
import type { View } from '../view.js';

/** What fresh readings say about a claim. */
export type Finding = Omit<Check, 'part'>;

/** The pictures that are to show a claim, read without anything that the actor had read. */
export interface Pictures {
  readonly at: View;
  /** Right before the action; undefined where there was none. */
  readonly before: () => Promise<View | undefined>;
  /** The one on which the action was decided; the pointer had not moved yet. */
  readonly seen: () => Promise<View | undefined>;
}
