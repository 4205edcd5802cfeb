import type { DialectInput } from './schema.js';

/**
 * The server of llama-cpp-python. `llama_cpp/server/app.py` and `types.py` (0.3.35): parts are text and image_url; `response_format` is
 * `json_object` with the schema beside it, from which a grammar is made that keeps no bounds of numbers; what is not of its types is refused with status 500. A model
 * without eyes drops pictures without a word. It has one model, and answers by it whatever name is asked for. Its streams tell no tokens.
 */
export const llamaCppPython = {
  name: 'llama-cpp-python',
  title: 'llama-cpp-python',
  recognise: { ownedBy: ['me'] },
  image: 'object',
  imageTypes: ['image/png', 'image/jpeg', 'image/bmp', 'image/gif'],
  audio: 'none',
  video: ['images'],
  textCount: 'ask',
  schema: 'enforced',
  responseFormat: 'json_object',
  streams: false,
  embeddings: 'texts',
  speech: null,
  transcription: null,
} as const satisfies DialectInput;
