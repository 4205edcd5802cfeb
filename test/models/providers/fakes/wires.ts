/** Fakes that reproduce the quirks of each kind of server, as its sources show them (see the dialects for where). */
import { bytesOf, CONTEXT, countPrompt, type FakeWire, MODEL, Refusal, textVectors, wavBytes } from './wire.js';

const bad = (status: number) => (why: string): Refusal => new Refusal(status, why);
const urlOf = (value: unknown): unknown => (value as { url?: unknown } | null)?.url;
const nested = (refusal: Refusal): unknown => ({ error: { message: refusal.message, type: refusal.type, param: null, code: refusal.code } });
const segments = { text: ' hello there', language: 'en', duration: 0.1, segments: [{ start: 0, end: 0.1, text: ' hello there' }] };
const words = { words: [{ word: 'hello', start: 0, end: 0.05 }, { word: 'there', start: 0.05, end: 0.1 }] };

/** Media that vLLM has by their uuid. */
const kept = new Set<string>();
/** An object with a data URI, or null with the uuid of something that was sent. */
const byUrl = (kind: string, tokens: (bytes: Buffer, uri: string) => number) => (value: unknown, part: { readonly [field: string]: unknown }): number => {
  const uuid = part['uuid'];
  if (value === null) {
    if (typeof uuid !== 'string' || !kept.has(uuid)) throw new Refusal(500, `No cached item with the uuid ${String(uuid)}`);
    return 10;
  }
  const uri = urlOf(value);
  const count = tokens(bytesOf(uri, kind, bad(400)), String(uri));
  if (typeof uuid === 'string') kept.add(uuid);
  return count;
};
/** Drops what vLLM has kept, as a restart does. */
export const restartVllm = (): void => { kept.clear(); };

const vllm: FakeWire = {
  name: 'vllm',
  card: { owned_by: 'vllm', max_model_len: CONTEXT },
  parts: {
    image_url: byUrl('image/', () => 10),
    audio_url: byUrl('audio/', () => 10),
    video_url: byUrl('video/', (_bytes, uri) => (uri.startsWith('data:video/jpeg') ? uri.split(',').length - 1 : 1) * 10),
  },
  unknownPart: ({ type }) => new Refusal(400, `Unknown part type: ${type}`),
  error: nested,
  stream: { done: true, usage: 'own chunk', calls: 'fragments' },
  usage: true,
  reasoning: 'reasoning',
  schema: 'enforced',
  tooLong: 'refuses',
  embed(body) {
    if (body['messages'] === undefined) return textVectors(body);
    const [message] = body['messages'] as { content: { type: string; image_url: { url: string } }[] }[];
    bytesOf(message?.content[0]?.image_url.url, 'image/', bad(400));
    return [[0, 1]];
  },
  transcribe(form) {
    if (form.includes('timestamp_granularities[]"\r\n\r\nword')) throw new Refusal(400, 'word timestamps are not supported');
    return segments;
  },
  speak: null,
  routes: { '/tokenize': (body, { wire }) => ({ count: countPrompt(body, wire).prompt, max_model_len: CONTEXT, tokens: [] }) },
};

const sglang: FakeWire = {
  ...vllm,
  name: 'sglang',
  card: { owned_by: 'sglang', max_model_len: CONTEXT },
  parts: Object.fromEntries(Object.entries({ image_url: 'image/', audio_url: 'audio/', video_url: 'video/' }).map(([type, kind]) => [type, (value: unknown) => (bytesOf(urlOf(value), kind, bad(400)), 10)])),
  // Parts are told apart by a pydantic union.
  unknownPart: ({ type }) => new Refusal(400, `Input tag '${type}' found using 'type' does not match any of the expected tags`),
  error: (refusal) => ({ object: 'error', message: refusal.message, type: 'BadRequestError', param: null, code: refusal.status }),
  stream: { done: true, usage: 'own chunk', calls: 'whole' },
  reasoning: 'reasoning_content',
  details: (media) => ({ cached_tokens: 0, image_tokens: media }),
  embed: (body) => [body['input']].flat().map((item) => {
    if (typeof item === 'string') return [item.length, 1];
    bytesOf((item as { image?: unknown }).image, 'image/', bad(400));
    return [0, 1];
  }),
  transcribe: () => ({ text: 'hello there' }),
  routes: { '/get_model_info': () => ({ model_path: MODEL, is_generation: true, has_image_understanding: true, has_audio_understanding: true }) },
};

const MARKER = '<__media_a1b2__>';
const llamaServer: FakeWire = {
  name: 'llama-server',
  card: { owned_by: 'llamacpp', meta: { n_ctx: CONTEXT }, architecture: { input_modalities: ['text', 'image', 'video'], output_modalities: ['text'] } },
  parts: {
    image_url: (value) => (bytesOf(urlOf(value), 'image/', bad(500)), 5),
    input_audio: () => { throw new Refusal(500, 'audio input is not supported - hint: if this is unexpected, you may need to provide the mmproj', 500, 'server_error'); },
    input_video(value) {
      if (typeof (value as { data?: unknown }).data !== 'string') throw new Refusal(400, 'Failed to load image or audio file');
      return 20;
    },
  },
  unknownPart: () => new Refusal(400, 'unsupported content[].type'),
  error: (refusal) => ({ error: { code: refusal.status, message: refusal.message, type: refusal.type } }),
  stream: { pings: true, done: true, usage: 'own chunk', calls: 'fragments' },
  usage: true,
  reasoning: 'reasoning_content',
  schema: 'enforced',
  tooLong: 'refuses',
  embed: (body) => [body['input']].flat().map((item) => {
    if (typeof item === 'string') return [item.length, 1];
    const { prompt_string: prompt, multimodal_data: data } = item as { prompt_string?: string; multimodal_data?: string[] };
    if (!prompt?.includes(MARKER) || data?.length !== 1 || data[0]!.startsWith('data:')) throw new Refusal(400, 'Failed to load image or audio file');
    return [0, 1];
  }),
  transcribe: () => ({ text: 'hello there' }),
  speak: null,
  routes: {
    '/props': () => ({ modalities: { vision: true, audio: false }, media_marker: MARKER }),
    '/apply-template': (body, { wire }) => ({ prompt: 'x '.repeat(countPrompt(body, wire).prompt) }),
    '/tokenize': (body) => ({ tokens: String(body['content']).trim().split(' ') }),
  },
};

const llamaCppPython: FakeWire = {
  ...llamaServer,
  name: 'llama-cpp-python',
  card: { owned_by: 'me', permissions: [] },
  parts: { image_url: (value) => (bytesOf(urlOf(value), 'image/', bad(500)), 5) },
  unknownPart: ({ type }) => new Refusal(500, `15 validation errors: Input should be 'image_url', input ${type}`, 500, 'internal_server_error'),
  stream: null,
  responseFormat: 'json_object',
  embed: textVectors,
  transcribe: null,
  routes: {},
};

const ollama: FakeWire = {
  name: 'ollama',
  card: { owned_by: 'library' },
  parts: {
    image_url(value) {
      const uri = typeof value === 'string' ? value : urlOf(value);
      if (!/^data:image\/(png|jpe?g|webp);base64,/.test(String(uri))) throw new Refusal(400, 'invalid image input');
      return 20;
    },
    input_audio: (value) => (Buffer.from((value as { data: string }).data, 'base64'), 20),
  },
  unknownPart: () => new Refusal(400, 'invalid message format'),
  error: nested,
  stream: { done: true, usage: 'own chunk', calls: 'whole' },
  usage: true,
  reasoning: 'reasoning',
  schema: 'enforced',
  tooLong: 'cuts',
  embed: textVectors,
  transcribe: () => ({ text: 'hello there' }),
  speak: null,
  routes: {
    '/api/version': () => ({ version: '0.15.0' }),
    '/api/show': () => ({ capabilities: ['completion', 'vision', 'audio', 'tools'] }),
    '/api/ps': () => ({ models: [{ model: MODEL, context_length: CONTEXT }] }),
  },
};

const localai: FakeWire = {
  ...ollama,
  name: 'localai',
  card: {},
  parts: {
    image_url: (value) => (bytesOf(urlOf(value), 'image/', bad(400)), 20),
    audio_url: (value) => (bytesOf(urlOf(value), 'audio/', bad(400)), 20),
    video_url: (value) => (bytesOf(urlOf(value), 'video/', bad(400)), 20),
  },
  unknownPart: () => new Refusal(400, 'failed unmarshalling content'),
  stream: { done: true, usage: 'last chunk', calls: 'whole' },
  tooLong: 'refuses',
  transcribe: (form) => ({ ...segments, ...(form.includes('word') ? words : {}) }),
  speak: (body) => ({ type: 'audio/wav', bytes: body['input'] === undefined ? Buffer.alloc(0) : wavBytes() }),
  routes: { '/system': () => ({ backends: ['llama-cpp'], loaded_models: [] }) },
};

const transformers: FakeWire = {
  ...llamaServer,
  name: 'transformers',
  card: { owned_by: 'Qwen' },
  // Its model sees and does not hear: sound is left out without a word.
  parts: { image_url: (value) => (bytesOf(urlOf(value), 'image/', bad(422)), 10), video_url: (value) => (bytesOf(urlOf(value), 'video/', bad(422)), 30), input_audio: () => 0 },
  unknownPart: ({ type }) => new Refusal(422, `Unsupported content type: ${type}`),
  error: (refusal) => ({ detail: refusal.message }),
  schema: 'ignored',
  embed: () => { throw new Refusal(404, 'Not Found'); },
  routes: {},
};

const xinference: FakeWire = {
  ...transformers,
  name: 'xinference',
  card: { owned_by: 'xinference', max_model_len: CONTEXT },
  parts: { image_url: (value) => (bytesOf(urlOf(value), 'image/', bad(400)), 10), video_url: (value) => (bytesOf(urlOf(value), 'video/', bad(400)), 30), input_audio: () => 10 },
  embed: textVectors,
  transcribe: (form) => ({ ...segments, ...(form.includes('word') ? words : {}) }),
  speak: (body) => (body['response_format'] === 'wav' ? { type: 'audio/wav', bytes: wavBytes() } : { type: 'audio/mpeg', bytes: Buffer.from('ID3') }),
};

const infinity: FakeWire = {
  ...transformers,
  name: 'infinity',
  card: { owned_by: 'infinity', stats: {}, backend: 'torch' },
  parts: {},
  embed: (body) => [body['input']].flat().map((item) => {
    if (body['modality'] === 'image') return bytesOf(item, 'image/', bad(422)), [0, 1];
    if (typeof item !== 'string' || item.startsWith('data:')) throw new Refusal(422, 'input should be a text');
    return [item.length, 1];
  }),
  transcribe: null,
};

export const WIRES: readonly FakeWire[] = [vllm, sglang, llamaServer, llamaCppPython, ollama, localai, transformers, xinference, infinity];
