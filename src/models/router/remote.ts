import { VouchError, type Job } from '../../core/index.js';
import type { ServerConfig, ServerStart } from '../config.js';
import { chat, type Dialect, dialectOf, type Endpoint, type FrameSampler, type ModelFound, recogniseServer, rootOf, send, type ServerFound, unreachable } from '../providers/index.js';
import type { Device, Supervisor } from '../servers/index.js';
import { newWindow } from './decide/window.js';
import { Lane } from './lane.js';
import { callFailure, type Offer, type OfferCall } from './offer.js';
import { mayHaveChanged, Recognition } from './recognition.js';
import { ServerLoad } from './server-load.js';
import { startedDeclaration } from './started.js';

/** Default of `recogniseMs`. */
const RECOGNISE_MS = 30_000;

type Environment = Readonly<Record<string, string | undefined>>;

/** Requests that a server gets at the same time before it is known how many it takes, and at most where the user sets no limit. */
const FIRST_WIDTH = 4;
const WIDEST = 64;

export interface RemoteContext {
  /** Keys are read from here. */
  readonly env: Environment;
  readonly supervisor: Supervisor;
  readonly gpus: readonly Device[];
  readonly sampleFrames: FrameSampler | undefined;
  /** ms for a server to say what it is and which models it has. */
  readonly recogniseMs?: number | undefined;
}

/** The offers of a configured server: one for each of its jobs; all of them share its lane and what it was recognised as. */
export function remoteOffers(server: ServerConfig, { env, supervisor, gpus, sampleFrames, recogniseMs = RECOGNISE_MS }: RemoteContext): Offer[] {
  const apiKey = keyIn(env, server);
  const given = server.dialect === undefined ? undefined : dialectOf(server.dialect);
  const recognition = new Recognition((plain) => recogniseInTime(plain, given, recogniseMs, Object.values(server.jobs)));
  const { url, start } = server;
  const load = new ServerLoad(apiKey);
  if (url !== undefined) load.at(rootOf({ baseUrl: url.replace(/\/+$/, '') }));
  const window = newWindow(FIRST_WIDTH, server.concurrency ?? WIDEST);
  const lane = new Lane({ server: server.id, window, inside: () => load.now(), breaks: start === undefined });
  const at = (base: string): Endpoint => endpointOf(server.id, base, apiKey, given);
  const started = start && supervisor.declare({
    ...startedDeclaration(server, start, apiKey, gpus),
    prepare: (address, signal) => prepare(at(address.url), start, signal),
    probe: (address, signal) => answers(at(address.url + start.path), server, given, signal),
  });
  const reach = <T>(work: (plain: Endpoint) => Promise<T>, { signal, hasOther, begun }: OfferCall): Promise<T> =>
    started && start ? supervisor.use(started, (address) => {
      load.at(address.url);
      return work(at(address.url + start.path));
    }, signal, { hasOther, begun }) : work(at(url ?? ''));

  return Object.entries(server.jobs).map(([job, configured]): Offer => {
    const call: Offer['call'] = async (work, options) => {
      const { signal } = options;
      mustHaveKey(server, apiKey);
      try {
        return await lane.run(() => reach(async (plain) => {
          const endpoint = await endpointOfJob(plain, configured, job as Job, recognition, signal);
          const result = await work({ ...endpoint, sampleFrames });
          // Ollama tells the context of a model only once it is loaded.
          if (endpoint.dialect.tooLong === 'cuts' && endpoint.contextTokens === undefined) recognition.doubt();
          return result;
        }, options), options);
      } catch (error) {
        if (mayHaveChanged(error)) recognition.forget();
        throw callFailure(error, signal);
      }
    };
    const modelId = configured === '' ? server.id : configured;
    return {
      job: job as Job,
      modelId,
      server: server.id,
      embedded: false,
      process: started?.id,
      version: null,
      configured: true,
      languages: undefined,
      lane,
      isOpen: () => (started ? started.state !== 'quarantined' : lane.isOpen),
      loadMs: () => (!started || started.isUp ? 0 : started.holding.reloadMs(started.way)),
      reduction: () => started?.reduction,
      call,
      warm: (signal) => (started ? supervisor.warm(started, signal) : Promise.resolve()),
      status: () => ({ model: modelId, server: started ? server.id : `${server.id} (${url ?? ''})`, engine: 'server', state: started?.state ?? 'remote', memoryBytes: started?.needBytes ?? 0, residentBytes: started ? (started.residentBytes ?? null) : 0, ...(started?.reduction === undefined ? {} : { reduction: started.reduction }) }),
    };
  });
}

/** The key of a server; undefined where it needs none, or where its variable is not set. */
function keyIn(env: Environment, { apiKeyEnv }: ServerConfig): string | undefined {
  return apiKeyEnv === undefined ? undefined : env[apiKeyEnv];
}

function mustHaveKey({ id, apiKeyEnv }: ServerConfig, apiKey: string | undefined): void {
  if (apiKeyEnv !== undefined && apiKey === undefined) throw new VouchError('MODEL_SERVER_FAILED', `The server ${id} wants a key, but the environment variable ${apiKeyEnv} is not set.`, { retryable: false });
}

/** A configured server that is there already, before anything is known of it. Throws MODEL_SERVER_FAILED where its key is missing. */
export function joinedEndpoint(server: ServerConfig, url: string, env: Environment): Endpoint {
  const apiKey = keyIn(env, server);
  mustHaveKey(server, apiKey);
  return endpointOf(server.id, url, apiKey, server.dialect === undefined ? undefined : dialectOf(server.dialect));
}

/** Where the model is not in a list that was read before, it is read again: it may have been loaded since. */
async function endpointOfJob(plain: Endpoint, configured: string, job: Job, recognition: Recognition, signal: AbortSignal): Promise<Endpoint> {
  const found = await recognition.of(plain, signal);
  if (configured !== '' || found.models.length > 0) return endpointFor(plain, configured, found, job);
  recognition.forget();
  return endpointFor(plain, configured, await recognition.of(plain, signal), job);
}

/** A server that was started and answers is told what to load. */
async function prepare(root: Endpoint, { prepare: requests }: ServerStart, signal: AbortSignal): Promise<void> {
  for (const { path, body } of requests) {
    const response = await send(root, { method: 'POST', path, headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }, signal);
    await response.text();
  }
}

/** A server that was started answers a first, tiny conversation, where that is its job; else it lists its models. */
async function answers(plain: Endpoint, { jobs }: ServerConfig, given: Dialect | undefined, signal: AbortSignal): Promise<void> {
  const found = await recogniseServer(plain, given, signal, Object.values(jobs));
  const job = (['chat', 'see'] as const).find((candidate) => jobs[candidate] !== undefined);
  if (job !== undefined) await chat(endpointFor(plain, jobs[job] ?? '', found, job), { messages: [{ role: 'user', content: 'Say yes.' }], maxTokens: 1 }, signal);
}

/** A server before anything is known of it. */
function endpointOf(server: string, url: string, apiKey: string | undefined, dialect: Dialect = dialectOf('openai')): Endpoint {
  return { server, baseUrl: url.replace(/\/+$/, ''), apiKey, model: '', modelId: server, dialect };
}

/** The model that is configured, else the first that the server has for the job, with what the server tells of it. */
export function endpointFor(plain: Endpoint, configured: string, { dialect, models }: ServerFound, job: Job): Endpoint {
  const model = configured === '' ? models.find((found) => mayDo(found, job))?.id : configured;
  if (model === undefined) throw new VouchError('MODEL_SERVER_FAILED', `${plain.server} at ${plain.baseUrl} offers no model for "${job}". Load one there, or name one in the configuration.`, { retryable: false });
  // Ollama lists the tag that a name without one stands for.
  const found = models.find(({ id }) => id === model || id === `${model}:latest`);
  return { ...plain, dialect, model, modelId: model, contextTokens: found?.contextTokens, reckonedTokens: found?.reckonedTokens, takes: found?.takes };
}

/** Servers of others do not say which model does what. One that sees talks, too. */
function mayDo({ job: does }: ModelFound, job: Job): boolean {
  return does === undefined || does === job || (does === 'see' && job === 'chat');
}

/** A server that takes connections and then says nothing is as good as gone: others may be asked. */
async function recogniseInTime(plain: Endpoint, given: Dialect | undefined, ms: number, wanted: readonly string[]): Promise<ServerFound> {
  try {
    return await recogniseServer(plain, given, AbortSignal.timeout(ms), wanted);
  } catch (error) {
    if (VouchError.is(error) && error.code === 'TIMEOUT') throw unreachable(error, plain);
    throw error;
  }
}
