import type { DialectInput } from './schema.js';

/** Infinity, for embeddings alone. `libs/infinity_emb/infinity_emb/fastapi_schemas/pymodels.py`: `modality: "image"` with data URIs as `input`, texts and images in requests of their own. */
export const infinity = {
  name: 'infinity',
  title: 'Infinity',
  recognise: { ownedBy: ['infinity'] },
  image: 'none',
  audio: 'none',
  video: [],
  textCount: 'none',
  schema: 'asked',
  streams: false,
  embeddings: 'modality',
  speech: null,
  transcription: null,
} as const satisfies DialectInput;
