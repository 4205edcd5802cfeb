import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { extname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import type { EngineOptions } from '../engines/engine.js';
import { VouchError } from '../../core/index.js';

/** A command that starts a model server process which speaks the start-line protocol. */
export interface Launch {
  readonly command: string;
  readonly arguments: readonly string[];
  readonly env: Readonly<Record<string, string>>;
  readonly engine: string;
  readonly options: EngineOptions;
}

/** Starts an embedded engine: the compiled entry, or the TypeScript one when this process runs from source itself. */
export function nodeLaunch(engine: string, options: EngineOptions): Launch {
  const extension = extname(fileURLToPath(import.meta.url));
  const entry = fileURLToPath(new URL(`../engines/main${extension}`, import.meta.url));
  const loader = extension === '.ts' ? ['--import', pathToFileURL(createRequire(import.meta.url).resolve('tsx')).href] : [];
  return { command: process.execPath, arguments: ['--no-warnings', ...loader, entry], env: {}, engine, options };
}

/** Starts our Python model server with the interpreter of its virtual environment. */
export function pythonLaunch(python: string, engine: string, options: EngineOptions): Launch {
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
