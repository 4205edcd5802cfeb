import { availableParallelism } from 'node:os';
import PQueue from 'p-queue';
import type { CatalogEntry } from '../catalog/index.js';
import type { VouchConfig } from '../config.js';
import type { EngineOptions } from '../engines/engine.js';
import { nodeLaunch, pythonLaunch, type ServerDeclaration, type Supervisor } from '../servers/index.js';
import { callFailure, type Offer } from './offer.js';
import type { ModelFiles } from './options.js';

export interface EmbeddedContext {
  readonly config: VouchConfig;
  readonly store: ModelFiles;
  readonly supervisor: Supervisor;
  /** Path of a Python that has the model server's requirements. */
  python(signal: AbortSignal): Promise<string>;
}

/** Engines that live in the Python model server instead of a Node process. */
const PYTHON_ENGINES: ReadonlySet<string> = new Set(['faster-whisper']);

/** Digits of a file's SHA-256 that tell its versions apart. */
const VERSION_DIGITS = 12;

/** The offer of a catalogue model whose files are here; its process is started by the first call. */
export function embeddedOffer(entry: CatalogEntry, context: EmbeddedContext): Offer {
  const { config, store, supervisor } = context;
  const declaration: ServerDeclaration = {
    id: entry.id,
    memoryBytes: entry.needs.memoryBytes,
    async launch(signal) {
      const options: EngineOptions = {
        modelId: entry.id,
        files: store.files(entry.id),
        threads: Math.max(1, Math.min(config.threads ?? availableParallelism(), availableParallelism(), entry.needs.threads)),
        settings: { ...(config.gpu ? {} : { gpu: false }), ...entry.settings },
      };
      return PYTHON_ENGINES.has(entry.engine) ? pythonLaunch(await context.python(signal), entry.engine, options) : nodeLaunch(entry.engine, options);
    },
  };
  const server = supervisor.declare(declaration);
  // An engine computes one request at a time; those that wait do so here, where they can still be cancelled for nothing.
  const queue = new PQueue({ concurrency: 1 });

  const call: Offer['call'] = async (work, signal) => {
    try {
      return await queue.add(
        () =>
          supervisor.use(
            server,
            ({ url, token }) => work({ server: `embedded ${entry.engine}`, baseUrl: `${url}/v1`, apiKey: token, model: entry.id, modelId: entry.id, ours: true }),
            signal,
          ),
        { signal },
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
    concurrency: 1,
    call,
    warm: (signal) => call(() => Promise.resolve(), signal),
    status: () => ({
      model: entry.id,
      server: `embedded ${entry.engine}`,
      engine: entry.engine,
      state: server.state,
      memoryBytes: entry.needs.memoryBytes,
      residentBytes: server.residentBytes,
    }),
  };
}
