import { join } from 'node:path';
import { JOBS, VouchError, type Job } from '../../core/index.js';
import { loadCatalog } from '../catalog/index.js';
import { loadConfig, type VouchConfig } from '../config.js';
import { vouchHome } from '../home.js';
import { serverFolder } from '../server-records.js';
import { machineMeter, Supervisor } from '../servers/index.js';
import { createModelStore, DiskLedger, ensurePythonEnvironment, findPythonEnvironment } from '../store/index.js';
import { embeddedOffer } from './embedded.js';
import { KeptVectors } from './kept-vectors.js';
import { Notices } from './notices.js';
import type { Offer } from './offer.js';
import type { CreateModelsOptions, ModelFiles } from './options.js';
import { remoteOffers } from './remote.js';
import { Router } from './router.js';

/**
 * What this machine and this configuration offer. Nothing is started before it is asked for; closing the supervisor ends
 * everything. Configured servers come before embedded models; among embedded ones the configured favourite, then
 * the catalogue's order.
 */
export async function openRouter(options: CreateModelsOptions = {}): Promise<{ router: Router; supervisor: Supervisor; notices: Notices; vectors: KeptVectors; disk: DiskLedger }> {
  const env = options.env ?? process.env;
  const config = options.config ?? loadConfig({ env });
  const home = options.home ?? vouchHome(env);
  const store = options.store ?? createModelStore({ home, entries: await loadCatalog({ file: config.catalog }), sources: config.sources, diskFloorBytes: config.diskFloorBytes, env });
  const disk = new DiskLedger(home, { floorBytes: config.diskFloorBytes, entries: store.entries });
  const notices = new Notices();
  if (options.onNotice) notices.add(options.onNotice);

  const defaultPython = async (signal: AbortSignal): Promise<string> => {
    const ready = await findPythonEnvironment({ home, signal });
    if (ready !== undefined) return ready;
    notices.send('The Python environment for speech recognition is being made; this takes a few minutes, once.');
    return (await ensurePythonEnvironment({ home, disk, signal })).python;
  };
  const meter = options.meter ?? machineMeter();
  const supervisor = new Supervisor({ memoryBytes: config.memoryBytes, meter, folder: serverFolder(home), ...(options.times ? { times: options.times } : {}) });
  const gpus = await meter.gpus();
  refuseTakenIds(config, store);
  const context = { config, store, supervisor, gpus, python: options.python ?? defaultPython };
  const embedded = store.entries.filter((entry) => store.state(entry.id) === 'installed').map((entry) => embeddedOffer(entry, context));
  const remote = config.servers.flatMap((server) => remoteOffers(server, { env, supervisor, gpus, sampleFrames: options.sampleFrames, recogniseMs: options.recogniseMs }));
  const offers = JOBS.flatMap((job) => inOrder(job, [...remote, ...embedded], config));
  const vectors = new KeptVectors(join(home.cache, 'vectors'), (notice) => { notices.send(notice); });
  return { router: new Router(offers, store.entries, notices, supervisor), supervisor, notices, vectors, disk };
}

/** A server that is started under the id of a model that is here would be taken for that model's own process. Throws USAGE. */
function refuseTakenIds({ servers }: VouchConfig, store: ModelFiles): void {
  const taken = servers.find(({ id, start }) => start !== undefined && store.entries.some((entry) => entry.id === id && store.state(id) === 'installed'));
  if (taken) throw new VouchError('USAGE', `A server in the configuration is called ${taken.id}, like a model that is here. Give it another id.`, { details: { server: taken.id } });
}

/** The offers for a job: the one that the configuration prefers first. */
function inOrder(job: Job, offers: readonly Offer[], config: VouchConfig): Offer[] {
  const able = offers.filter((offer) => offer.job === job);
  const favourite = config.models[job];
  return [...able.filter((offer) => offer.modelId === favourite), ...able.filter((offer) => offer.modelId !== favourite)];
}

export type { Offer } from './offer.js';
