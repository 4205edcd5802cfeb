import PQueue from 'p-queue';
import { z } from 'zod';
import { VouchError } from '../../core/index.js';
import { DIALECTS, dialectOf, type Dialect } from './dialects/index.js';
import { rootOf, type Endpoint, type MediaModality } from './endpoint.js';
import { isUnreachable } from './failure.js';
import { sendForJson } from './http.js';

/** Tokens; what is no count is not told. */
const Count = z.int().positive().nullish().catch(null);

/** `/v1/models` with all that the servers add to it: vLLM its context, llama-server its context and inputs, ours its modalities. Additions of another shape tell nothing. */
const Listed = z.object({
  data: z.array(
    z.object({
      id: z.string(),
      owned_by: z.string().nullish().catch(null),
      max_model_len: Count,
      meta: z.object({ n_ctx: Count }).nullish().catch(null),
      architecture: z.object({ input_modalities: z.array(z.string()).nullish() }).nullish().catch(null),
      modalities: z.object({ in: z.array(z.string()) }).nullish().catch(null),
      job: z.string().nullish().catch(null),
    }),
  ),
});

/** What is known of one model of a server. */
export interface ModelFound {
  readonly id: string;
  readonly contextTokens: number | undefined;
  /** See Endpoint. */
  readonly reckonedTokens?: number | undefined;
  /** Empty: nothing is known. */
  readonly takes: Partial<Readonly<Record<MediaModality, boolean>>>;
  /** Of our own servers: the job that it does. */
  readonly job: string | undefined;
}

export interface ServerFound {
  readonly dialect: Dialect;
  readonly models: readonly ModelFound[];
}

/** Where a server has more models, only those that somebody wants are asked about: each is a request or two. */
const MOST_ASKED = 64;
/** Models that a server is asked about at a time. */
const AT_A_TIME = 8;

const MEDIA = ['image', 'audio', 'video'] as const satisfies readonly MediaModality[];

/**
 * What a server is and which models it has, from its list of models and its own routes: nothing is computed. A dialect that is
 * given is believed; else a server that nothing tells apart is an OpenAI-compatible one. `wanted`: the models that must be
 * asked about, however many there are; an empty name stands for the first. Throws VouchError when it does not answer.
 */
export async function recogniseServer(endpoint: Endpoint, given: Dialect | undefined, signal: AbortSignal | undefined, wanted: readonly string[] = ['']): Promise<ServerFound> {
  const data = await listModels(endpoint, given !== undefined, signal);
  const dialect = given ?? byOwner(data) ?? (await byPath(endpoint, signal)) ?? dialectOf('openai');
  const models = data.map((model): ModelFound => {
    const inputs = model.architecture?.input_modalities ?? model.modalities?.in;
    return {
      id: model.id,
      contextTokens: model.max_model_len ?? model.meta?.n_ctx ?? undefined,
      takes: inputs ? takesOf(inputs) : {},
      job: model.job ?? undefined,
    };
  });
  // Ollama is asked for each of its models, and there may be hundreds.
  const isAsked = ({ id }: ModelFound, index: number): boolean => models.length <= MOST_ASKED || wanted.some((name) => (name === '' ? index === 0 : id === name || id === `${name}:latest`));
  const asking = new PQueue({ concurrency: AT_A_TIME });
  return { dialect, models: await asking.addAll(models.map((model, index) => () => (isAsked(model, index) ? withOwnRoutes(model, { ...endpoint, dialect }, signal) : Promise.resolve(model)))) };
}

/** Answers that say nothing of whether there is a list: the key is wrong, or the server has too much to do. */
const NO_WORD = [401, 403, 408, 429, 503];

/** Empty for a server that has no list. One whose kind is known may fail to make it: `transformers serve` does without a cache of the hub. */
async function listModels(endpoint: Endpoint, isKnown: boolean, signal: AbortSignal | undefined): Promise<z.output<typeof Listed>['data']> {
  try {
    return (await sendForJson(endpoint, { method: 'GET', path: '/models' }, Listed, signal)).data;
  } catch (error) {
    if (!VouchError.is(error)) throw error;
    const status = error.details?.['status'];
    const hasNone = error.code === 'MODEL_REPLY_INVALID' || [404, 405, 501].includes(Number(status));
    if (hasNone || (isKnown && typeof status === 'number' && !NO_WORD.includes(status))) return [];
    throw error;
  }
}

function byOwner(models: readonly { owned_by?: string | null | undefined }[]): Dialect | undefined {
  return DIALECTS.find(({ recognise }) => models.some(({ owned_by }) => owned_by != null && recognise.ownedBy.includes(owned_by)));
}

async function byPath(endpoint: Endpoint, signal: AbortSignal | undefined): Promise<Dialect | undefined> {
  for (const dialect of DIALECTS) {
    const { path, field } = dialect.recognise;
    if (path === undefined || field === undefined) continue;
    const answer = await askRoute(endpoint, 'GET', path, undefined, z.looseObject({}), signal);
    if (answer && field in answer) return dialect;
  }
  return undefined;
}

const LlamaProps = z.object({ modalities: z.object({ vision: z.boolean().nullish(), audio: z.boolean().nullish(), video: z.boolean().nullish() }) });
const OllamaModel = z.object({ capabilities: z.array(z.string()).default([]), projector_info: z.looseObject({}).optional() });
const OllamaLoaded = z.object({ models: z.array(z.object({ model: z.string(), context_length: Count })).default([]) });
const SglangModel = z.object({ has_image_understanding: z.boolean().nullish(), has_audio_understanding: z.boolean().nullish() });

async function withOwnRoutes(model: ModelFound, endpoint: Endpoint, signal: AbortSignal | undefined): Promise<ModelFound> {
  const { capabilities } = endpoint.dialect;
  if (capabilities === 'ollama') {
    const shown = await askRoute(endpoint, 'POST', '/api/show', { model: model.id }, OllamaModel, signal);
    return {
      ...model,
      contextTokens: (await loadedContext({ ...endpoint, model: model.id }, signal)) ?? model.contextTokens,
      reckonedTokens: shown?.projector_info ? endpoint.dialect.reckonedTokens : undefined,
      takes: shown ? { image: shown.capabilities.includes('vision'), audio: shown.capabilities.includes('audio'), video: false } : {},
    };
  }
  if (capabilities === 'sglang') {
    const told = await askRoute(endpoint, 'GET', '/get_model_info', undefined, SglangModel, signal);
    return { ...model, takes: toldOf({ image: told?.has_image_understanding, audio: told?.has_audio_understanding }) };
  }
  if (capabilities === 'llama-server' && Object.keys(model.takes).length === 0) {
    const told = await askRoute(endpoint, 'GET', '/props', undefined, LlamaProps, signal);
    return { ...model, takes: toldOf({ image: told?.modalities.vision, audio: told?.modalities.audio, video: told?.modalities.video }) };
  }
  return model;
}

/** The context that Ollama has loaded the model with: it tells it only while the model is loaded. Undefined for every other server. */
export async function loadedContext(endpoint: Endpoint, signal: AbortSignal | undefined): Promise<number | undefined> {
  if (endpoint.dialect.capabilities !== 'ollama') return undefined;
  const loaded = await askRoute(endpoint, 'GET', '/api/ps', undefined, OllamaLoaded, signal);
  return loaded?.models.find(({ model }) => model === endpoint.model || model === `${endpoint.model}:latest`)?.context_length ?? undefined;
}

/** A route that only some servers have: undefined where it is not there, or answers something else. */
async function askRoute<T extends z.ZodType>(endpoint: Endpoint, method: 'GET' | 'POST', path: string, body: unknown, shape: T, signal: AbortSignal | undefined): Promise<z.output<T> | undefined> {
  const request = { method, path, ...(body === undefined ? {} : { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }) };
  try {
    return await sendForJson({ ...endpoint, baseUrl: rootOf(endpoint) }, request, shape, signal);
  } catch (error) {
    if (VouchError.is(error) && !isUnreachable(error) && (error.code === 'MODEL_SERVER_FAILED' || error.code === 'MODEL_REPLY_INVALID')) return undefined;
    throw error;
  }
}

/** Without what is not told. */
function toldOf(told: Readonly<Record<string, boolean | null | undefined>>): ModelFound['takes'] {
  return Object.fromEntries(Object.entries(told).filter(([, takes]) => takes != null));
}

/** What a model takes whose inputs are listed. */
export function takesOf(inputs: readonly string[]): ModelFound['takes'] {
  return Object.fromEntries(MEDIA.map((medium) => [medium, inputs.includes(medium)]));
}
