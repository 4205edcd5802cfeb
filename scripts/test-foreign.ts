/**
 * Runs our clients' suite against servers that others made, around tiny random models: `npm run test:foreign [-- transformers infinity vllm]`.
 * Each is installed into a virtual environment of its own (about 6 GB each, most of it PyTorch), once; VOUCH_FOREIGN_TRANSFORMERS and its
 * like may name a program that is there already. Not part of `npm run test:servers`.
 */
import { dirname, join } from 'node:path';
import { pythonWith, root, run, servers, serversPython } from './servers-python.js';

/** The program of each server, in the folder of its Python. */
const PROGRAMS: Readonly<Record<string, string>> = { transformers: 'transformers', infinity: 'infinity_emb', vllm: 'vllm' };

const wanted = process.argv.length > 2 ? process.argv.slice(2) : ['transformers', 'infinity'];
const env: NodeJS.ProcessEnv = { ...process.env, VOUCH_SERVERS_PYTHON: await serversPython() };
for (const kind of wanted) {
  const program = PROGRAMS[kind];
  if (program === undefined) throw new Error(`There is no server ${kind} here; there are ${Object.keys(PROGRAMS).join(', ')}.`);
  env[`VOUCH_FOREIGN_${kind.toUpperCase()}`] ??= join(dirname(await pythonWith(`${servers}requirements-foreign-${kind}.txt`)), program);
}
process.exitCode = await run(process.execPath, ['--experimental-vm-modules', '--no-warnings', 'node_modules/jest/bin/jest.js', '-i', '--selectProjects', 'servers', '--testPathPatterns', 'foreign-servers'], root, env);
