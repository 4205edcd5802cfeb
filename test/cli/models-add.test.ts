import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { startFake } from '../models/providers/fakes/wire.js';
import { WIRES } from '../models/providers/fakes/wires.js';
import { temporaryFolder, vouch } from './command-line.js';

const folder = temporaryFolder();
const config = join(folder, 'vouch.config.json');
process.env['VOUCH_CACHE'] = join(folder, 'cache');
const servers = (): unknown => (JSON.parse(readFileSync(config, 'utf8')) as { servers: unknown }).servers;

test('models add joins a server, models asks it, and says what it is and takes', async () => {
  const fake = await startFake(WIRES.find(({ name }) => name === 'llama-server')!);
  try {
    expect((await vouch('models', 'add', 'llama-server', '--url', fake.url, '--job', 'chat', '--job', 'see', '--config', config)).exitCode).toBe(0);
    expect(servers()).toEqual([{ id: 'llama-server', dialect: 'llama-server', url: fake.url, jobs: { chat: '', see: '' } }]);
    const { result } = await vouch('models', '--config', config);
    expect(result).toContain(`server llama-server at ${fake.url}: chat, see; llama-server (llama.cpp); tiny (512 tokens, takes image, no audio, takes video); saw a test picture`);
    const asked = fake.bodies.length;
    const { result: json } = await vouch('models', '--json', '--config', config);
    expect((JSON.parse(json) as { servers: unknown[] }).servers).toMatchObject([{ id: 'llama-server', found: { dialect: 'llama-server', sees: 'yes' } }]);
    expect(fake.bodies).toHaveLength(asked);
    await vouch('models', '--refresh', '--config', config);
    expect(fake.bodies.length).toBeGreaterThan(asked);
  } finally {
    await fake.close();
  }
  expect((await vouch('models', '--refresh', '--config', config)).result).toMatch(/server llama-server at .*cannot be reached/);
});

test('models says which variable a server wants its key in, and asks anew where what was kept is damaged', async () => {
  const fake = await startFake(WIRES.find(({ name }) => name === 'vllm')!);
  const own = join(folder, 'key.json');
  try {
    await vouch('models', 'add', 'vllm', '--url', fake.url, '--key-env', 'VOUCH_TEST_NO_KEY', '--config', own);
    expect((await vouch('models', '--config', own)).result).toContain('the environment variable VOUCH_TEST_NO_KEY is not set');
    expect(fake.bodies).toHaveLength(0);
    process.env['VOUCH_TEST_NO_KEY'] = 'key-of-the-test';
    expect((await vouch('models', '--config', own)).result).toMatch(/server vllm at .*: chat; vLLM;/);
    const kept = join(folder, 'cache', 'servers');
    for (const file of readdirSync(kept).filter((name) => name.endsWith('.json'))) writeFileSync(join(kept, file), '{"dialect":');
    expect((await vouch('models', '--config', own)).result).toMatch(/server vllm at .*: chat; vLLM;/);
  } finally {
    Reflect.deleteProperty(process.env, 'VOUCH_TEST_NO_KEY');
    await fake.close();
  }
});

test('models add --start writes the command of the kind', async () => {
  expect((await vouch('models', 'add', 'vllm', '--start', '--model', 'Qwen/Qwen2.5-VL-3B-Instruct', '--id', 'eyes', '--job', 'see', '--device', '0', '--config', config)).exitCode).toBe(0);
  expect((servers() as unknown[])[1]).toEqual({
    id: 'eyes', dialect: 'vllm', jobs: { see: '' },
    start: { command: ['vllm', 'serve', 'Qwen/Qwen2.5-VL-3B-Instruct', '--host', '127.0.0.1', '--port', '{port}'], health: '/health', device: 0 },
  });
});

test('models add xinference --start starts it without accounts, for which nobody would have a key', async () => {
  await vouch('models', 'add', 'xinference', '--start', '--model', 'qwen', '--config', config);
  expect((servers() as unknown[])[2]).toMatchObject({ id: 'xinference', start: { command: ['xinference-local', '--host', '127.0.0.1', '--port', '{port}'], env: { XINFERENCE_AUTH_ADVANCED: '0' }, health: '/status' } });
});

test('models add xinference --start has it launch its model, once for talking and seeing', async () => {
  await vouch('models', 'add', 'xinference', '--start', '--model', 'qwen2.5-vl-instruct', '--job', 'chat', '--job', 'see', '--config', config);
  expect((servers() as unknown[])[2]).toMatchObject({
    jobs: { chat: 'qwen2.5-vl-instruct', see: 'qwen2.5-vl-instruct' },
    start: { prepare: [{ path: '/v1/models', body: { model_uid: 'qwen2.5-vl-instruct', model_name: 'qwen2.5-vl-instruct', model_type: 'LLM', model_engine: 'transformers' } }] },
  });
});

test.each([
  ['that is to see is given its eyes', ['--job', 'chat', '--job', 'see', '--projector', 'eyes.gguf'], ['--mmproj', 'eyes.gguf']],
  ['that is to embed is started for it', ['--job', 'embed'], ['--embeddings']],
  ['that is to talk is started as it is', [], []],
])('a llama-server %s', async (_what, options, added) => {
  await vouch('models', 'add', 'llama-server', '--start', '--model', 'm.gguf', '--id', 'llama', ...options, '--config', join(folder, 'llama.json'));
  expect((JSON.parse(readFileSync(join(folder, 'llama.json'), 'utf8')) as { servers: { start: unknown }[] }).servers[0]?.start).toEqual({
    command: ['llama-server', '--model', 'm.gguf', '--metrics', '--host', '127.0.0.1', '--port', '{port}', ...added], health: '/health',
  });
});

test.each([
  [['nobody'], 'kinds are vouch, vllm'],
  [['vllm', '--start'], '--model'],
  [['openai', '--start'], '--url'],
  [['vllm', '--start', '--url', 'http://a/v1'], 'exclude'],
  [['xinference', '--start'], '--model'],
  [['llama-server', '--start', '--model', 'm.gguf', '--job', 'see'], '--projector'],
  [['llama-server', '--start', '--model', 'm.gguf', '--job', 'chat', '--job', 'embed'], 'does nothing else'],
  [['vllm', '--job', 'sing'], 'jobs are chat'],
  [['xinference', '--start', '--model', 'qwen', '--job', 'chat', '--job', 'embed'], 'once for each'],
  [['llama-server', '--start', '--model', 'm.gguf', '--projector', 'eyes.gguf'], '--job see'],
  [['llama-server', '--job', 'see', '--projector', 'eyes.gguf'], '--start'],
  [['vllm', '--start', '--model', 'm', '--job', 'see', '--projector', 'eyes.gguf'], 'llama-server'],
  [['vllm', '--url', 'gpu:8000'], 'servers'],
])('models add %s is refused with what to do', async (args, named) => {
  const { exitCode, talk } = await vouch('models', 'add', ...args, '--config', join(folder, 'refused.json'));
  expect(exitCode).toBe(2);
  expect(talk).toContain(named);
});

test('models serve lets nobody in from elsewhere without a token', async () => {
  const { exitCode, talk } = await vouch('models', 'serve', '--host', '0.0.0.0', '--port', '0');
  expect(exitCode).not.toBe(0);
  expect(talk).toContain('token');
});
