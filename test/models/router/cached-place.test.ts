import { Lane } from '../../../src/models/router/lane.js';
import { fixedWindow } from '../../../src/models/router/decide/window.js';
import { Notices } from '../../../src/models/router/notices.js';
import type { Offer } from '../../../src/models/router/offer.js';
import { Router } from '../../../src/models/router/router.js';
import { dialectOf, type Endpoint } from '../../../src/models/providers/index.js';
import { Supervisor } from '../../../src/models/servers/index.js';

const supervisor = new Supervisor();
afterAll(() => supervisor.close());

function offer(modelId: string, server: string): Offer {
  const endpoint: Endpoint = { server, baseUrl: 'http://127.0.0.1:1/v1', apiKey: undefined, model: modelId, modelId, dialect: dialectOf('vouch') };
  return {
    job: 'chat', modelId, server, embedded: true, version: null, configured: false, languages: undefined,
    lane: new Lane({ server, window: fixedWindow(1), breaks: false }),
    isOpen: () => true, loadMs: () => 0, reduction: () => undefined, call: (work) => work(endpoint), warm: () => Promise.resolve(),
    status: () => ({ model: modelId, server, engine: 'llama', state: 'ready', memoryBytes: 0, residentBytes: 0 }),
  };
}

test('what one embedded model has seen is no reason to ask another one of the same engine', async () => {
  const router = new Router([offer('small', 'box'), offer('small', 'embedded llama'), offer('large', 'embedded llama')], [], new Notices(), supervisor);
  const ask = (model: string): Promise<string> => router.call('chat', { model }, ({ server }) => Promise.resolve(server), { keys: ['a beginning'] });
  expect(await ask('large')).toBe('embedded llama');
  expect(await ask('small')).toBe('box');
  // Where it was asked itself, it is.
  expect(await ask('small')).toBe('box');
});
