import type { CreateEngine } from './engine.js';

/**
 * The embedded engines by the name that catalogue entries use. Each is imported in its own process only when it is
 * wanted, so that a process holds the libraries of one engine.
 */
export const ENGINES: Readonly<Record<string, () => Promise<CreateEngine>>> = {
  llama: async () => (await import('./llama/index.js')).createLlamaEngine,
  embed: async () => (await import('./embed/index.js')).createEmbedEngine,
  piper: async () => (await import('./speech/index.js')).createPiperEngine,
  kokoro: async () => (await import('./speech/index.js')).createKokoroEngine,
  ocr: async () => (await import('./ocr/index.js')).createOcrEngine,
  listen: async () => (await import('./listen/index.js')).createListenEngine,
  detect: async () => (await import('./detect/index.js')).createDetectEngine,
};
