import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { extname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import type { EngineOptions } from '../engines/engine.js';
import { VouchError } from '../../core/index.js';

interface Command {
  readonly command: string;
  readonly arguments: readonly string[];
  readonly env: Readonly<Record<string, string>>;
  /** For messages. */
  readonly engine: string;
}

/** A server of ours: it is told what to serve on its standard input and says on its standard output where it listens. */
export interface LineLaunch extends Command {
  readonly options: EngineOptions;
}

/** Anybody's OpenAI-compatible server program: it listens on a port that it is told, and is ready when its health route says so. */
export interface PortLaunch extends Command {
  /** 0: a free one. `{port}` in the arguments and the environment stands for it. */
  readonly port: number;
  /** A route that answers 2xx once requests can be served, such as `/health`. */
  readonly health: string;
  /** The key that requests must carry; absent: none. */
  readonly apiKey?: string | undefined;
}

export type Launch = LineLaunch | PortLaunch;

/** Starts an embedded engine: the compiled entry, or the TypeScript one when this process runs from source itself. */
export function nodeLaunch(engine: string, options: EngineOptions, env: Readonly<Record<string, string>> = {}): LineLaunch {
  const extension = extname(fileURLToPath(import.meta.url));
  const entry = fileURLToPath(new URL(`../engines/main${extension}`, import.meta.url));
  const loader = extension === '.ts' ? ['--import', pathToFileURL(createRequire(import.meta.url).resolve('tsx')).href] : [];
  return { command: process.execPath, arguments: ['--no-warnings', ...loader, entry], env, engine, options };
}

/** Starts our Python model server with the interpreter of its virtual environment. */
export function pythonLaunch(python: string, engine: string, options: EngineOptions): LineLaunch {
  const package_ = pythonPackage();
  const threads = String(options.threads);
  return {
    command: python,
    arguments: ['-m', 'vouch_models'],
    env: { PYTHONPATH: package_, PYTHONUNBUFFERED: '1', PYTHONDONTWRITEBYTECODE: '1', OMP_NUM_THREADS: threads, HF_HUB_OFFLINE: '1' },
    engine,
    options,
  };
}

/** The folder `servers/` of this package, from source and from dist alike. */
function pythonPackage(): string {
  for (const up of ['../../../servers/', '../../../../servers/']) {
    const folder = fileURLToPath(new URL(up, import.meta.url));
    if (existsSync(join(folder, 'vouch_models', '__main__.py'))) return folder;
  }
  throw new VouchError('ENGINE_MISSING', 'The Python model server (servers/vouch_models) is not in this installation. Install the package again.');
}
