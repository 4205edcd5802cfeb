/**
 * Tests the Python model server with tiny models of every architecture, and our clients against it and other real servers: `npm run test:servers [-- arguments of pytest]`.
 * Its libraries (PyTorch among them, about 3 GB) are installed into a virtual environment in the cache folder, once.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { ensurePythonEnvironment, vouchHome } from '../src/models/index.js';

const root = fileURLToPath(new URL('../', import.meta.url));
const servers = `${root}servers/`;

/** One file of all requirements, because the environment is keyed by what the file says. */
async function allRequirements(): Promise<string> {
  const parts = ['', '-speech', '-torch', '-diffusers', '-test'].map((part) => readFile(`${servers}requirements${part}.txt`, 'utf8'));
  const into = `${root}node_modules/.cache/vouch`;
  await mkdir(into, { recursive: true });
  await writeFile(`${into}/requirements.txt`, (await Promise.all(parts)).join('\n'));
  return `${into}/requirements.txt`;
}

const { python } = await ensurePythonEnvironment({
  home: vouchHome(process.env),
  requirementsFile: await allRequirements(),
  onProgress: ({ phase, note }) => { console.error(`python ${phase}: ${note}`); },
});
const env = { ...process.env, HF_HUB_OFFLINE: '1', VOUCH_SERVERS_PYTHON: python };

/** Runs a command to its end and gives its exit code. */
async function run(command: string, args: readonly string[], cwd: string): Promise<number> {
  const [status] = (await once(spawn(command, args, { cwd, stdio: 'inherit', env }), 'close')) as [number | null];
  return status ?? 1;
}

const ofServer = await run(python, ['-m', 'pytest', '-q', '--disable-warnings', ...process.argv.slice(2)], servers);
const ofClients = await run(process.execPath, ['--experimental-vm-modules', '--no-warnings', 'node_modules/jest/bin/jest.js', '-i', '--selectProjects', 'servers'], root);
// `vouch serve` from the outside, with tools of an environment of their own.
const ofApi = await run(process.execPath, ['--import', 'tsx', 'scripts/test-api.ts'], root);
process.exitCode = [ofServer, ofClients, ofApi].find((status) => status !== 0) ?? 0;
