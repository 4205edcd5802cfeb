import type { DialectInput } from './schema.js';

/**
 * SGLang. `python/sglang/srt/entrypoints/openai/protocol.py`: parts are text, image_url, video_url and audio_url (no
 * input_audio); embeddings take objects `{text, image}`; an error is a flat object with an integer code; the prompt's image
 * tokens may be told in `prompt_tokens_details`. `/get_model_info` says whether the model understands pictures and sound. With
 * `--enable-metrics` it publishes what goes on inside (`python/sglang/srt/observability/metrics_collector.py`); its counters of prompts and answers grow
 * only when a request ends, and that of tokens in progress is there since December 2025.
 */
export const sglang = {
  name: 'sglang',
  title: 'SGLang',
  recognise: { ownedBy: ['sglang'] },
  image: 'object',
  audio: 'audio_url',
  video: ['video_url', 'images'],
  textCount: 'ask',
  schema: 'enforced',
  streams: true,
  embeddings: 'objects',
  speech: null,
  transcription: { format: 'json', words: false },
  metrics: {
    running: ['sglang:num_running_reqs'],
    waiting: ['sglang:num_queue_reqs'],
    progress: ['sglang:realtime_tokens_total'],
    preempted: ['sglang:num_retracted_requests_total'],
  },
  capabilities: 'sglang',
} as const satisfies DialectInput;
