/** The text-embedding engine: a sentence-transformer encoder in ONNX Runtime behind `POST /v1/embeddings`. */
export { createEmbedEngine } from './engine.js';
