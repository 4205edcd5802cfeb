/** The suite against real servers with tiny random models. `npm run test:servers` runs it, with the Python that has them. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { jest } from '@jest/globals';
import { conformance, type Subject } from './kit.js';
import { startPython } from './start-python.js';

jest.setTimeout(240_000);

function starting(kind: 'vouch' | 'hearing' | 'llama-server'): Subject['open'] {
  return async () => {
    const folder = mkdtempSync(join(tmpdir(), 'tiny-'));
    const server = await startPython('serve_tiny.py', [kind, folder], kind);
    return {
      ...server,
      async close() {
        await server.close();
        rmSync(folder, { recursive: true, force: true });
      },
    };
  };
}

const random = 'random weights say nothing that a test could expect';

const ours = {
  dialect: 'vouch',
  models: { chat: 'qwen-vl', embed: 'clip', speak: 'kokoro' },
  lacks: { audio: 'the model sees and does not hear', thoughts: random, tools: random, transcription: 'no tiny Whisper is made' },
} as const satisfies Partial<Subject>;

conformance({ ...ours, name: 'our Python server with Qwen2.5-VL, CLIP and Kokoro', open: starting('vouch') });

const hearsOnly = 'the model hears';

conformance({
  name: 'our Python server with Qwen2-Audio',
  dialect: 'vouch',
  open: starting('hearing'),
  models: { chat: 'qwen-audio' },
  lacks: { image: hearsOnly, video: hearsOnly, thoughts: random, tools: random, 'texts as vectors': hearsOnly, 'images as vectors': hearsOnly, speech: hearsOnly, transcription: hearsOnly },
});

conformance({
  name: 'llama-server with a tiny Llama and a projector',
  dialect: 'llama-server',
  open: starting('llama-server'),
  lacks: { audio: 'its projector does not hear', thoughts: random, tools: random, speech: 'it does not speak', transcription: 'its projector does not hear', 'texts as vectors': 'it was not started with --embeddings', 'images as vectors': 'it was not started with --embeddings' },
  gaps: { 'says that there is no such model': 'it has one model, and answers by it whatever name is asked for' },
});
