import type { CatalogEntry } from '../catalog/index.js';
import type { VouchConfig } from '../config.js';
import type { EngineOptions } from '../engines/engine.js';
import { LlamaSettings } from '../engines/llama/settings.js';
import { engineThreads, nodeLaunch, pythonLaunch, type Device, type Launch, type LoadWay, type ServerDeclaration, type Supervisor } from '../servers/index.js';
import { fixedWindow } from './decide/window.js';
import { Lane } from './lane.js';
import { plannedWays, type PlannedWay } from './load-ways.js';
import { dialectOf } from '../providers/index.js';
import { callFailure, type Offer } from './offer.js';
import type { ModelFiles } from './options.js';

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
  const { config, supervisor } = context;
  const server = supervisor.declare(declarationOf(entry, context));
  // Those that wait do so here, where they can still be cancelled for nothing.
  const lane = new Lane({ server: entry.id, window: fixedWindow(widthOf(entry)), breaks: false });

  const call: Offer['call'] = async (work, options) => {
    const { signal, hasOther, begun } = options;
    try {
      return await lane.run(
        () =>
          supervisor.use(
            server,
            ({ url, token }) => work({ server: `embedded ${entry.engine}`, baseUrl: `${url}/v1`, apiKey: token, model: entry.id, modelId: entry.id, dialect: dialectOf('vouch') }),
            signal,
            { hasOther, begun },
          ),
        options,
      );
    } catch (error) {
      throw callFailure(error, signal);
    }
  };
  return {
    job: entry.job,
    modelId: entry.id,
    server: `embedded ${entry.engine}`,
    embedded: true,
    version: (entry.files.find(({ role }) => role === 'model') ?? entry.files[0])?.sha256.slice(0, VERSION_DIGITS) ?? null,
    configured: config.models[entry.job] === entry.id,
    languages: entry.languages,
    lane,
    isOpen: () => server.state !== 'quarantined',
    loadMs: () => (server.isUp ? 0 : server.holding.reloadMs(server.way)),
    reduction: () => server.reduction,
    call,
    warm: (signal) => supervisor.warm(server, signal),
    status: () => ({
      model: entry.id,
      server: `embedded ${entry.engine}`,
      engine: entry.engine,
      state: server.state,
      memoryBytes: server.needBytes,
      residentBytes: server.residentBytes ?? null,
      ...(server.reduction === undefined ? {} : { reduction: server.reduction }),
    }),
  };
}

/** Requests that its engine computes at the same time: a language model as many as it has sequences, the others one after the other. */
function widthOf(entry: CatalogEntry): number {
  return entry.engine === 'llama' ? LlamaSettings.parse(entry.settings).sequences : 1;
}

/** What the supervisor must know of a catalogue model. */
function declarationOf(entry: CatalogEntry, context: EmbeddedContext): ServerDeclaration {
  const { config, store, gpus } = context;
  const launch = async (settings: PlannedWay['settings'], signal: AbortSignal): Promise<Launch> => {
    const options: EngineOptions = {
      modelId: entry.id,
      files: store.files(entry.id),
      threads: engineThreads(entry.needs.threads, config.threads),
      settings: { ...(config.gpu ? {} : { gpu: false }), ...entry.settings, ...settings },
    };
    return PYTHON_ENGINES.has(entry.engine) ? pythonLaunch(await context.python(signal), entry.engine, options) : nodeLaunch(entry.engine, options);
  };
  const toWay = ({ settings, ...way }: PlannedWay): LoadWay => ({ ...way, launch: (signal) => launch(settings, signal) });
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
