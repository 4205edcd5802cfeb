/**
 * Tests the server from the outside with Python tools: its OpenAPI document is fuzzed by schemathesis, and OpenAI's own Python client is
 * served. `npm run test:api [-- arguments of schemathesis]`; a part of `npm run test:servers`. The tools are installed into a virtual
 * environment in the cache folder, once.
 */
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { ensurePythonEnvironment, vouchHome } from '../src/models/index.js';

const root = fileURLToPath(new URL('../', import.meta.url));
/** What no schema can say is left out: bytes that are no media, and plans that fit no tool, are refused though they are well-formed. */
const LEFT_OUT = ['positive_data_acceptance'];

const { python } = await ensurePythonEnvironment({
  home: vouchHome(process.env),
  requirementsFile: `${root}test/server/requirements.txt`,
  onProgress: ({ phase, note }) => { console.error(`python ${phase}: ${note}`); },
});
const folder = await mkdtemp(join(tmpdir(), 'vouch-api-'));
// Without models nothing that the fuzzer starts works for minutes.
const serve = spawn(process.execPath, ['--import', 'tsx', `${root}src/cli/main.ts`, 'serve', '--port', '0'], { stdio: ['ignore', 'pipe', 'inherit'], env: { ...process.env, VOUCH_DATA: join(folder, 'data'), VOUCH_CACHE: join(folder, 'cache') } });
try {
  const [url] = (await once(createInterface({ input: serve.stdout }), 'line')) as [string];
  const fuzzed = await statusOf(spawn(python, ['-m', 'schemathesis.cli', 'run', `${url}/openapi.json`, '--phases', 'examples,coverage,fuzzing', '--max-examples', '25', '--seed', '1', '--no-color', '--exclude-checks', LEFT_OUT.join(','), ...process.argv.slice(2)], { stdio: 'inherit', cwd: folder }));
  const alive = await fetch(`${url}/readyz`).then(({ ok }) => ok, () => false);
  if (!alive) console.error('The server does not answer any more.');
  const asked = await statusOf(spawn(process.execPath, ['--experimental-vm-modules', '--no-warnings', `${root}node_modules/jest/bin/jest.js`, '--testPathPatterns', 'test/server/openai', '--selectProjects', 'fast'], { cwd: root, stdio: 'inherit', env: { ...process.env, OPENAI_PYTHON: python } }));
  process.exitCode = fuzzed !== 0 || asked !== 0 || !alive ? 1 : 0;
} finally {
  serve.kill('SIGTERM');
  if (serve.exitCode === null) await once(serve, 'exit');
  await rm(folder, { recursive: true, force: true });
}

async function statusOf(child: ChildProcess): Promise<number> {
  const [status] = (await once(child, 'close')) as [number | null];
  return status ?? 1;
}
