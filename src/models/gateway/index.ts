/** The embedded engines as one OpenAI-compatible model server for other programs. */
export { startModelServer, type ModelServerOptions, type RunningModelServer } from './gateway.js';
