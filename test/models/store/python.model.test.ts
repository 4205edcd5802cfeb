import { execFileSync } from 'node:child_process';
import { rmSync, writeFileSync } from 'node:fs';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { ensurePythonEnvironment, findPythonEnvironment } from '../../../src/models/store/index.js';
import { temporaryFolder } from '../../support/temporary-folder.js';

const folder = temporaryFolder();

beforeEach(() => { process.env['PIP_NO_INDEX'] = '1'; });
afterEach(() => { Reflect.deleteProperty(process.env, 'PIP_NO_INDEX'); });

test('two callers share one environment; one that was broken off is gone on with; it is found again at once', async () => {
  const home = { cache: folder('python'), data: folder('python') };
  const requirementsFile = folder('none.txt');
  writeFileSync(requirementsFile, '# nothing\n');
  const phases: string[] = [];
  const options = { home, requirementsFile, onProgress: ({ phase }: { phase: string }) => { phases.push(phase); } };
  expect(await findPythonEnvironment(options)).toBeUndefined();
  const [one, two] = await Promise.all([ensurePythonEnvironment(options), ensurePythonEnvironment(options)]);
  expect(one).toEqual(two);
  expect(phases.filter((phase) => phase === 'creating')).toHaveLength(1);
  expect(execFileSync(one.python, ['-c', 'import sys; print(sys.prefix != sys.base_prefix)'], { encoding: 'utf8' }).trim()).toBe('True');

  rmSync(`${one.python.replace(/\/bin\/python$/, '')}/vouch-complete.json`);
  expect(await findPythonEnvironment(options)).toBeUndefined();
  expect(await ensurePythonEnvironment(options)).toEqual(one);
  expect(await findPythonEnvironment(options)).toBe(one.python);
}, 90_000);

test('requirements that pip cannot get are an error with its reason, and nothing counts as an environment', async () => {
  const home = { cache: folder('missing'), data: folder('missing') };
  const requirementsFile = folder('missing.txt');
  writeFileSync(requirementsFile, 'no-such-package-of-vouch==1.0\n');
  await expect(ensurePythonEnvironment({ home, requirementsFile })).rejects.toMatchObject({ code: 'MODEL_SOURCE_UNREACHABLE', message: expect.stringContaining('no-such-package-of-vouch') });
  expect(await findPythonEnvironment({ home, requirementsFile })).toBeUndefined();
}, 90_000);

test('a Python environment without a requirements file is refused by name', async () => {
  await expect(ensurePythonEnvironment({ home: { cache: folder('x'), data: folder('x') }, requirementsFile: folder('absent.txt') })).rejects.toMatchObject({ code: 'ENGINE_MISSING', message: expect.stringContaining('absent.txt') });
});
