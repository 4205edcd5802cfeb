/**
 * Runs our clients' suite against servers that others made, around tiny random models: `npm run test:foreign [-- KIND...]`, KIND being one of
 * those below; without one, all that PyPI has for a CPU. Each is installed into a virtual environment of its own (6 GB and more, most of it
 * PyTorch), once. VOUCH_FOREIGN_TRANSFORMERS and its like name a program that is there already; servers that PyPI does not have are tried
 * only where they are named so. Not part of `npm run test:servers`.
 */
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { messageOf, VouchError } from '../src/core/index.js';
import { pythonWith, root, run, servers, serversPython } from './servers-python.js';

/** The program of each server, in the folder of its Python; null: PyPI does not have it. */
const PROGRAMS: Readonly<Record<string, string | null>> = {
  transformers: 'transformers',
  infinity: 'infinity_emb',
  vllm: 'python',
  xinference: 'xinference-local',
  'llama-server': 'llama-server-vulkan',
  'llama-cpp-python': 'python',
  ollama: null,
};

/** The environment variable that names its program. */
const variable = (kind: string): string => `VOUCH_FOREIGN_${kind.toUpperCase().replaceAll('-', '_')}`;

/** Installs a server of PyPI; what stands in its `-alone` file is installed without what it asks for, because PyPI does not have that. */
async function install(kind: string, program: string): Promise<string> {
  const python = await pythonWith(`${servers}requirements-foreign-${kind}.txt`);
  const alone = `${servers}requirements-foreign-${kind}-alone.txt`;
  if (existsSync(alone) && (await run(python, ['-m', 'pip', 'install', '--quiet', '--no-deps', '-r', alone], root, process.env)) !== 0) throw new VouchError('MODEL_SOURCE_UNREACHABLE', `pip could not install ${alone}.`);
  return join(dirname(python), program);
}

const named = process.argv.slice(2);
const unknown = named.filter((kind) => !(kind in PROGRAMS));
if (unknown.length > 0) throw new VouchError('USAGE', `There is no server ${unknown.join(', ')} here; there are ${Object.keys(PROGRAMS).join(', ')}.`);

const unnamed = named.find((kind) => PROGRAMS[kind] === null && process.env[variable(kind)] === undefined);
if (unnamed !== undefined) throw new VouchError('USAGE', `PyPI does not have ${unnamed}: name its program in ${variable(unnamed)}.`);

const env: NodeJS.ProcessEnv = { ...process.env, VOUCH_SERVERS_PYTHON: await serversPython() };
// All at once: most of them load PyTorch over the network while one of them is compiled. One that cannot be had keeps nobody from the others.
const failures = await Promise.all(Object.entries(PROGRAMS).map(async ([kind, program]) => {
  if (named.length > 0 && !named.includes(kind)) env[variable(kind)] = undefined;
  else if (env[variable(kind)] === undefined && program !== null) {
    try {
      env[variable(kind)] = await install(kind, program);
    } catch (error) {
      return `${kind} could not be installed: ${messageOf(error)}`;
    }
  }
  return undefined;
}));
const status = await run(process.execPath, ['--experimental-vm-modules', '--no-warnings', 'node_modules/jest/bin/jest.js', '-i', '--selectProjects', 'servers', '--testPathPatterns', 'foreign-servers'], root, env);
for (const failure of failures) if (failure !== undefined) console.error(failure);
process.exitCode = failures.some((failure) => failure !== undefined) ? 1 : status;
