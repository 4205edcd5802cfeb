import type { DialectInput } from './schema.js';

/**
 * Ollama. `openai/openai.go`: image_url as a string or an object, with PNG, JPEG or WebP; input_audio; no video, and any other
 * part is refused. Its documentation shows the bare string, which older versions take as well. `server/prompt.go`: earlier
 * messages are dropped without a word where a conversation exceeds num_ctx, and `[img-0]` stands in the prompt for a picture
 * that the model cannot see. Each part is a message of its own there, and a picture counts 768 tokens where its projector is a file of its own
 * (`truncateNativeChatMessages` in `server/routes.go`): in a small context the question beside a picture is what is dropped. A single message that is too long is refused. Version 0.33 transcribes by a model that hears, into text alone (`middleware/openai.go`). `/api/show` tells what a model can, `/api/ps` the context that it was loaded with.
 */
export const ollama = {
  name: 'ollama',
  title: 'Ollama',
  recognise: { ownedBy: ['library'], path: '/api/version', field: 'version' },
  image: 'string',
  imageTypes: ['image/png', 'image/jpeg', 'image/webp'],
  audio: 'input_audio',
  video: ['images'],
  placeholderTokens: 8,
  textCount: 'ask',
  tooLong: 'cuts',
  reckonedTokens: 768,
  schema: 'enforced',
  streams: true,
  embeddings: 'texts',
  speech: null,
  transcription: { format: 'json', words: false },
  capabilities: 'ollama',
} as const satisfies DialectInput;
