import type { DialectInput } from './schema.js';

/**
 * `transformers serve`. `transformers/cli/serving`: image_url as an object; a `response_format` is no field of its requests and
 * is not read, so the schema is put into the prompt. One route transcribes and answers the text alone.
 */
export const transformers = {
  name: 'transformers',
  title: 'transformers serve',
  image: 'object',
  audio: 'input_audio',
  video: ['images'],
  textCount: 'ask',
  schema: 'asked',
  streams: false,
  embeddings: 'none',
  speech: null,
  transcription: { format: 'json', words: false },
} as const satisfies DialectInput;
