import { z } from 'zod';
import type { ProfileName } from './profile-names.js';

/** What a profile has a model for; more than the jobs of the runtime, because servers do more than tools ask for yet. */
export const PROFILE_ROLES = {
  language: 'plans, writes, judges',
  vision: 'sees pictures and answers about them',
  'speech in': 'speech to text',
  'speech out': 'text to speech',
  'image-text': 'pictures and texts in one space',
  picture: 'pictures from words',
  sound: 'sounds and music from words',
} as const;
export type ProfileRole = keyof typeof PROFILE_ROLES;

export const ProfileModel = z.strictObject({
  role: z.enum(Object.keys(PROFILE_ROLES) as [ProfileRole, ...ProfileRole[]]),
  /** Catalogue id where Vouch runs it itself, else the publisher's repository. */
  model: z.string(),
  /** `vouch`: embedded, fetched and verified by `vouch pull`. The others fetch it themselves when they are told to serve it. */
  server: z.enum(['vouch', 'vouch-models', 'vllm', 'ollama']),
  /** Of the Python server, where it serves the model. */
  engine: z.string().optional(),
  licence: z.string(),
  /** About so many bytes of weights. */
  bytes: z.number().positive(),
  /** About so many bytes of memory when it works. */
  memoryBytes: z.number().positive(),
  /** What a server command needs beyond the name. */
  options: z.array(z.string()).optional(),
  /** One result takes minutes on this kind of machine. */
  slow: z.boolean().optional(),
  /** It was fetched and run in the making of Vouch. */
  tried: z.boolean(),
  /** Where the size is from: `files`, its publisher's list of files (a stored copy of that page); `reckoned`: from the number of its weights. */
  sizeFrom: z.enum(['files', 'reckoned']),
});
export type ProfileModel = z.infer<typeof ProfileModel>;

export interface Profile {
  readonly name: ProfileName;
  /** Bytes of the device that its models must fit into, one at a time at least. */
  readonly deviceBytes: number;
  readonly models: readonly ProfileModel[];
}

const GB = 1e9;

const coder: ProfileModel = { role: 'language', model: 'qwen2.5-coder-1.5b', server: 'vouch', licence: 'Apache-2.0', bytes: 1.12 * GB, memoryBytes: 2 * GB, tried: true, sizeFrom: 'files' };
const whisperBase: ProfileModel = { role: 'speech in', model: 'whisper-base', server: 'vouch', licence: 'MIT', bytes: 0.15 * GB, memoryBytes: 0.5 * GB, tried: true, sizeFrom: 'files' };
const kokoro: ProfileModel = { role: 'speech out', model: 'kokoro', server: 'vouch', licence: 'Apache-2.0', bytes: 0.1 * GB, memoryBytes: 0.6 * GB, tried: true, sizeFrom: 'files' };

type SizeFrom = ProfileModel['sizeFrom'];

/** A model of the Python server. It fetches the files as they are published, often in 32 bit, and keeps 16 bit of them on a GPU. */
function python(role: ProfileRole, engine: string, model: string, licence: string, bytes: number, memoryBytes: number, sizeFrom: SizeFrom = 'reckoned'): ProfileModel {
  return { role, engine, model, server: 'vouch-models', licence, bytes: bytes * GB, memoryBytes: memoryBytes * GB, tried: false, sizeFrom };
}

function vllm(role: ProfileRole, model: string, licence: string, bytes: number, memoryBytes: number, ...options: string[]): ProfileModel {
  return { role, model, server: 'vllm', licence, bytes: bytes * GB, memoryBytes: memoryBytes * GB, ...(options.length === 0 ? {} : { options }), tried: false, sizeFrom: 'reckoned' };
}

function ollama(role: ProfileRole, model: string, licence: string, bytes: number, memoryBytes: number, sizeFrom: SizeFrom = 'reckoned'): ProfileModel {
  return { role, model, server: 'ollama', licence, bytes: bytes * GB, memoryBytes: memoryBytes * GB, tried: false, sizeFrom };
}

const turbo = python('speech in', 'faster-whisper', 'deepdml/faster-whisper-large-v3-turbo-ct2', 'MIT', 1.62, 2.5, 'files');
const clip = python('image-text', 'image-text-embed', 'openai/clip-vit-base-patch32', 'none named with the weights (code: MIT; its card calls deployed use out of scope)', 0.6, 1.2);
const siglip = python('image-text', 'image-text-embed', 'google/siglip2-so400m-patch14-384', 'Apache-2.0', 4.54, 3, 'files');
const stableAudio = python('sound', 'diffuse-audio', 'stabilityai/stable-audio-open-1.0', 'Stability AI Community (free below 1 M$ of yearly revenue; to be accepted in the hub first)', 5.3, 6);

/** Qwen3 without "Instruct" in its name thinks before it answers unless its template is told not to; short answers and schemas want none of that. */
const NO_THOUGHTS = ['--default-chat-template-kwargs', '{"enable_thinking":false}'];

/** On a CPU all is computed in 32 bit, and pictures and sounds from words take minutes. */
const onCpu = (model: ProfileModel): ProfileModel => ({ ...model, slow: true });
const musicgen = onCpu(python('sound', 'text-to-audio', 'facebook/musicgen-small', 'CC-BY-NC-4.0 (no commercial use)', 2.4, 3.5));

export const PROFILES: readonly Profile[] = [
  { name: 'cpu', deviceBytes: 8 * GB, models: [coder, python('vision', 'vision-chat', 'HuggingFaceTB/SmolVLM2-500M-Video-Instruct', 'Apache-2.0', 2.03, 3, 'files'), whisperBase, kokoro, clip, onCpu(python('picture', 'text-to-image', 'nota-ai/bk-sdm-tiny', 'CreativeML OpenRAIL-M', 3.2, 4)), musicgen] },
  {
    name: 'cpu-large', deviceBytes: 16 * GB,
    models: [
      ollama('language', 'qwen3:4b-instruct', 'Apache-2.0', 2.5, 4.5), ollama('vision', 'qwen3-vl:4b-instruct', 'Apache-2.0', 3.3, 6, 'files'),
      python('speech in', 'faster-whisper', 'Systran/faster-whisper-small', 'MIT', 0.48, 1.2, 'files'), kokoro, clip,
      onCpu(python('picture', 'text-to-image', 'stable-diffusion-v1-5/stable-diffusion-v1-5', 'CreativeML OpenRAIL-M', 5.5, 7)), musicgen,
    ],
  },
  {
    name: 'gpu-8gb', deviceBytes: 8 * GB,
    models: [
      ollama('language', 'qwen3:4b-instruct', 'Apache-2.0', 2.5, 5), python('vision', 'vision-chat', 'Qwen/Qwen3-VL-2B-Instruct', 'Apache-2.0', 4.3, 6), turbo, kokoro, siglip,
      python('picture', 'text-to-image', 'stable-diffusion-v1-5/stable-diffusion-v1-5', 'CreativeML OpenRAIL-M', 5.5, 3.5), stableAudio,
    ],
  },
  {
    name: 'gpu-24gb', deviceBytes: 24 * GB,
    models: [
      vllm('language', 'Qwen/Qwen3-14B-AWQ', 'Apache-2.0', 10, 18, '--max-model-len', '16384', ...NO_THOUGHTS), vllm('vision', 'Qwen/Qwen3-VL-8B-Instruct', 'Apache-2.0', 17.5, 21.5, '--max-model-len', '8192'), turbo, kokoro, siglip,
      python('picture', 'text-to-image', 'stabilityai/stable-diffusion-xl-base-1.0', 'CreativeML Open RAIL++-M', 13.9, 10), stableAudio,
    ],
  },
  {
    name: 'gpu-80gb', deviceBytes: 80 * GB,
    models: [
      vllm('language', 'Qwen/Qwen3-30B-A3B-Instruct-2507-FP8', 'Apache-2.0', 31, 45, '--max-model-len', '65536'), vllm('vision', 'Qwen/Qwen3-VL-30B-A3B-Instruct-FP8', 'Apache-2.0', 33, 48, '--max-model-len', '32768'), turbo, kokoro, siglip,
      python('picture', 'text-to-image', 'black-forest-labs/FLUX.1-schnell', 'Apache-2.0', 34, 38), stableAudio,
    ],
  },
];

/** What of a machine decides its profile. */
export interface MachineSize {
  readonly ramBytes: number;
  readonly cores: number;
  /** Memory of the largest GPU; `undefined`: there is none that can be measured. */
  readonly gpuBytes: number | undefined;
}

/** Memory is a little less than what is written on the box. */
const TOLERANCE = 0.92;

/** The largest profile that the machine can carry. */
export function profileFor({ ramBytes, cores, gpuBytes }: MachineSize): ProfileName {
  const gpu = (gb: number): boolean => gpuBytes !== undefined && gpuBytes >= gb * GB * TOLERANCE;
  if (gpu(80)) return 'gpu-80gb';
  if (gpu(24)) return 'gpu-24gb';
  if (gpu(8)) return 'gpu-8gb';
  return ramBytes >= 16 * GB * TOLERANCE && cores >= 8 ? 'cpu-large' : 'cpu';
}

export function profileOf(name: ProfileName): Profile {
  const profile = PROFILES.find((candidate) => candidate.name === name);
  if (!profile) throw new RangeError(`unreachable: there is no profile ${name}`);
  return profile;
}

/** The models of a profile that the Python server serves, as its models file lists them. */
export function pythonModelsOf({ models }: Profile): { id: string; engine: string; source: string }[] {
  return models.flatMap(({ server, engine, model }) => (server === 'vouch-models' && engine !== undefined ? [{ id: shortName(model), engine, source: model }] : []));
}

/** What a model is called here: its publisher's repository has a longer name. */
export function shortName(model: string): string {
  return model.split('/').at(-1)?.toLowerCase() ?? model;
}

/** What vLLM takes of a card when it is told nothing, and at most here. */
const MOST_SHARE = 0.9;

/**
 * What a server command needs beyond the name, on a card of `deviceBytes`. vLLM takes a share of the card at its start, whatever its model needs:
 * it is told the one that is set aside for it.
 */
export function optionsFor({ server, options = [], memoryBytes }: ProfileModel, deviceBytes: number): string[] {
  const share = Math.min(MOST_SHARE, Math.floor((memoryBytes / deviceBytes) * 100) / 100);
  return server === 'vllm' ? ['--gpu-memory-utilization', String(share), ...options] : [...options];
}

/** The command by which a server that somebody else made is told to serve a model, on a card of `deviceBytes`. */
export function commandFor(entry: ProfileModel, deviceBytes: number): string | undefined {
  const { server, model } = entry;
  if (server === 'vllm') return ['vllm serve', model, ...optionsFor(entry, deviceBytes).map(quoted)].join(' ');
  return server === 'ollama' ? `ollama pull ${model}` : undefined;
}

/** As a shell reads it. */
function quoted(word: string): string {
  return /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word}'`;
}
