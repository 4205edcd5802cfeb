import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { delimiter, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { mediaProgram } from '../../../src/tools/media/index.js';
import type { Subject } from './kit.js';

const SERVERS = fileURLToPath(new URL('../../../servers/', import.meta.url));

/** The Python that has what the Python server's tests need. Throws where `npm run test:servers` did not name it. */
function python(): string {
  const program = process.env['VOUCH_SERVERS_PYTHON'];
  if (program === undefined) throw new Error('VOUCH_SERVERS_PYTHON is not set: run these tests by `npm run test:servers`.');
  return program;
}

/** llama-server reads videos with the ffmpeg and ffprobe that its PATH has. */
const env = (): NodeJS.ProcessEnv => ({
  ...process.env, HF_HUB_OFFLINE: '1', PYTHONPATH: `${SERVERS}:${SERVERS}tests`,
  PATH: [process.env['PATH'], dirname(mediaProgram('ffmpeg')), dirname(mediaProgram('ffprobe'))].join(delimiter),
});

/** Characters of what a server wrote that are told where it does not start. */
const WORDS_KEPT = 1_500;

const MAKE = {
  gguf: 'import sys, pathlib, tiny_gguf; tiny_gguf.make(pathlib.Path(sys.argv[1]))',
  transformers: 'import sys, pathlib, tiny_models; tiny_models.make(sys.argv[2], pathlib.Path(sys.argv[1]))',
} as const;

/** Makes a tiny random model in a folder: one of `tiny_models.py` by its kind, or `gguf`, a language model with eyes for llama.cpp. */
export async function makeTiny(kind: string, folder: string): Promise<void> {
  const child = spawn(python(), ['-c', kind === 'gguf' ? MAKE.gguf : MAKE.transformers, folder, kind], { stdio: 'ignore', env: env() });
  const [status] = (await once(child, 'exit')) as [number | null];
  if (status !== 0) throw new Error(`a tiny ${kind} could not be made: exit code ${status ?? 'unknown'}`);
}

/** Runs a script of servers/tests that starts a server, says its address (and key) on one line, and ends with its standard input. */
export async function startPython(script: string, args: readonly string[], name: string): ReturnType<Subject['open']> {
  // A server of others has its own libraries: ours are not to stand before them.
  const child = spawn(python(), [join(SERVERS, 'tests', script), ...args], { cwd: SERVERS, stdio: 'pipe', env: script === 'serve_tiny.py' ? env() : { ...process.env, PATH: env()['PATH'] } });
  let last = '';
  child.stderr.on('data', (bytes: Buffer) => {
    last = (last + bytes.toString()).slice(-WORDS_KEPT);
    if (process.env['VOUCH_SERVERS_LOG'] !== undefined) process.stderr.write(bytes);
  });
  // What it wrote is read to its end before it is told.
  const ended = once(child, 'close');
  const lines = createInterface({ input: child.stdout });
  const [line] = (await Promise.race([once(lines, 'line'), ended.then(() => { throw new Error(`the ${name} server ended while it started:\n${last.trim()}`); })])) as [string];
  const [url = '', apiKey] = line.split(' ');
  return {
    url,
    apiKey,
    async close() {
      child.stdin.end();
      const late = setTimeout(() => child.kill('SIGKILL'), 5_000);
      await ended;
      clearTimeout(late);
    },
  };
}
