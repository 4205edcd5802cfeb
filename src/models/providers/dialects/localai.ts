import type { DialectInput } from './schema.js';

/**
 * LocalAI. `core/http/middleware/request.go`: image_url, audio_url, input_audio and video_url. Only texts are embedded
 * (`core/http/endpoints/openai/embeddings.go`). A grammar enforces json_schema for its llama.cpp backend (`chat.go`); other
 * backends may ignore it. Its models name no owner; `/system` tells its backends.
 */
export const localai = {
  name: 'localai',
  title: 'LocalAI',
  recognise: { ownedBy: [], path: '/system', field: 'backends' },
  image: 'object',
  audio: 'audio_url',
  video: ['video_url', 'images'],
  placeholderTokens: 8,
  textCount: 'ask',
  schema: 'enforced',
  streams: true,
  embeddings: 'texts',
  speech: {},
  transcription: { format: 'verbose_json', words: true },
} as const satisfies DialectInput;
