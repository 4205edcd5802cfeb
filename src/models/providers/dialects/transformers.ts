import type { DialectInput } from './schema.js';

/**
 * `transformers serve`, as `transformers/cli/serving` of version 5.17 has it: image_url, video_url, audio_url and input_audio, but
 * parts that the model has no modality for are left out without a word (`utils.py`), and `response_format` is ignored with a line in
 * its log (`chat_completion.py`), so the schema is put into the prompt. It reads JPEG, PNG, WebP and GIF, videos with torchcodec and sound with
 * librosa. No prompt is too long for it: it computes whatever comes. `/v1/models` lists the hub's cache with the author as owner, and fails
 * where there is no cache: nothing tells it from others. Transcriptions are text alone.
 */
export const transformers = {
  name: 'transformers',
  title: 'transformers serve',
  image: 'object',
  imageTypes: ['image/png', 'image/jpeg', 'image/webp', 'image/gif'],
  audio: 'input_audio',
  video: ['video_url', 'images'],
  textCount: 'ask',
  schema: 'asked',
  streams: false,
  embeddings: 'none',
  speech: null,
  transcription: { format: 'json', words: false },
} as const satisfies DialectInput;
