import { createHash } from 'node:crypto';
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { messageOf, toVouchError, VouchError } from '../../core/index.js';
import type { VouchHome } from '../home.js';
import { DiskLedger } from './disk.js';
import { runLeashed } from './leashed-command.js';
import { withLock } from './locks.js';
import { removePath, sizeOf } from './part-file.js';
import { findPython, installHint, type PythonProgram } from './python-program.js';

/** waiting: another process makes it. */
export interface PythonEvent {
  readonly phase: 'waiting' | 'creating' | 'installing' | 'done';
  /** What is being done, for people: the last line that pip printed. */
  readonly note: string;
}

export interface PythonEnvironmentOptions {
  readonly home: VouchHome;
  /** Pinned requirements; default: servers/requirements.txt of this package. */
  readonly requirementsFile?: string | undefined;
  /** Default: that of `home`. */
  readonly disk?: DiskLedger | undefined;
  readonly signal?: AbortSignal | undefined;
  readonly onProgress?: ((event: PythonEvent) => void) | undefined;
}

/** About what its packages and their archives take. */
const ENVIRONMENT_BYTES = 600_000_000;

/** Written last: an environment without it was broken off and is gone on with. */
const MARKER = 'vouch-complete.json';

/** The requirements of the model server that this package carries; found from src/ and from dist/. */
export const SERVER_REQUIREMENTS = fileURLToPath(new URL('../../../servers/requirements.txt', import.meta.url));

/** Path of the environment's Python when the environment is complete; `undefined` when it must be made first. */
export async function findPythonEnvironment(options: Pick<PythonEnvironmentOptions, 'home' | 'requirementsFile' | 'signal'>): Promise<string | undefined> {
  const place = await placeOf(options);
  return (await isComplete(place.folder)) ? pythonIn(place.folder) : undefined;
}

/**
 * A virtual environment in the cache folder that holds the requirements, made when it is not there. It is keyed by the
 * requirements and by the Python version, so that a change of either makes a new one. One process makes it, others wait;
 * after a kill the next call goes on. Throws ENGINE_MISSING, MODEL_SOURCE_UNREACHABLE, STORE_FULL, or the signal's reason.
 */
export async function ensurePythonEnvironment(options: PythonEnvironmentOptions): Promise<{ readonly python: string }> {
  const place = await placeOf(options);
  if (await isComplete(place.folder)) return { python: pythonIn(place.folder) };
  const whileWaiting = async (): Promise<boolean> => {
    options.onProgress?.({ phase: 'waiting', note: 'another process makes the Python environment' });
    return isComplete(place.folder);
  };
  await withLock(join(options.home.cache, 'python', 'locks'), place.key, { signal: options.signal, whileWaiting }, async (signal) => {
    if (await isComplete(place.folder)) return;
    const disk = options.disk ?? new DiskLedger(options.home);
    await disk.withRoom('The Python environment needs', { files: {}, besideBytes: ENVIRONMENT_BYTES }, signal, (held) => make(place, { ...options, signal: held }));
  });
  options.onProgress?.({ phase: 'done', note: place.folder });
  return { python: pythonIn(place.folder) };
}

interface Place {
  readonly python: PythonProgram;
  readonly requirements: string;
  readonly key: string;
  readonly folder: string;
}

async function placeOf({ home, requirementsFile = SERVER_REQUIREMENTS, signal }: Pick<PythonEnvironmentOptions, 'home' | 'requirementsFile' | 'signal'>): Promise<Place> {
  let text: string;
  try {
    text = await readFile(requirementsFile, 'utf8');
  } catch (error) {
    throw new VouchError('ENGINE_MISSING', `The requirements of the model server, ${requirementsFile}, cannot be read: ${messageOf(error)}.`, { cause: error });
  }
  const python = await findPython(signal);
  const key = createHash('sha256').update(`${python.version}\0${text}`).digest('hex').slice(0, 16);
  return { python, requirements: requirementsFile, key, folder: join(home.cache, 'python', key) };
}

async function make(place: Place, options: PythonEnvironmentOptions): Promise<void> {
  const { folder, python } = place;
  options.onProgress?.({ phase: 'creating', note: `virtual environment of Python ${python.version}` });
  try {
    await mkdir(folder, { recursive: true });
    if (!(await runs(pythonIn(folder), ['-m', 'pip', '--version'], options.signal))) await createEnvironment(place, options);
    await install(place, options);
    // The marker appears in one rename, so that it is never seen half-written.
    await writeFile(join(folder, `${MARKER}.new`), JSON.stringify({ python: python.version }));
    await rename(join(folder, `${MARKER}.new`), join(folder, MARKER));
  } catch (error) {
    throw toVouchError(error, 'STORE_FAILED');
  }
}

async function createEnvironment({ folder, python }: Place, { signal }: PythonEnvironmentOptions): Promise<void> {
  await removePath(folder);
  const { exitCode, stdout, stderr } = await runLeashed(python.command, ['-m', 'venv', folder], { signal });
  if (exitCode === 0) return;
  const output = `${stdout}\n${stderr}`;
  if (isDiskFull(output)) throw diskFull(folder);
  throw new VouchError('ENGINE_MISSING', `Python ${python.version} cannot make a virtual environment: ${lastLine(output)}. ${installHint('python3-venv')}`);
}

async function install({ folder, requirements }: Place, { signal, onProgress }: PythonEnvironmentOptions): Promise<void> {
  const args = ['-m', 'pip', 'install', '--no-input', '--disable-pip-version-check', '--progress-bar', 'off', '--prefer-binary', '-r', requirements];
  const onLine = (line: string): void => { if (line.trim() !== '') onProgress?.({ phase: 'installing', note: line.trim() }); };
  const { exitCode, stdout, stderr } = await runLeashed(pythonIn(folder), args, { signal, onLine });
  if (exitCode === 0) return;
  const output = `${stdout}\n${stderr}`;
  if (isDiskFull(output)) throw diskFull(folder);
  throw new VouchError('MODEL_SOURCE_UNREACHABLE', `pip could not install the model server's requirements: ${lastError(output)}`, { details: { requirements } });
}

async function isComplete(folder: string): Promise<boolean> {
  // The interpreter is a link: it dangles after the system's Python was removed.
  return (await sizeOf(join(folder, MARKER))) > 0 && (await sizeOf(pythonIn(folder))) > 0;
}

async function runs(command: string, args: readonly string[], signal: AbortSignal | undefined): Promise<boolean> {
  return (await sizeOf(command)) > 0 && (await runLeashed(command, args, { signal })).exitCode === 0;
}

function pythonIn(folder: string): string {
  return join(folder, 'bin', 'python');
}

function isDiskFull(output: string): boolean {
  return /No space left on device|Disk quota exceeded/.test(output);
}

function diskFull(folder: string): VouchError {
  return new VouchError('STORE_FULL', `The disk is full: the Python environment ${folder} could not be made. Free some space and pull again.`);
}

function lastError(output: string): string {
  return output.split('\n').findLast((line) => line.startsWith('ERROR:')) ?? lastLine(output);
}

function lastLine(output: string): string {
  return output.trim().split('\n').at(-1) ?? 'no reason was given';
}
