/**
 * The suite against servers of others around tiny random models. `npm run test:foreign` makes what they need and runs it; it names each
 * server's program in VOUCH_FOREIGN_TRANSFORMERS, _INFINITY or _VLLM. What is not named is not tried.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { jest } from '@jest/globals';
import { conformance, type Subject } from './kit.js';
import { makeTiny, startPython } from './start-python.js';

jest.setTimeout(300_000);

const random = 'random weights say nothing that a test could expect';
const folder = mkdtempSync(join(tmpdir(), 'tiny-'));
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

type Kind = 'transformers' | 'infinity' | 'vllm';

/** Registers the suite where the server's program is there. */
function foreign(kind: Kind, tiny: string, subject: Omit<Subject, 'open'>): void {
  const program = process.env[`VOUCH_FOREIGN_${kind.toUpperCase()}`];
  if (program === undefined) {
    test.skip(`${subject.name} is not tried: its program is not named`, () => undefined);
    return;
  }
  conformance({ ...subject, open: async () => {
    await makeTiny([tiny], folder);
    return startPython('serve_foreign.py', [kind, folder, ...program.split(' ')], kind);
  } });
}

foreign('transformers', 'qwen-vl', {
  name: 'transformers serve with Qwen2.5-VL',
  dialect: 'transformers',
  named: true,
  models: { chat: join(folder, 'qwen-vl') },
  lacks: { schema: random, tools: random, thoughts: random, 'texts as vectors': 'it does not embed', 'images as vectors': 'it does not embed', speech: 'it does not speak', transcription: 'the model does not hear' },
  gaps: {
    'takes audio': 'the model does not hear, and the server wants librosa before it says so',
    'takes video': 'the server wants torchcodec',
    'refuses a conversation beyond the context, and says so by code': 'it has no limit: it computes whatever comes, for as long as that takes',
  },
});

foreign('infinity', 'clip', {
  name: 'Infinity with CLIP',
  dialect: 'infinity',
  models: { chat: 'clip', embed: 'clip' },
  lacks: { text: 'it does not converse', schema: 'it does not converse', tools: 'it does not converse', thoughts: 'it does not converse', image: 'it does not converse', audio: 'it does not converse', video: 'it does not converse', speech: 'it does not speak', transcription: 'it does not hear' },
});

foreign('vllm', 'qwen-vl', {
  name: 'vLLM with Qwen2.5-VL',
  dialect: 'vllm',
  models: { chat: 'qwen-vl' },
  lacks: { thoughts: random, tools: random, audio: 'the model does not hear', 'texts as vectors': 'it serves a model that talks', 'images as vectors': 'it serves a model that talks', speech: 'it does not speak', transcription: 'the model does not hear' },
});
