/** Hearing when somebody speaks, with Silero's voice activity detection; runs in an engine process. */
export { createListenEngine } from './engine.js';
