/** What a person sees of a run on a terminal: the plan as it is made, a line per step, each verdict, the ending. */
export { describePlan } from './describe-plan.js';
export { describeVerdict } from './describe-verdict.js';
export { describeAssurance, describeRates } from './describe-rates.js';
export { showEnding } from './ending.js';
export { askOnTerminal } from './question.js';
export { linesOfEvent } from './event-lines.js';
export { RunView } from './run-view.js';
