import type { ModelClient } from '../../src/core/index.js';
import { VouchError } from '../../src/core/index.js';

const missing = (): Promise<never> => Promise.reject(new VouchError('MODEL_MISSING', 'This test has no models.'));

/** A client without any model: every call is an error. */
export const noModels: ModelClient = {
  has: () => false,
  modelsFor: () => [],
  canScore: () => false,
  chat: missing,
  score: missing,
  embed: missing,
  speak: missing,
  voices: missing,
  transcribe: missing,
  ocr: missing,
  readLines: missing,
  detect: missing,
};
