import { writeFileSync } from 'node:fs';
import { createModels, parseConfig, readServerLogbook, type CreateModelsOptions, type Models } from '../../src/models/index.js';
import { eventually } from './servers/fake.js';
import { temporaryFolder } from '../support/temporary-folder.js';

const file = temporaryFolder();
const open: Models[] = [];
afterEach(async () => {
  await Promise.all(open.splice(0).map((models) => models.close()));
});

/** A server program of somebody else: its models answer with what they were started with. */
const PROGRAM = `#!${process.execPath}
const { createServer } = require('node:http');
const port = process.argv.slice(2).find((word) => Number(word) > 0);
let [running, tokens, asked] = [0, 0, 0];
const metrics = () => process.env.METRICS.replace('RUNNING', running).replace('TOKENS', tokens);
const reply = (content) => ({ choices: [{ message: { content }, finish_reason: 'stop' }], usage: { prompt_tokens: 3, completion_tokens: 1 } });
const json = (response, value) => response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(value));
const limit = Number(process.argv[process.argv.indexOf('--max-model-len') + 1]) || 131072;
const unknown = process.env.KNOWS_NO?.split(',').find((flag) => process.argv.join(' ').includes(flag));
if (unknown) {
  console.error('error: argument not taken: ' + unknown);
  process.exit(2);
}
if ((process.env.FULL !== undefined && process.env.FULL === process.env.CUDA_VISIBLE_DEVICES) || limit > Number(process.env.FITS ?? Infinity)) {
  console.error('torch.OutOfMemoryError: CUDA out of memory.');
  process.exit(1);
}
if (limit > Number(process.env.KILLED_ABOVE ?? Infinity)) process.kill(process.pid, 'SIGKILL');
if (process.env.REFUSES) {
  console.error(process.env.REFUSES);
  process.exit(2);
}
let loaded = process.env.LOADS === undefined;
createServer((request, response) => {
  if (request.method === 'POST' && request.url === '/v1/models') return request.on('data', (body) => {
    loaded = JSON.parse(body).model_name === process.env.LOADS;
    return loaded ? json(response, {}) : response.writeHead(Number(process.env.SAYS ?? 400)).end('{"detail":"no such model"}');
  });
  if (request.url === '/ready') return json(response, {});
  if (!loaded) return response.writeHead(404).end();
  if (request.url === '/metrics' && process.env.METRICS) return response.end(metrics());
  if (request.url === '/v1/models') return json(response, { data: [{ id: 'theirs', owned_by: 'sglang' }] });
  if (request.url === '/get_model_info') return json(response, {});
  // The first answer is that to the probe; later ones come never, or as slowly as they were told to.
  if ((asked += 1) > 1 && process.env.HANGS) return void (running += 1);
  if (asked > 1 && process.env.SLOW) {
    running += 1;
    const timer = setInterval(() => (tokens += 1), 50);
    return setTimeout(() => { clearInterval(timer); running -= 1; json(response, reply('slow')); }, Number(process.env.SLOW));
  }
  const said = [process.env.WORD, process.env.CUDA_VISIBLE_DEVICES, request.headers.authorization].join(' ');
  json(response, reply(said));
}).listen(Number(port), '127.0.0.1');
`;

async function models(start: object, server: object = {}, options: CreateModelsOptions = {}): Promise<Models> {
  writeFileSync(file('server.cjs'), PROGRAM);
  const store: CreateModelsOptions['store'] = { entries: [], state: () => 'missing', files: () => ({}), verify: async () => ({ damaged: [] }) } as never;
  const config = parseConfig({ servers: [{ id: 'mine', jobs: { chat: '' }, apiKeyEnv: 'KEY', start: { command: [process.execPath, file('server.cjs'), '{port}'], health: '/ready', ...start }, ...server }] }, 'test');
  const made = await createModels({ config, store, env: { KEY: 'k1' }, home: { cache: file('cache'), data: file('data') }, times: { backoffMs: 10 }, ...options });
  open.push(made);
  return made;
}

/** The program as vLLM is started, so that it gets the limits of its kind. */
function asVllm(): { command: string[] } {
  writeFileSync(file('vllm'), PROGRAM, { mode: 0o755 });
  return { command: [file('vllm'), 'serve', 'm', '{port}'] };
}

const question = { messages: [{ role: 'user' as const, content: 'Hello' }] };

test('a configured server is started by its first request, with its environment, device and key, and ends with Vouch', async () => {
  const made = await models({ env: { WORD: 'hi' }, device: 'cpu' });
  const state = (): string | undefined => made.status().find(({ job }) => job === 'chat')?.models[0]?.state;
  expect(state()).toBe('declared');
  expect(await made.chat(question)).toMatchObject({ text: 'hi  Bearer k1', model: 'theirs' });
  expect(state()).toBe('ready');
  await made.close();
  expect(made.residentBytes()).toBe(0);
});

test('a program that is not there fails with its name', async () => {
  const made = await models({ command: ['no-such-program-of-models', '{port}'], startSeconds: 20 });
  await expect(made.chat(question)).rejects.toMatchObject({ code: 'MODEL_SERVER_FAILED', message: expect.stringContaining('no-such-program-of-models') });
});

describe('a program that publishes what it has in hand', () => {
  const METRICS = {
    vllm: 'vllm:num_requests_running{engine="0"} RUNNING\nvllm:generation_tokens_total{engine="0"} TOKENS\n',
    sglang: 'sglang:num_running_reqs{tp_rank="0"} RUNNING\nsglang:realtime_tokens_total{mode="decode"} TOKENS\n',
    'llama-server': 'llamacpp:requests_processing RUNNING\nllamacpp:n_decode_total TOKENS\n',
  };

  test.each(Object.entries(METRICS))('as %s does, and computes no token of it, is ended and started again', async (_kind, metrics) => {
    const made = await models({ env: { METRICS: metrics, HANGS: '1' }, wedgedSeconds: 0.4 });
    await expect(made.chat(question)).rejects.toMatchObject({ code: 'MODEL_SERVER_FAILED', details: { failure: 'hang', generation: 2 }, message: expect.stringContaining('nothing moved') });
  });

  test('is left alone while tokens come, however slowly, and so is one that publishes nothing', async () => {
    // What SGLang told before it had a counter of tokens in progress grows only when a request ends.
    const ending = 'sglang:num_running_reqs{tp_rank="0"} RUNNING\nsglang:generation_tokens_total{tp_rank="0"} 7\n';
    const served = await Promise.all([{ METRICS: METRICS.vllm }, { METRICS: ending }, {}].map(async (env) => {
      const slow = await models({ env: { ...env, SLOW: '4000' }, wedgedSeconds: 1.5 });
      return (await slow.chat(question)).text;
    }));
    expect(served).toEqual(['slow', 'slow', 'slow']);
  });
});

const told: string[] = [];
const telling = { onFallback: (fallback: string) => told.push(fallback) };
beforeEach(() => told.splice(0));

test('a started server that runs out of memory gets the smaller limits of its kind, one after the other, and what is less is told', async () => {
  const made = await models({ ...asVllm(), env: { FITS: '8192' } }, { dialect: 'vllm' });
  expect((await made.chat(question, telling)).model).toBe('theirs');
  expect(told).toEqual(['mine runs with --max-num-seqs 16 --max-model-len 8192 instead of as configured']);
  expect(made.status().find(({ job }) => job === 'chat')?.models[0]?.reduction).toBe(told[0]);
  expect(readServerLogbook({ cache: file('cache'), data: file('data') }).slice(-2).map(({ failure, remedy }) => `${failure} ${remedy}`)).toEqual(Array(2).fill('out-of-memory shrink'));
});

test('a limit that the program does not take is left out, and the next one is tried', async () => {
  const made = await models({ ...asVllm(), env: { FITS: '4096', KNOWS_NO: '--max-num-seqs,--max-model-len 8192' } }, { dialect: 'vllm' });
  await made.chat(question, telling);
  expect(told).toEqual(['mine runs with --max-model-len 4096 instead of as configured']);
});

test('where the program takes none of the limits, what was wrong without them is the error, and the next request begins without them', async () => {
  const made = await models({ ...asVllm(), env: { FITS: '1024', KNOWS_NO: '--max-' } }, { dialect: 'vllm' });
  await expect(made.chat(question)).rejects.toMatchObject({ details: { failure: 'out-of-memory' }, message: expect.not.stringContaining('not taken') });
  expect(made.status().find(({ job }) => job === 'chat')?.models[0]?.reduction).toBeUndefined();
});

test('a started program that ends by itself is tried once more, with what it was given, and its own words are the error', async () => {
  const made = await models({ ...asVllm(), env: { REFUSES: 'no such model: qwen' } }, { dialect: 'vllm' });
  await expect(made.chat(question)).rejects.toMatchObject({ details: { failure: 'ended-at-load', generation: 2 }, message: expect.stringContaining('no such model: qwen') });
  expect(readServerLogbook({ cache: file('cache'), data: file('data') }).slice(-2).map(({ failure, remedy }) => `${failure} ${remedy}`)).toEqual(['ended-at-load restart', 'ended-at-load give-up']);
});

test('one that is killed without a word while it starts may have wanted too much: it gets smaller limits', async () => {
  const made = await models({ env: { KILLED_ABOVE: '4096' }, smaller: [{ arguments: ['--max-model-len', '4096'] }] }, { dialect: 'vllm' });
  await made.chat(question, telling);
  expect(told).toEqual(['mine runs with --max-model-len 4096 instead of as configured']);
});

test('the limits that the configuration names are taken instead of those of the kind', async () => {
  const made = await models({ env: { FITS: '1024' }, smaller: [{ arguments: ['--max-model-len', '1024'] }] }, { dialect: 'vllm' });
  await made.chat(question, telling);
  expect(told).toEqual(['mine runs with --max-model-len 1024 instead of as configured']);
});

test('a started server whose GPU is full moves to the next one', async () => {
  const gpus = [0, 1].map((index) => ({ id: `gpu:${index}`, name: 'G', totalBytes: 8e9 }));
  const meter = { gpus: () => Promise.resolve(gpus), freeBytes: () => Promise.resolve(undefined), heldBytes: () => Promise.resolve(undefined) };
  const made = await models({ env: { FULL: '0', WORD: 'on' }, device: 0, smaller: [] }, { dialect: 'vllm' }, { meter });
  expect((await made.chat(question, telling)).text).toBe('on 1 Bearer k1');
  expect(told).toEqual(['mine runs with as configured, on gpu:1 instead of as configured']);
});

test('a started server is told to load its model before it is asked anything, and what it says against it is the error', async () => {
  const prepare = (name: string) => [{ path: '/v1/models', body: { model_name: name, model_type: 'LLM' } }];
  const made = await models({ env: { LOADS: 'qwen' }, prepare: prepare('qwen') });
  expect((await made.chat(question)).model).toBe('theirs');
  const wrong = await models({ env: { LOADS: 'qwen' }, prepare: prepare('kwen') });
  await expect(wrong.chat(question)).rejects.toMatchObject({ details: { failure: 'load-refused' }, message: expect.stringMatching(/did not load its model: .*no such model/) });
  // What may pass is tried again, by another start.
  const busy = await models({ env: { LOADS: 'qwen', SAYS: '503' }, prepare: prepare('kwen') });
  await expect(busy.chat(question)).rejects.toMatchObject({ details: { failure: 'crash-at-load', generation: 2 } });
});

test('what is warmed ahead of need is up before anybody asks it, and one that idles for its time is ended and started again when it is needed', async () => {
  const made = await models({ env: { WORD: 'hi' }, idleSeconds: 0.3 });
  const state = (): string | undefined => made.status().find(({ job }) => job === 'chat')?.models[0]?.state;
  await made.warm(['chat', 'see']);
  expect(state()).toBe('ready');
  expect(await eventually(() => state() === 'stopped')).toBe(true);
  expect(made.residentBytes()).toBe(0);
  expect((await made.chat(question)).text).toBe('hi  Bearer k1');
});
