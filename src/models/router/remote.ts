import { abortable, VouchError, type Job } from '../../core/index.js';
import type { ServerConfig } from '../config.js';
import { type Dialect, dialectOf, type Endpoint, type FrameSampler, recogniseServer, type ServerFound } from '../providers/index.js';
import { newWindow } from './decide/window.js';
import { Lane } from './lane.js';
import { callFailure, type Offer } from './offer.js';
import { ServerLoad } from './server-load.js';

/** ms for a server to say what it is and which models it has. */
const RECOGNISE_MS = 30_000;

type Environment = Readonly<Record<string, string | undefined>>;

/** Requests that a server gets at the same time before it is known how many it takes, and at most where the user sets no limit. */
const FIRST_WIDTH = 4;
const WIDEST = 64;

/** The offers of a configured server: one for each of its jobs; all of them share its lane and what it was recognised as. */
export function remoteOffers(server: ServerConfig, env: Environment, sampleFrames?: FrameSampler): Offer[] {
  const load = new ServerLoad(server.url, server.apiKeyEnv === undefined ? undefined : env[server.apiKeyEnv]);
  const window = newWindow(FIRST_WIDTH, server.concurrency ?? WIDEST);
  const lane = new Lane({ server: server.id, window, waiting: () => load.waiting(), breaks: true });
  const apiKey = server.apiKeyEnv === undefined ? undefined : env[server.apiKeyEnv];
  const given = server.dialect === undefined ? undefined : dialectOf(server.dialect);
  const plain = endpointOf(server, apiKey, given);
  const recognise = askOnce((signal) => recogniseServer(plain, given, signal));

  return Object.entries(server.jobs).map(([job, configured]): Offer => {
    const call: Offer['call'] = async (work, options) => {
      const { signal } = options;
      if (server.apiKeyEnv !== undefined && apiKey === undefined) {
        throw new VouchError('MODEL_SERVER_FAILED', `The server ${server.id} wants a key, but the environment variable ${server.apiKeyEnv} is not set.`, { retryable: false });
      }
      try {
        return await lane.run(async () => work({ ...endpointFor(plain, configured, await recognise(signal)), sampleFrames }), options);
      } catch (error) {
        throw callFailure(error, signal);
      }
    };
    const modelId = configured === '' ? server.id : configured;
    return {
      job: job as Job,
      modelId,
      server: server.id,
      embedded: false,
      version: null,
      configured: true,
      languages: undefined,
      lane,
      isOpen: () => lane.isOpen,
      loadMs: () => 0,
      reduction: () => undefined,
      call,
      warm: () => Promise.resolve(),
      status: () => ({ model: modelId, server: `${server.id} (${server.url})`, engine: 'server', state: 'remote', memoryBytes: 0, residentBytes: 0 }),
    };
  });
}

/** The server before anything is known of it. */
export function endpointOf(server: ServerConfig, apiKey: string | undefined, dialect: Dialect = dialectOf('openai')): Endpoint {
  return { server: server.id, baseUrl: server.url.replace(/\/+$/, ''), apiKey, model: '', modelId: server.id, dialect };
}

/** The model that is configured, else the first that the server has, with what the server tells of it. */
export function endpointFor(plain: Endpoint, configured: string, { dialect, models }: ServerFound): Endpoint {
  const model = configured === '' ? models[0]?.id : configured;
  if (model === undefined) throw new VouchError('MODEL_SERVER_FAILED', `${plain.server} at ${plain.baseUrl} offers no model. Load one there, or name one in the configuration.`, { retryable: false });
  // Ollama lists the tag that a name without one stands for.
  const found = models.find(({ id }) => id === model || id === `${model}:latest`);
  return { ...plain, dialect, model, modelId: model, contextTokens: found?.contextTokens, takes: found?.takes };
}

/** One question for all who want its answer. Who gives up leaves the others waiting; a failure is not kept. */
function askOnce<T>(ask: (signal: AbortSignal) => Promise<T>): (signal: AbortSignal) => Promise<T> {
  let asked: Promise<T> | undefined;
  return (signal) => {
    asked ??= ask(AbortSignal.timeout(RECOGNISE_MS)).catch((error: unknown) => {
      asked = undefined;
      throw error;
    });
    return abortable(asked, signal);
  };
}
