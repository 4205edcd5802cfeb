/** The suite against real servers with tiny random models. `npm run test:servers` runs it, with the Python that has them. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { jest } from '@jest/globals';
import { mediaProgram } from '../../../src/tools/media/index.js';
import { conformance, type Subject } from './kit.js';

jest.setTimeout(240_000);
const SERVERS = fileURLToPath(new URL('../../../servers/', import.meta.url));
const python = process.env['VOUCH_SERVERS_PYTHON'];
if (python === undefined) throw new Error('VOUCH_SERVERS_PYTHON is not set: run these tests by `npm run test:servers`.');

/** llama-server reads videos with the ffmpeg and ffprobe that its PATH has. */
const PATH = [process.env['PATH'], dirname(mediaProgram('ffmpeg')), dirname(mediaProgram('ffprobe'))].join(delimiter);

function starting(kind: 'vouch' | 'llama-server'): Subject['open'] {
  return async () => {
    const folder = mkdtempSync(join(tmpdir(), 'tiny-'));
    const child = spawn(python!, [join(SERVERS, 'tests/serve_tiny.py'), kind, folder], { cwd: SERVERS, stdio: ['pipe', 'pipe', 'ignore'], env: { ...process.env, PATH, PYTHONPATH: `${SERVERS}:${SERVERS}tests`, HF_HUB_OFFLINE: '1' } });
    const ended = once(child, 'exit');
    const lines = createInterface({ input: child.stdout });
    const [line] = (await Promise.race([once(lines, 'line'), ended.then(() => { throw new Error(`the ${kind} server ended while it started`); })])) as [string];
    const [url = '', apiKey] = line.split(' ');
    return {
      url,
      apiKey,
      async close() {
        child.stdin.end();
        const late = setTimeout(() => child.kill('SIGKILL'), 5_000);
        await ended;
        clearTimeout(late);
        rmSync(folder, { recursive: true, force: true });
      },
    };
  };
}

const random = 'random weights say nothing that a test could expect';

conformance({
  name: 'our Python server with Qwen2.5-VL, CLIP and Kokoro',
  dialect: 'vouch',
  open: starting('vouch'),
  models: { chat: 'qwen-vl', embed: 'clip', speak: 'kokoro' },
  lacks: { audio: 'it hears at its own route', thoughts: random, tools: random, transcription: 'no tiny Whisper is made' },
});

conformance({
  name: 'llama-server with a tiny Llama and a projector',
  dialect: 'llama-server',
  open: starting('llama-server'),
  lacks: { audio: 'its projector does not hear', thoughts: random, tools: random, speech: 'it does not speak', transcription: 'its projector does not hear', 'texts as vectors': 'it was not started with --embeddings', 'images as vectors': 'it was not started with --embeddings' },
  gaps: { 'says that there is no such model': 'it has one model, and answers by it whatever name is asked for' },
});
