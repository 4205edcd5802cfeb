/** What keeps an operated page from doing harm: approvals, orders in page text, secrets. */
export { blackened, clipped } from './blacken.js';
export { agrees, declines, riskOfAgreeing } from './confirmation.js';
export { ordersIn } from './injection.js';
export { labelOf, riskOf } from './risk.js';
export { Secrets } from './secrets.js';
