import type { DialectInput } from './schema.js';

/** Our own servers: the Python one (`servers/vouch_models/routes`) and the embedded engines (`src/models/engines`). Videos are sampled by the server. */
export const vouch = {
  name: 'vouch',
  title: 'Vouch model server',
  recognise: { ownedBy: ['vouch'] },
  ours: true,
  image: 'object',
  audio: 'input_audio',
  video: ['video_url'],
  textCount: 'ask',
  schema: 'enforced',
  streams: true,
  embeddings: 'items',
  speech: {},
  transcription: { format: 'verbose_json', words: true, scores: true },
  metrics: { waiting: ['vouch_requests_waiting'] },
  limits: { texts: 256, images: 64 },
} as const satisfies DialectInput;
