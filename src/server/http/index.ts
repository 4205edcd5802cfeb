/** The HTTP routes of `vouch serve`. */
export { registerArtifacts } from './artifacts.js';
export { answerBadBytes, answerError, registerErrors, requestError, sayWhen, statusOf } from './errors.js';
export { registerEvents } from './events.js';
export { accessOf, baseOf, registerGuard } from './guard.js';
export { goneSignal } from './gone-signal.js';
export { registerHealth } from './health.js';
export { KnownPaths } from './known-paths.js';
export { registerMethods } from './methods.js';
export { openApiDocument, registerOpenApi } from './openapi.js';
export { registerPage } from './page.js';
export { parse } from './parse.js';
export { registerSession } from './session.js';
export { registerSlowBodies } from './slow-bodies.js';
