/**
 * Tests the Python model server with tiny models of every architecture: `npm run test:servers [-- arguments of pytest]`.
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
  const parts = ['', '-torch', '-diffusers', '-test'].map((part) => readFile(`${servers}requirements${part}.txt`, 'utf8'));
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
const child = spawn(python, ['-m', 'pytest', '-q', '--disable-warnings', ...process.argv.slice(2)], { cwd: servers, stdio: 'inherit', env: { ...process.env, HF_HUB_OFFLINE: '1' } });
const [status] = (await once(child, 'close')) as [number | null];
process.exitCode = status ?? 1;
