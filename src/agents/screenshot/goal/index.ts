/** Reading a goal: plain instructions become an ordered list of things that can be seen to hold. */
export { Description, type Side } from './description-schema.js';
export { dateIn, isDayOrMonth, MONTHS, sameMoment, timeIn, type DateParts } from './dates.js';
export { MeasureKind, measuresIn, type Measure } from './measures.js';
export { manyIn } from './values.js';
export { Ranking, type Reading } from './ranking.js';
export { isTold } from './link.js';
export { parseGoal } from './parse-goal.js';
export { Condition } from './sub-goal.js';
export type { Letters, Place, SubGoal, SubGoalKind, SubGoalOf, Value } from './sub-goal.js';
export { alike, COLOUR_WORDS, type WantedKind } from './vocabulary.js';
