/** Who is let in: tokens, scopes, limits, and which pages may ask. */
export { mustAllow, mustHave, within, type Access } from './access.js';
export { Gate } from './gate.js';
export { checkAsking, type Asking } from './origin.js';
