/** The HTTP routes of `vouch serve`. */
export { registerArtifacts } from './artifacts.js';
export { registerErrors, statusOf } from './errors.js';
export { accessOf, registerGuard } from './guard.js';
export { registerPage } from './page.js';
export { registerSession } from './session.js';
