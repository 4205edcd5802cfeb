/** Reading text in images with PP-OCRv4; runs in an engine process. */
export { createOcrEngine } from './engine.js';
export { loadTextReader, type TextReader } from './reader.js';
