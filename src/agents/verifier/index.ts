/** The verifier: decides the criteria of an attempt with oracles and says what to mend. */
export { critiqueOf, verify, type Decision, type VerifyRequest } from './verify.js';
