import { VouchError } from '../../core/index.js';
import { runLeashed } from './leashed-command.js';

/** A Python interpreter that is new enough. */
export interface PythonProgram {
  readonly command: string;
  /** Such as `3.11.7`. */
  readonly version: string;
}

const OLDEST_MINOR = 10;
const CANDIDATES = ['python3', 'python3.13', 'python3.12', 'python3.11', 'python3.10', 'python'];

/** The first Python 3.10 or later on the path. Throws ENGINE_MISSING that says what to install. */
export async function findPython(signal?: AbortSignal): Promise<PythonProgram> {
  for (const command of CANDIDATES) {
    const version = await versionOf(command, signal);
    const [major = 0, minor = 0] = version?.split('.').map(Number) ?? [];
    if (version !== undefined && major === 3 && minor >= OLDEST_MINOR) return { command, version };
  }
  throw new VouchError('ENGINE_MISSING', `Python 3.${OLDEST_MINOR} or later is needed and was not found. ${installHint('python3 python3-venv')}`);
}

/** The command that installs Debian packages, or what does the same on macOS. */
export function installHint(debianPackages: string): string {
  return process.platform === 'darwin' ? 'Install it with: brew install python@3.12' : `Install it, on Debian or Ubuntu with: apt install ${debianPackages}`;
}

async function versionOf(command: string, signal: AbortSignal | undefined): Promise<string | undefined> {
  try {
    const { exitCode, stdout } = await runLeashed(command, ['-c', 'import platform; print(platform.python_version())'], { signal });
    return exitCode === 0 ? /^\d+\.\d+\.\d+/.exec(stdout.trim())?.[0] : undefined;
  } catch (error) {
    if (VouchError.is(error) && error.code === 'ENGINE_MISSING') return undefined;
    throw error;
  }
}
