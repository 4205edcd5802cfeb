import type { DialectInput } from './schema.js';

/**
 * vLLM. Content parts and their `uuid`: `vllm/renderers/chat_utils.py` (0.32) and docs/features/multimodal_inputs.md, where a
 * part with a null value and a known uuid stands for what was sent before; `video_url` with `data:video/jpeg` takes frames
 * joined by commas (`vllm/multimodal/media/video.py`). `/tokenize` counts a conversation. Pictures are embedded as one
 * conversation a request (docs/models/pooling_models.md). Structured outputs are enforced by a grammar. Its transcriptions
 * time segments and not words. Its metrics: docs/usage/metrics.md.
 */
export const vllm = {
  name: 'vllm',
  title: 'vLLM',
  recognise: { ownedBy: ['vllm'] },
  image: 'object',
  audio: 'audio_url',
  video: ['video_url', 'jpeg-frames', 'images'],
  mediaIds: 'uuid',
  textCount: 'tokenize',
  schema: 'enforced',
  streams: true,
  embeddings: 'messages',
  speech: null,
  transcription: { format: 'verbose_json', words: false },
  metrics: { running: ['vllm:num_requests_running'], waiting: ['vllm:num_requests_waiting'], progress: ['vllm:prompt_tokens_total', 'vllm:generation_tokens_total'], preempted: ['vllm:num_preemptions_total'] },
} as const satisfies DialectInput;
