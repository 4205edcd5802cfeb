/** Reading a goal: plain instructions become an ordered list of things that can be seen to hold. */
export type { Description, Side } from './description.js';
export { parseGoal } from './parse-goal.js';
export type { Letters, SubGoal, SubGoalKind, SubGoalOf, Value } from './sub-goal.js';
export { COLOUR_WORDS, type WantedKind } from './vocabulary.js';
