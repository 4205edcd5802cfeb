/** The wire formats of model servers: requests of the runtime in, HTTP out, replies checked before they are believed. */
export { listen } from './activity.js';
export { readStart } from './answer.js';
export { chat } from './chat.js';
export { DIALECT_NAMES, DIALECTS, type Dialect, type DialectName, dialectOf } from './dialects/index.js';
export { embed } from './embeddings.js';
export { type Endpoint, type FrameSampler, type MediaModality, rootOf, type SampledFrame } from './endpoint.js';
export { isUnreachable, modelFailure, unreachable } from './failure.js';
export { patient, send } from './http.js';
export { detect, ocr, readLines } from './perception.js';
export { type ModelFound, recogniseServer, type ServerFound, takesOf } from './recognise.js';
export { askMetrics, readMetrics, type ServerMetrics } from './server-metrics.js';
export { score } from './score.js';
export { speak, voices } from './speech.js';
export { scoreSpeech } from './score-speech.js';
export { transcribe } from './transcription.js';
