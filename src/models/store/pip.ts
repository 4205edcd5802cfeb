import { join } from 'node:path';
import { VouchError } from '../../core/index.js';
import { runLeashed } from './leashed-command.js';
import { findPython, installHint } from './python-program.js';

/**
 * The command that runs pip: the module of the Python on the path, else of a bare virtual environment that is made in
 * `folder` (Debian's python3 has no pip, but its python3-venv brings one). Throws ENGINE_MISSING.
 */
export async function findPip(folder: string, signal?: AbortSignal): Promise<readonly string[]> {
  const { command } = await findPython(signal);
  const own = join(folder, 'bin', 'python');
  for (const python of [command, own]) if (await hasPip(python, signal)) return [python, '-m', 'pip'];
  const made = await runLeashed(command, ['-m', 'venv', '--clear', folder], { signal });
  if (made.exitCode === 0 && (await hasPip(own, signal))) return [own, '-m', 'pip'];
  throw new VouchError('ENGINE_MISSING', `Python has neither pip nor a working venv module. ${installHint('python3-venv python3-pip')}`);
}

async function hasPip(python: string, signal: AbortSignal | undefined): Promise<boolean> {
  try {
    return (await runLeashed(python, ['-m', 'pip', '--version'], { signal })).exitCode === 0;
  } catch (error) {
    if (VouchError.is(error) && error.code === 'ENGINE_MISSING') return false;
    throw error;
  }
}
