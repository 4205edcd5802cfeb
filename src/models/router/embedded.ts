import type { CatalogEntry } from '../catalog/index.js';
import type { VouchConfig } from '../config.js';
import type { EngineOptions } from '../engines/engine.js';
import { LlamaSettings } from '../engines/llama/settings.js';
import { takesOf } from '../providers/index.js';
import { engineThreads, gpuEnvironment, nodeLaunch, pythonLaunch, RAM, type Device, type Launch, type LoadWay, type ServerDeclaration, type Supervisor } from '../servers/index.js';
import { plannedWays, type PlannedWay } from './load-ways.js';
import type { Offer } from './offer.js';
import type { ModelFiles } from './options.js';
import { supervisedOffer } from './supervised.js';

export interface EmbeddedContext {
  readonly config: VouchConfig;
  readonly store: ModelFiles;
  readonly supervisor: Supervisor;
  readonly gpus: readonly Device[];
  /** Path of a Python that has the model server's requirements. */
  python(signal: AbortSignal): Promise<string>;
}

/** Engines that live in the Python model server instead of a Node process. */
const PYTHON_ENGINES: ReadonlySet<string> = new Set(['faster-whisper']);

/** Digits of a file's SHA-256 that tell its versions apart. */
const VERSION_DIGITS = 12;

/** The offer of a catalogue model whose files are here; its process is started by the first call. */
export function embeddedOffer(entry: CatalogEntry, context: EmbeddedContext): Offer {
  return supervisedOffer(context.supervisor.declare(declarationOf(entry, context)), context.supervisor, {
    job: entry.job,
    engine: entry.engine,
    takes: takesOf(entry.modalities.in),
    version: (entry.files.find(({ role }) => role === 'model') ?? entry.files[0])?.sha256.slice(0, VERSION_DIGITS) ?? null,
    configured: context.config.models[entry.job] === entry.id,
    languages: entry.languages,
    width: widthOf(entry),
  });
}

/** Requests that its engine computes at the same time: a language model as many as it has sequences, the others one after the other. */
function widthOf(entry: CatalogEntry): number {
  return entry.engine === 'llama' ? LlamaSettings.parse(entry.settings).sequences : 1;
}

/** What the supervisor must know of a catalogue model. */
function declarationOf(entry: CatalogEntry, context: EmbeddedContext): ServerDeclaration {
  const { config, store, gpus } = context;
  const useful = engineThreads(entry.needs.threads, config.threads);
  const toWay = ({ settings, ...way }: PlannedWay): LoadWay => ({
    ...way,
    threads: useful,
    async launch(signal, threads = useful): Promise<Launch> {
      const options: EngineOptions = { modelId: entry.id, files: store.files(entry.id), threads, settings: { ...(config.gpu ? {} : { gpu: false }), ...entry.settings, ...settings } };
      if (PYTHON_ENGINES.has(entry.engine)) return pythonLaunch(await context.python(signal), entry.engine, options);
      return nodeLaunch(entry.engine, options, way.device === RAM ? {} : gpuEnvironment(way.device));
    },
  });
  const [best, ...others] = plannedWays(entry, gpus, config.gpu);
  return {
    id: entry.id,
    ways: [toWay(best), ...others.map(toWay)],
    spare: config.hotSpares.includes(entry.id),
    async diagnose(signal) {
      const { damaged } = await store.verify(entry.id, { signal });
      return damaged.length === 0 ? undefined : `${damaged.join(', ')} of the model ${damaged.length === 1 ? 'is' : 'are'} damaged. Fetch it anew with: vouch pull ${entry.id}`;
    },
  };
}
