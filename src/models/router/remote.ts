import PQueue from 'p-queue';
import { VouchError, type Job } from '../../core/index.js';
import type { ServerConfig } from '../config.js';
import { listModels, type Endpoint } from '../providers/index.js';
import { callFailure, type Offer } from './offer.js';

type Environment = Readonly<Record<string, string | undefined>>;

/** The offers of a configured server: one for each of its jobs; all of them share its admission. */
export function remoteOffers(server: ServerConfig, env: Environment): Offer[] {
  const queue = new PQueue({ concurrency: server.concurrency });
  const apiKey = server.apiKeyEnv === undefined ? undefined : env[server.apiKeyEnv];
  const endpoint = (model: string, modelId: string): Endpoint => ({ server: server.id, baseUrl: server.url.replace(/\/+$/, ''), apiKey, model, modelId, ours: false });
  const firstModel = askOnce((signal) => firstModelOf(endpoint('', server.id), signal));

  return Object.entries(server.jobs).map(([job, configured]): Offer => {
    const call: Offer['call'] = async (work, signal) => {
      if (server.apiKeyEnv !== undefined && apiKey === undefined) {
        throw new VouchError('MODEL_SERVER_FAILED', `The server ${server.id} wants a key, but the environment variable ${server.apiKeyEnv} is not set.`, { retryable: false });
      }
      try {
        return await queue.add(
          async () => {
            const model = configured === '' ? await firstModel(signal) : configured;
            return work(endpoint(model, model));
          },
          { signal },
        );
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
      concurrency: server.concurrency,
      call,
      warm: () => Promise.resolve(),
      status: () => ({ model: modelId, server: `${server.id} (${server.url})`, engine: 'server', state: 'remote', memoryBytes: 0, residentBytes: 0 }),
    };
  });
}

async function firstModelOf(endpoint: Endpoint, signal: AbortSignal): Promise<string> {
  const [model] = await listModels(endpoint, signal);
  if (model === undefined) throw new VouchError('MODEL_SERVER_FAILED', `${endpoint.server} at ${endpoint.baseUrl} offers no model. Load one there, or name one in the configuration.`, { retryable: false });
  return model;
}

/** Keeps the first answer; a failure is not kept. */
function askOnce(ask: (signal: AbortSignal) => Promise<string>): (signal: AbortSignal) => Promise<string> {
  let known: string | undefined;
  return async (signal) => (known ??= await ask(signal));
}
