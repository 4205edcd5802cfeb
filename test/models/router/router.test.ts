import { createModels, type CreateModelsOptions, type Models, parseConfig } from '../../../src/models/index.js';
import { completion, fakeServer, json, type FakeServer } from '../providers/fake-server.js';

const open: (FakeServer | Models)[] = [];
afterEach(async () => {
  await Promise.all(open.splice(0).map((item) => item.close()));
});

const empty: CreateModelsOptions['store'] = { entries: [], state: () => 'missing', files: () => ({}), verify: () => Promise.resolve({ sound: true, damaged: [] }) };
const question = { messages: [{ role: 'user' as const, content: 'Hello' }] };

async function models(config: unknown, options: CreateModelsOptions = {}): Promise<Models> {
  const made = await createModels({ config: parseConfig(config, 'test'), store: empty, env: {}, ...options });
  open.push(made);
  return made;
}

async function server(answer: string): Promise<FakeServer> {
  const fake = await fakeServer((request, response) => {
    json(response, 200, request.path.endsWith('/models') ? { data: [{ id: 'first-model' }, { id: 'second' }] } : completion(answer));
  });
  open.push(fake);
  return fake;
}

test('a configured server does its jobs; others are missing with what mends them', async () => {
  const fake = await server('hi');
  const router = await models({ servers: [{ id: 'gpu', url: fake.endpoint.baseUrl, jobs: { chat: 'big' } }] });
  expect(router.has('chat')).toBe(true);
  expect(router.modelsFor('chat')).toEqual(['big']);
  expect(router.canScore()).toBe(false);
  expect(await router.chat(question)).toMatchObject({ text: 'hi', model: 'big' });
  await expect(router.ocr({ path: 'x.png' })).rejects.toMatchObject({ code: 'MODEL_MISSING', message: expect.stringContaining('VOUCH_OCR_URL') });
  const see = router.status().find((status) => status.job === 'see');
  expect(see).toMatchObject({ models: [], missing: expect.stringContaining('see'), fix: expect.stringContaining('vouch.config.json') });
});

test('a conversation with an image needs a model that sees', async () => {
  const fake = await server('hi');
  const router = await models({ servers: [{ id: 'gpu', url: fake.endpoint.baseUrl, jobs: { chat: 'big' } }] });
  await expect(router.chat({ messages: [{ role: 'user', content: [{ type: 'image', path: 'x.png' }] }] })).rejects.toMatchObject({ code: 'MODEL_MISSING', message: expect.stringContaining('see') });
});

test('without a model name the first model of the server is used, and asked for once', async () => {
  const fake = await server('hi');
  const router = await models({ servers: [{ id: 'gpu', url: fake.endpoint.baseUrl, jobs: { chat: '' } }] });
  await router.chat(question);
  expect((await router.chat(question)).model).toBe('first-model');
  expect(fake.seen.filter((request) => request.path === '/v1/models')).toHaveLength(1);
});

test('a server that cannot be reached is replaced by the next, and a notice says so', async () => {
  const [gone, there] = [await fakeServer(() => undefined), await server('from the second')];
  await gone.close();
  const notices: string[] = [];
  const router = await models({ servers: [{ id: 'gone', url: gone.endpoint.baseUrl, jobs: { chat: 'a' } }, { id: 'there', url: there.endpoint.baseUrl, jobs: { chat: 'b' } }] }, { onNotice: (message) => notices.push(message) });
  expect((await router.chat(question)).text).toBe('from the second');
  expect(notices).toEqual(['gone cannot be reached; b (there) does "chat" instead.']);
  await expect(router.chat(question, { model: 'a' })).rejects.toMatchObject({ code: 'MODEL_SERVER_FAILED', retryable: true });
});

test('an error that the server answered is not covered up by another server', async () => {
  const failing = await fakeServer((_request, response) => { json(response, 500, { error: { message: 'broken' } }); });
  open.push(failing);
  const there = await server('from the second');
  const router = await models({ servers: [{ id: 'failing', url: failing.endpoint.baseUrl, jobs: { chat: 'a' } }, { id: 'there', url: there.endpoint.baseUrl, jobs: { chat: 'b' } }] });
  await expect(router.chat(question)).rejects.toMatchObject({ code: 'MODEL_SERVER_FAILED', message: expect.stringContaining('broken') });
});

test('a server gets no more requests at a time than it takes; cancelled ones leave the queue', async () => {
  let running = 0;
  let most = 0;
  const fake = await fakeServer((_request, response) => {
    running += 1;
    most = Math.max(most, running);
    setTimeout(() => {
      running -= 1;
      json(response, 200, completion('hi'));
    }, 50);
  });
  open.push(fake);
  const router = await models({ servers: [{ id: 'gpu', url: fake.endpoint.baseUrl, jobs: { chat: 'm' }, concurrency: 2 }] });
  expect(router.concurrency('chat')).toBe(2);
  const controller = new AbortController();
  const requests = Array.from({ length: 6 }, (_, index) => router.chat(question, index === 5 ? { signal: controller.signal } : {}));
  controller.abort();
  const outcomes = await Promise.allSettled(requests);
  expect(outcomes.map((outcome) => outcome.status)).toEqual([...Array<string>(5).fill('fulfilled'), 'rejected']);
  expect(outcomes[5]).toMatchObject({ reason: { code: 'CANCELLED' } });
  expect(most).toBe(2);
  expect(fake.seen.filter(({ path }) => path.endsWith('/completions'))).toHaveLength(5);
  expect(fake.seen.filter(({ path }) => path.endsWith('/models'))).toHaveLength(1);
});

test('a server whose key is not set is an error that names the variable', async () => {
  const fake = await server('hi');
  const router = await models({ servers: [{ id: 'paid', url: fake.endpoint.baseUrl, apiKeyEnv: 'PAID_KEY', jobs: { chat: 'm' } }] });
  await expect(router.chat(question)).rejects.toMatchObject({ code: 'MODEL_SERVER_FAILED', retryable: false, message: expect.stringContaining('PAID_KEY') });
});
