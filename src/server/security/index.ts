/** Who is let in: tokens, scopes and limits. */
export { mustAllow, mustHave, within, type Access } from './access.js';
export { mustStayOutside, staysOutside } from './addresses.js';
export { FairShare } from './fair-share.js';
export { Gate } from './gate.js';
export { Tenants, type Named } from './tenants.js';
export { Allowances, type Reserved } from './allowances.js';
export { Places } from './places.js';
