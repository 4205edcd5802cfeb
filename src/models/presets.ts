import type { Job } from '../core/index.js';
import type { DialectName } from './providers/index.js';
import type { CommandChange } from './config.js';
import type { Flags } from './router/decide/command-line.js';

/** How a kind of server is started and where it is found when nobody says otherwise. */
export interface ServerPreset {
  /** The base of its API with its own default port. */
  readonly url: string;
  /** Absent: it is not started by a command of its own. */
  readonly start?: StartPreset;
  /** What `{model}` is. */
  readonly model: string;
}

/** `{model}`, `{projector}` and `{port}` are put in. */
export interface StartPreset extends Flags {
  readonly command: readonly [string, ...string[]];
  readonly env?: Readonly<Record<string, string>>;
  /** A route that answers once requests can be served. */
  readonly health: string;
  /** What a job adds to the command. */
  readonly jobs?: Partial<Readonly<Record<Job, readonly string[]>>>;
  /** One that is started for this job does no other. */
  readonly only?: Job;
  /** The request by which it is told to load the model for a job, where its command does not do that. */
  readonly prepare?: Partial<Readonly<Record<Job, PrepareRequest>>>;
  /** Smaller and smaller limits for one that fails, each on top of those before. */
  readonly smaller?: readonly SmallerLimit[];
  /** What makes it compute on the CPU; absent: it cannot. */
  readonly cpu?: CommandChange;
}

export interface PrepareRequest {
  readonly path: string;
  readonly body: Readonly<Record<string, string>>;
}

export interface SmallerLimit extends CommandChange {
  /** It means something to a server that does this job alone. */
  readonly job?: Job;
  /** It breaks a server that does one of these. */
  readonly not?: readonly Job[];
  /** It means something only where the command has this flag. */
  readonly named?: string;
}

const local = (port: number): string => `http://127.0.0.1:${port}/v1`;

/** Only what listens to loopback is started. */
const HERE = ['--host', '127.0.0.1', '--port', '{port}'] as const;

const sizes = (flag: string, values: readonly number[]): SmallerLimit[] => values.map((value) => ({ arguments: [flag, String(value)] }));

/** Tokens of a conversation. These programs end when they are told more than their model has, and how much that is, is known only where the command says it. */
const contexts = (flag: string): SmallerLimit[] => [...sizes(flag, [16_384]).map((size) => ({ ...size, named: flag })), ...sizes(flag, [8_192, 4_096])];

/** What is embedded goes through in one batch, and so do some pictures: what is longer fails, or is cut without a word. */
const WHOLE = ['embed', 'see'] as const;

const ONE_OF_EACH = '{"image":1,"video":1,"audio":1}';

const vllm: StartPreset = {
  command: ['vllm', 'serve', '{model}', ...HERE], health: '/health',
  jobs: { embed: ['--runner', 'pooling'] }, only: 'embed',
  smaller: [{ arguments: ['--max-num-seqs', '16'] }, { arguments: ['--limit-mm-per-prompt', ONE_OF_EACH], job: 'see' }, ...contexts('--max-model-len')],
};

const sglang: StartPreset = {
  command: ['python3', '-m', 'sglang.launch_server', '--model-path', '{model}', '--enable-metrics', ...HERE], health: '/health',
  jobs: { embed: ['--is-embedding'] }, only: 'embed',
  smaller: [{ arguments: ['--max-running-requests', '16'] }, { arguments: ['--limit-mm-data-per-request', ONE_OF_EACH], job: 'see' }, ...contexts('--context-length')],
};

const llamaServer: StartPreset = {
  command: ['llama-server', '--model', '{model}', '--metrics', ...HERE], health: '/health',
  jobs: { see: ['--mmproj', '{projector}'], embed: ['--embeddings'] }, only: 'embed',
  aliases: { '--parallel': ['-np'], '--batch-size': ['-b'], '--ubatch-size': ['-ub'], '--ctx-size': ['-c'], '--n-gpu-layers': ['-ngl', '--gpu-layers'] },
  smaller: [
    { arguments: ['--parallel', '1'] }, { arguments: ['--image-max-tokens', '512'], job: 'see' }, { arguments: ['--batch-size', '512', '--ubatch-size', '128'], not: WHOLE },
    ...sizes('--ctx-size', [16_384, 8_192, 4_096, 2_048]),
  ],
  cpu: { arguments: ['--n-gpu-layers', '0'] },
};

const llamaCppPython: StartPreset = {
  command: ['python3', '-m', 'llama_cpp.server', '--model', '{model}', ...HERE], health: '/v1/models',
  jobs: { embed: ['--embedding', 'true'] }, only: 'embed',
  defaults: { '--n_batch': 512, '--n_ctx': 2_048 },
  smaller: [{ arguments: ['--n_batch', '128'], not: WHOLE }, ...sizes('--n_ctx', [16_384, 8_192, 4_096, 2_048, 1_024])],
  cpu: { arguments: ['--n_gpu_layers', '0'] },
};

const ollama: StartPreset = {
  command: ['ollama', 'serve'], env: { OLLAMA_HOST: '127.0.0.1:{port}' }, health: '/api/version',
  smaller: [{ env: { OLLAMA_NUM_PARALLEL: '1' } }, ...['8192', '4096', '2048'].map((tokens) => ({ env: { OLLAMA_CONTEXT_LENGTH: tokens } }))],
  cpu: { env: { CUDA_VISIBLE_DEVICES: '-1' } },
};

const launch = (kind: Readonly<Record<string, string>>): PrepareRequest => ({ path: '/v1/models', body: { model_uid: '{model}', model_name: '{model}', ...kind } });
const talks = launch({ model_type: 'LLM', model_engine: 'transformers' });
const sounds = launch({ model_type: 'audio' });

const xinference: StartPreset = {
  command: ['xinference-local', ...HERE], env: { XINFERENCE_AUTH_ADVANCED: '0' }, health: '/status',
  prepare: { chat: talks, see: talks, embed: launch({ model_type: 'embedding' }), transcribe: sounds, speak: sounds },
  cpu: {},
};

/** One for each dialect. All of them listen on loopback only. */
export const SERVER_PRESETS: Readonly<Record<DialectName, ServerPreset>> = {
  vouch: { url: local(7800), start: { command: ['vouch-models', 'serve', '{model}', '--port', '{port}'], health: '/health', cpu: { arguments: ['--cpu'] } }, model: 'a models.json' },
  vllm: { url: local(8000), start: vllm, model: 'a repository or a folder' },
  sglang: { url: local(30_000), start: sglang, model: 'a repository or a folder' },
  'llama-server': { url: local(8080), start: llamaServer, model: 'a GGUF file' },
  'llama-cpp-python': { url: local(8000), start: llamaCppPython, model: 'a GGUF file' },
  ollama: { url: local(11_434), start: ollama, model: 'a model that was pulled' },
  localai: { url: local(8080), start: { command: ['local-ai', 'run', '--address', '127.0.0.1:{port}'], health: '/readyz' }, model: 'a model of its gallery' },
  transformers: { url: local(8000), start: { command: ['transformers', 'serve', ...HERE], health: '/health', cpu: { arguments: ['--device', 'cpu'] } }, model: 'a repository or a folder' },
  xinference: { url: local(9997), start: xinference, model: 'a model of its catalogue, by its name there' },
  infinity: {
    url: local(7997),
    start: {
      command: ['infinity_emb', 'v2', '--model-id', '{model}', ...HERE, '--url-prefix', '/v1'], health: '/health',
      defaults: { '--batch-size': 32 }, smaller: sizes('--batch-size', [8, 1]), cpu: { arguments: ['--device', 'cpu'] },
    },
    model: 'a repository or a folder',
  },
  openai: { url: 'https://api.openai.com/v1', model: 'a model that it offers' },
};
