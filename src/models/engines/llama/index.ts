/** The language-model engine: node-llama-cpp behind chat completions and candidate scoring. */
export { createLlamaEngine } from './engine.js';
