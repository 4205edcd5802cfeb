import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { expect, test } from '@jest/globals';
import { VouchError } from '../../../src/core/index.js';
import { runLeashed } from '../../../src/models/store/leashed-command.js';
import { temporaryFolder } from '../../support/temporary-folder.js';

const folder = temporaryFolder();

const isRunning = (pid: number): boolean => {
  try {
    process.kill(pid, 0);
    // A dead child that nobody has waited for yet is no longer running.
    return !existsSync(`/proc/${pid}/stat`) || !/\) Z/.test(readFileSync(`/proc/${pid}/stat`, 'utf8'));
  } catch {
    return false;
  }
};

async function until(condition: () => boolean): Promise<void> {
  for (let waited = 0; !condition() && waited < 10_000; waited += 20) await new Promise((resolve) => { setTimeout(resolve, 20); });
  expect(condition()).toBe(true);
}

/** A shell command that writes the id of a child of its own into a file, and waits for it. */
const withGrandchild = (name: string): string[] => ['-c', `sleep 300 & echo $! > "$0.new"; mv "$0.new" "$0"; wait`, folder(name)];
const pidIn = (name: string): number => Number(readFileSync(folder(name), 'utf8'));

test('outputs, exit status and lines are given back; arguments are not interpreted by a shell', async () => {
  const lines: string[] = [];
  const result = await runLeashed('printf', ['%s\n', 'a b', '$HOME; "\'', 'é'], { onLine: (line) => lines.push(line) });
  expect(result).toEqual({ exitCode: 0, stdout: 'a b\n$HOME; "\'\né', stderr: '' });
  expect(lines).toEqual(['a b', '$HOME; "\'', 'é']);
  await expect(runLeashed('sh', ['-c', 'echo no >&2; exit 3'])).resolves.toEqual({ exitCode: 3, stdout: '', stderr: 'no' });
});

test('a program that is not there is ENGINE_MISSING', async () => {
  await expect(runLeashed('no-such-program-anywhere', [])).rejects.toMatchObject({ code: 'ENGINE_MISSING', message: expect.stringContaining('no-such-program-anywhere') });
});

test('an abort ends the whole process group and throws its reason', async () => {
  const stop = new AbortController();
  const running = runLeashed('sh', withGrandchild('aborted'), { signal: stop.signal });
  await until(() => existsSync(folder('aborted')));
  const reason = new VouchError('TIMEOUT', 'too slow');
  stop.abort(reason);
  await expect(running).rejects.toBe(reason);
  await until(() => !isRunning(pidIn('aborted')));
}, 20_000);

test('children die when their parent is killed', async () => {
  const script = folder('parent.mts');
  writeFileSync(script, `import { runLeashed } from ${JSON.stringify(`${process.cwd()}/src/models/store/leashed-command.ts`)};\nvoid runLeashed('sh', ${JSON.stringify(withGrandchild('orphan'))});\n`);
  const parent = spawn(process.execPath, ['--import', 'tsx', script], { stdio: 'inherit' });
  await until(() => existsSync(folder('orphan')));
  expect(isRunning(pidIn('orphan'))).toBe(true);
  parent.kill('SIGKILL');
  await once(parent, 'close');
  await until(() => !isRunning(pidIn('orphan')));
}, 30_000);
