import type { DialectInput } from './schema.js';

/** OpenAI's own API (its API reference, chat completions and audio), and any server of which nothing more is known: nothing but what OpenAI documents is used. Its reasoning models take `max_completion_tokens` and their own temperature alone, and name what they refuse. */
export const openai = {
  name: 'openai',
  title: 'OpenAI-compatible server',
  image: 'object',
  imageTypes: ['image/png', 'image/jpeg', 'image/webp', 'image/gif'],
  audio: 'input_audio',
  video: ['images'],
  textCount: 'ask',
  schema: 'enforced',
  refused: { max_tokens: 'max_completion_tokens', temperature: null },
  streams: false,
  embeddings: 'texts',
  speech: { defaultVoice: 'alloy' },
  transcription: { format: 'verbose_json', words: true },
} as const satisfies DialectInput;
