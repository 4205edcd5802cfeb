/** `vouch doctor`: one file a kind of check. */
export { describeCheck, type Check } from './check.js';
export { examine, type Examination } from './examine.js';
