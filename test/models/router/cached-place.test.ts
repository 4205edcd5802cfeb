import { createClient } from '../../../src/models/router/client.js';
import { Lane } from '../../../src/models/router/lane.js';
import { fixedWindow } from '../../../src/models/router/decide/window.js';
import { Notices } from '../../../src/models/router/notices.js';
import type { Offer } from '../../../src/models/router/offer.js';
import { Router } from '../../../src/models/router/router.js';
import { dialectOf, type Endpoint } from '../../../src/models/providers/index.js';
import { Supervisor } from '../../../src/models/servers/index.js';

const supervisor = new Supervisor();
afterAll(() => supervisor.close());

function offer(modelId: string, server: string, process = modelId): Offer {
  const endpoint: Endpoint = { server, baseUrl: 'http://127.0.0.1:1/v1', apiKey: undefined, model: modelId, modelId, dialect: dialectOf('vouch') };
  return {
    job: 'chat', modelId, server, embedded: true, process, version: null, configured: false, languages: undefined,
    lane: new Lane({ server, window: fixedWindow(1), breaks: false }),
    isOpen: () => true, loadMs: () => 0, reduction: () => undefined, call: (work) => work(endpoint), warm: () => Promise.resolve(),
    status: () => ({ model: modelId, server, engine: 'llama', state: 'ready', memoryBytes: 0, residentBytes: 0 }),
  };
}

test('what one embedded model has seen is no reason to ask another one of the same engine', async () => {
  const router = new Router([offer('small', 'box'), offer('small', 'embedded llama'), offer('large', 'embedded llama')], [], new Notices(), supervisor);
  const ask = (model: string): Promise<string> => router.call('chat', { model }, ({ server }) => Promise.resolve(server), { keys: () => Promise.resolve(['a beginning']) });
  expect(await ask('large')).toBe('embedded llama');
  expect(await ask('small')).toBe('box');
  // Where it was asked itself, it is.
  expect(await ask('small')).toBe('box');
});

test('media are read for it only where there is more than one to choose from', async () => {
  const router = new Router([offer('small', 'box'), offer('small', 'other box'), offer('large', 'box')], [], new Notices(), supervisor);
  const { signal } = new AbortController();
  const read: AbortSignal[] = [];
  const ask = (model: string): Promise<string> => router.call('chat', { model, signal }, ({ server }) => Promise.resolve(server), { keys: (given) => Promise.resolve([String(read.push(given))]) });
  await ask('large');
  expect(read).toEqual([]);
  await ask('small');
  expect(read).toEqual([signal]);
});

test('what a plan needs next is known by its process, whatever its model is called there', () => {
  const notices = new Notices();
  const client = createClient(new Router([offer('Qwen/Qwen3', 'box', 'words')], [], notices, supervisor), supervisor, notices);
  client.expect('run', [['see'], ['chat']]);
  expect([supervisor.lookahead.stepsUntil('words'), supervisor.lookahead.stepsUntil('Qwen/Qwen3')]).toEqual([1, undefined]);
  client.expect('run', []);
  expect(supervisor.lookahead.stepsUntil('words')).toBeUndefined();
});
