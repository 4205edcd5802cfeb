import type { DialectName } from './providers/index.js';

/** How a kind of server is started and where it is found when nobody says otherwise. */
export interface ServerPreset {
  /** The base of its API with its own default port. */
  readonly url: string;
  /** `{model}` and `{port}` are put in. Absent: it is not started by a command of its own. */
  readonly start?: {
    readonly command: readonly [string, ...string[]];
    readonly env?: Readonly<Record<string, string>>;
    /** A route that answers once requests can be served. */
    readonly health: string;
  };
  /** What `{model}` is. */
  readonly model: string;
}

const local = (port: number): string => `http://127.0.0.1:${port}/v1`;

/** One for each dialect. All of them listen on loopback only. */
export const SERVER_PRESETS: Readonly<Record<DialectName, ServerPreset>> = {
  vouch: { url: local(7800), start: { command: ['vouch-models', 'serve', '{model}', '--port', '{port}'], health: '/health' }, model: 'a models.json' },
  vllm: { url: local(8000), start: { command: ['vllm', 'serve', '{model}', '--host', '127.0.0.1', '--port', '{port}'], health: '/health' }, model: 'a repository or a folder' },
  sglang: { url: local(30_000), start: { command: ['python3', '-m', 'sglang.launch_server', '--model-path', '{model}', '--host', '127.0.0.1', '--port', '{port}'], health: '/health' }, model: 'a repository or a folder' },
  'llama-server': { url: local(8080), start: { command: ['llama-server', '--model', '{model}', '--host', '127.0.0.1', '--port', '{port}'], health: '/health' }, model: 'a GGUF file' },
  'llama-cpp-python': { url: local(8000), start: { command: ['python3', '-m', 'llama_cpp.server', '--model', '{model}', '--host', '127.0.0.1', '--port', '{port}'], health: '/v1/models' }, model: 'a GGUF file' },
  ollama: { url: local(11_434), start: { command: ['ollama', 'serve'], env: { OLLAMA_HOST: '127.0.0.1:{port}' }, health: '/api/version' }, model: 'a model that was pulled' },
  localai: { url: local(8080), start: { command: ['local-ai', 'run', '--address', '127.0.0.1:{port}'], health: '/readyz' }, model: 'a model of its gallery' },
  transformers: { url: local(8000), start: { command: ['transformers', 'serve', '--host', '127.0.0.1', '--port', '{port}'], health: '/health' }, model: 'a repository or a folder' },
  xinference: { url: local(9997), start: { command: ['xinference-local', '--host', '127.0.0.1', '--port', '{port}'], env: { XINFERENCE_AUTH_ADVANCED: '0' }, health: '/status' }, model: 'a model that was launched' },
  infinity: { url: local(7997), start: { command: ['infinity_emb', 'v2', '--model-id', '{model}', '--host', '127.0.0.1', '--port', '{port}', '--url-prefix', '/v1'], health: '/health' }, model: 'a repository or a folder' },
  openai: { url: 'https://api.openai.com/v1', model: 'a model that it offers' },
};
