import type { DialectInput } from './schema.js';

/**
 * Xinference. Its backends take `image_url` and `video_url` as objects (`xinference/model/llm/transformers/multimodal`); a
 * `response_format` reaches some backends only and is ignored by the others with status 200, so the schema is put into the
 * prompt as well. Speech is MP3 unless another format is named (`xinference/api/restful_api.py`).
 */
export const xinference = {
  name: 'xinference',
  title: 'Xinference',
  recognise: { ownedBy: ['xinference'] },
  image: 'object',
  audio: 'input_audio',
  video: ['video_url', 'images'],
  textCount: 'ask',
  schema: 'asked',
  streams: false,
  embeddings: 'texts',
  speech: {},
  transcription: { format: 'verbose_json', words: true },
} as const satisfies DialectInput;
