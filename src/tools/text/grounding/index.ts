/** Whether a text says only what its sources say: missing items, exchanged items, contradictions, unsupported clauses. */
export { groundText, type Embed, type GroundedSentence, type GroundingFault } from './ground.js';
export { findMissingItems, type MissingItem } from './hard-items.js';
export { lettersOf, readSource, splitClauses, type Source, type Unit } from './source.js';
export { findUntoldUnit } from './units.js';
export { countNegations, polarityFlip, type PolarityFlip } from './polarity.js';
