/** Who is let in: tokens, scopes and limits. */
export { mustAllow, mustHave, within, type Access } from './access.js';
export { Gate } from './gate.js';
