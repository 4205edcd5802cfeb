/** The wire formats of model servers: requests of the runtime in, HTTP out, replies checked before they are believed. */
export { chat } from './chat.js';
export { embed } from './embeddings.js';
export type { Endpoint } from './endpoint.js';
export { isUnreachable } from './failure.js';
export { listModels } from './models-list.js';
export { detect, ocr, readLines } from './perception.js';
export { score } from './score.js';
export { speak, voices } from './speech.js';
export { transcribe } from './transcription.js';
