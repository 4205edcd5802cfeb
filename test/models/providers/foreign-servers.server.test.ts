/**
 * The suite against servers of others around tiny random models. `npm run test:foreign` makes what they need and runs it; it names each
 * server's program in VOUCH_FOREIGN_TRANSFORMERS and its like. What is not named is not tried.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { jest } from '@jest/globals';
import { conformance, type Subject } from './kit.js';
import { makeTiny, startPython } from './start-python.js';

jest.setTimeout(300_000);

const random = 'random weights say nothing that a test could expect';
const embedsOnly = 'it was started to embed';
const folder = mkdtempSync(join(tmpdir(), 'tiny-'));
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

/** Registers the suite where the server's program is there. `model`: what it is given to serve; `way`: how it is started, where there is more than one. */
function foreign(kind: string, model: string, subject: Omit<Subject, 'open'>, way = kind): void {
  const program = process.env[`VOUCH_FOREIGN_${kind.toUpperCase().replaceAll('-', '_')}`];
  if (program === undefined) {
    test.skip(`${subject.name} is not tried: its program is not named`, () => undefined);
    return;
  }
  conformance({ ...subject, open: async () => {
    await makeTiny(model, folder);
    return startPython('serve_foreign.py', [way, folder, ...program.split(' ')], kind);
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

foreign('xinference', 'qwen-vl', {
  name: 'Xinference with Qwen2.5-VL on its transformers engine',
  dialect: 'xinference',
  models: { chat: 'qwen-vl' },
  lacks: { schema: random, thoughts: random, tools: random, audio: 'the model does not hear', 'texts as vectors': 'it serves a model that talks', 'images as vectors': 'it serves a model that talks', speech: 'it does not speak', transcription: 'the model does not hear' },
  gaps: {
    'stops at the limit of tokens, and says so': 'its engine of transformers says "stop" of an answer that ended at the limit of tokens',
    'refuses a conversation beyond the context, and says so by code': 'it answers 500 without a reason',
    'takes video': 'it answers 500 without a reason',
  },
});

const talks = { 'texts as vectors': 'it serves a model that talks', 'images as vectors': 'it serves a model that talks' };

foreign('llama-server', 'gguf', {
  name: 'the program llama-server with a tiny Llama and a projector',
  dialect: 'llama-server',
  lacks: { audio: 'its projector does not hear', thoughts: random, tools: random, speech: 'it does not speak', transcription: 'its projector does not hear', ...talks },
  gaps: { 'says that there is no such model': 'it has one model, and answers by it whatever name is asked for' },
});

foreign('llama-server', 'gguf', {
  name: 'the program llama-server with --embeddings',
  dialect: 'llama-server',
  lacks: { text: embedsOnly, schema: embedsOnly, tools: embedsOnly, thoughts: embedsOnly, image: embedsOnly, audio: embedsOnly, video: embedsOnly, speech: 'it does not speak', transcription: embedsOnly },
  gaps: { 'refuses image': embedsOnly, 'refuses audio': embedsOnly, 'refuses video': embedsOnly },
}, 'llama-server-embeddings');

foreign('llama-cpp-python', 'gguf', {
  name: "llama-cpp-python's server with a tiny Llama",
  dialect: 'llama-cpp-python',
  models: { chat: 'tiny' },
  lacks: { schema: 'its grammar keeps no bounds, and of random weights a number gets any length', thoughts: random, tools: random, image: 'it was given no eyes', audio: 'it was given no ears', video: 'it was given no eyes', speech: 'it does not speak', transcription: 'it does not hear', ...talks },
  gaps: { 'says that there is no such model': 'it has one model, and answers by it whatever name is asked for' },
});

foreign('llama-cpp-python', 'gguf', {
  name: "llama-cpp-python's server with --embedding",
  dialect: 'llama-cpp-python',
  lacks: { text: embedsOnly, schema: embedsOnly, tools: embedsOnly, thoughts: embedsOnly, image: embedsOnly, audio: embedsOnly, video: embedsOnly, speech: 'it does not speak', transcription: embedsOnly, 'images as vectors': 'it embeds texts' },
  gaps: { 'refuses image': embedsOnly, 'refuses video': embedsOnly },
}, 'llama-cpp-python-embeddings');

foreign('ollama', 'gguf', {
  name: 'Ollama with a tiny Llama and a projector',
  dialect: 'ollama',
  models: { chat: 'tiny:latest', embed: 'embedder:latest' },
  lacks: { thoughts: random, tools: random, audio: 'its projector does not hear', 'images as vectors': 'it embeds texts', speech: 'it does not speak', transcription: 'it does not hear' },
});
