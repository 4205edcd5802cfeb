import type { DialectInput } from './schema.js';

/**
 * llama-server of llama.cpp. `tools/server/server-common.cpp` and its README: image_url is an object with a data URI (a bare
 * string is refused), input_audio is WAV or MP3, input_video carries base64 as input_audio does and is read with the ffmpeg of its PATH; without a projector media
 * are refused. A prompt beyond the context is refused with `exceed_context_size_error`. Silent streams send comments as
 * pings. `/apply-template` writes a conversation out and `/tokenize` counts it. Pictures are embedded by `multimodal_data`
 * beside the marker that `/props` names, which is another at each start. Builds of October 2026 tell in `/v1/models` what a model takes; those of
 * August do not, but in `/props`, and they refuse what it does not take with status 500, as if they had failed. `/metrics` wants `--metrics`; its
 * counters of tokens grow when a request ends, that of batches (`n_decode_total`) with each one.
 */
export const llamaServer = {
  name: 'llama-server',
  title: 'llama-server (llama.cpp)',
  recognise: { ownedBy: ['llamacpp'] },
  image: 'object',
  imageTypes: ['image/png', 'image/jpeg', 'image/bmp', 'image/gif'],
  audio: 'input_audio',
  video: ['input_video', 'images'],
  textCount: 'template',
  schema: 'enforced',
  streams: true,
  embeddings: 'multimodal-data',
  speech: null,
  transcription: { format: 'json', words: false },
  metrics: { running: ['llamacpp:requests_processing'], waiting: ['llamacpp:requests_deferred'], progress: ['llamacpp:n_decode_total', 'llamacpp:prompt_tokens_total', 'llamacpp:tokens_predicted_total'] },
  capabilities: 'llama-server',
} as const satisfies DialectInput;
