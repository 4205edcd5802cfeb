/** The Python with all that the tests of the Python server need, and the one with a server of others. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { ensurePythonEnvironment, vouchHome } from '../src/models/index.js';

export const root = fileURLToPath(new URL('../', import.meta.url));
export const servers = `${root}servers/`;

/** The Python of a virtual environment in the cache folder with these requirements, made once. */
export async function pythonWith(requirementsFile: string): Promise<string> {
  const { python } = await ensurePythonEnvironment({
    home: vouchHome(process.env), requirementsFile,
    onProgress: ({ phase, note }) => { console.error(`python ${phase}: ${note}`); },
  });
  return python;
}

/** The one of the Python server's tests: PyTorch, all engines and Ray, about 3 GB. */
export async function serversPython(): Promise<string> {
  // One file of all requirements, because the environment is keyed by what the file says.
  const parts = ['', '-speech', '-torch', '-diffusers', '-ray', '-test'].map((part) => readFile(`${servers}requirements${part}.txt`, 'utf8'));
  const into = `${root}node_modules/.cache/vouch`;
  await mkdir(into, { recursive: true });
  await writeFile(`${into}/requirements.txt`, (await Promise.all(parts)).join('\n'));
  return pythonWith(`${into}/requirements.txt`);
}

/** Runs a command to its end and gives its exit code. */
export async function run(command: string, args: readonly string[], cwd: string, env: NodeJS.ProcessEnv): Promise<number> {
  const [status] = (await once(spawn(command, args, { cwd, stdio: 'inherit', env }), 'close')) as [number | null];
  return status ?? 1;
}
