import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { kernelStatus } from '../../kernels/index.js';
import { findPythonEnvironment, type JobStatus, type VouchHome } from '../../models/index.js';
import { browserStatus } from '../../tools/browser/index.js';
import { mediaProgram, type MediaProgram } from '../../tools/media/index.js';
import { oneLine } from '../format.js';
import type { Check } from './check.js';

type Found = Omit<Check, 'name'>;

/** The Python environment matters only where speech recognition runs in it. */
export async function checkPython(home: VouchHome, jobs: readonly JobStatus[], signal: AbortSignal): Promise<Found> {
  const needed = jobs.some(({ job, models }) => job === 'transcribe' && (models.length === 0 || models[0]?.engine === 'faster-whisper'));
  const environment = await findPythonEnvironment({ home, signal });
  if (environment !== undefined) return { status: 'ok', message: `environment of the model server: ${environment}` };
  const message = 'the environment of the speech recognition server is not made yet';
  return needed ? { status: 'missing', message, fix: 'vouch pull' } : { status: 'ok', message: `${message}; it is not needed` };
}

/** The program is asked for its version, so that one that does not start is noticed. */
export async function checkMedia(program: MediaProgram): Promise<Found> {
  const path = mediaProgram(program);
  const { stdout } = await promisify(execFile)(path, ['-version'], { timeout: 10_000 });
  return { status: 'ok', message: `${path} (${oneLine(/version (\S+)/.exec(stdout)?.[1] ?? 'unknown version', 40)})` };
}

export async function checkBrowser(): Promise<Found> {
  const status = await browserStatus();
  if (!status.available) return { status: 'missing', message: status.error.message };
  return { status: status.notes.length === 0 ? 'ok' : 'warning', message: [`${status.path} (${status.version})`, ...status.notes].join('. ') };
}

/** Without native kernels everything works, but looking at pictures takes longer. */
export function checkKernels(): Found {
  const { kind, reason } = kernelStatus();
  if (kind === 'native') return { status: 'ok', message: 'native, built for this machine' };
  return { status: 'warning', message: `TypeScript: slower at looking at screens and pictures (${reason ?? 'no reason given'})`, fix: 'install g++, make, python3 and the headers of Node, then: npm run build:native' };
}
