import { copyFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sharp from 'sharp';
import { createModels, type CreateModelsOptions, type Models, parseConfig } from '../../../src/models/index.js';
import { entryOf, someBytes } from '../../support/model-files.js';
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

test('a server that had no model at first is used once it has one', async () => {
  let data: { id: string }[] = [];
  const fake = await fakeServer((request, response) => { json(response, 200, request.path.endsWith('/models') ? { data } : completion('hi')); });
  open.push(fake);
  const router = await models({ servers: [{ id: 'gpu', url: fake.endpoint.baseUrl, jobs: { chat: '' } }] });
  await expect(router.chat(question)).rejects.toMatchObject({ message: expect.stringContaining('offers no model') });
  data = [{ id: 'loaded since' }];
  expect((await router.chat(question)).model).toBe('loaded since');
});

test('a server that was started anew with another model is asked what it has', async () => {
  let name = 'old';
  const fake = await fakeServer((request, response) => {
    if (request.path.endsWith('/models')) json(response, 200, { data: [{ id: name }] });
    else if (request.path.endsWith('/chat/completions') && (JSON.parse(request.body.toString()) as { model: string }).model === name) json(response, 200, completion('hi'));
    else json(response, 404, { error: { message: 'no such model' } });
  });
  open.push(fake);
  const router = await models({ servers: [{ id: 'gpu', url: fake.endpoint.baseUrl, jobs: { chat: '' } }] });
  expect((await router.chat(question)).model).toBe('old');
  name = 'new';
  await expect(router.chat(question)).rejects.toMatchObject({ message: expect.stringContaining('no such model') });
  expect((await router.chat(question)).model).toBe('new');
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

test('a server that takes connections and never answers is replaced by the next, and nobody is said to have cancelled', async () => {
  const [mute, there] = [await fakeServer(() => undefined), await server('from the second')];
  open.push(mute);
  const notices: string[] = [];
  const router = await models({ servers: [{ id: 'mute', url: mute.endpoint.baseUrl, jobs: { chat: 'a' } }, { id: 'there', url: there.endpoint.baseUrl, jobs: { chat: 'b' } }] }, { recogniseMs: 2_000, onNotice: (message) => notices.push(message) });
  expect((await router.chat(question)).text).toBe('from the second');
  expect(notices).toEqual(['mute cannot be reached; b (there) does "chat" instead.']);
  await expect(router.chat(question, { model: 'a' })).rejects.toMatchObject({ code: 'MODEL_SERVER_FAILED', cause: { code: 'TIMEOUT' } });
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
  let twoAtOnce: () => void;
  const seenTwo = new Promise<void>((resolve) => { twoAtOnce = resolve; });
  const fake = await fakeServer((request, response) => {
    if (!request.path.endsWith('/chat/completions')) {
      json(response, 404, {});
      return;
    }
    running += 1;
    most = Math.max(most, running);
    if (running === 2) twoAtOnce();
    // No answer before two were asked at once, however slow the machine; the time after it lets a third that comes too early be seen.
    void seenTwo.then(() => setTimeout(() => {
      running -= 1;
      json(response, 200, completion('hi'));
    }, 50));
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
  expect(asked(fake)).toBe(5);
  expect(fake.seen.filter(({ path }) => path.endsWith('/models'))).toHaveLength(1);
});

test('a server whose key is not set is an error that names the variable', async () => {
  const fake = await server('hi');
  const router = await models({ servers: [{ id: 'paid', url: fake.endpoint.baseUrl, apiKeyEnv: 'PAID_KEY', jobs: { chat: 'm' } }] });
  await expect(router.chat(question)).rejects.toMatchObject({ code: 'MODEL_SERVER_FAILED', retryable: false, message: expect.stringContaining('PAID_KEY') });
});

async function answering(answer: (request: { path: string; body: Buffer }, count: number) => { status: number; body: unknown }): Promise<FakeServer> {
  let count = 0;
  const fake = await fakeServer((request, response) => {
    const { status, body } = request.path.endsWith('/chat/completions') ? answer(request, (count += 1)) : { status: 404, body: {} };
    json(response, status, body);
  });
  open.push(fake);
  return fake;
}

const asked = ({ seen }: FakeServer): number => seen.filter(({ path }) => path.endsWith('/chat/completions')).length;

test('what did less than the first choice is told with the reason, for the provenance of the result', async () => {
  const [gone, there] = [await fakeServer(() => undefined), await server('from the second')];
  await gone.close();
  const router = await models({ servers: [{ id: 'gone', url: gone.endpoint.baseUrl, jobs: { chat: 'large' } }, { id: 'there', url: there.endpoint.baseUrl, jobs: { chat: 'small' } }] });
  const told: string[] = [];
  await router.chat(question, { onFallback: (fallback) => told.push(fallback) });
  expect(told).toEqual([expect.stringMatching(/^small \(there\) did "chat" instead of large \(gone\): gone cannot be reached/)]);
});

test('the same model on another server is told, too, when the first choice failed or is left alone, and not when it is only busy', async () => {
  const fake = await server('from the CPU');
  const gone = await fakeServer(() => undefined);
  await gone.close();
  const config = (url: string) => ({ servers: [{ id: 'gpu', url, jobs: { chat: 'm' }, concurrency: 1 }, { id: 'cpu', url: fake.endpoint.baseUrl, jobs: { chat: 'm' } }] });
  const told: string[] = [];
  const ask = (router: Models) => router.chat(question, { onFallback: (fallback) => told.push(fallback) });
  const router = await models(config(gone.endpoint.baseUrl));
  for (let call = 0; call < 6; call += 1) await ask(router);
  expect(told[0]).toMatch(/^m \(cpu\) did "chat" instead of m \(gpu\): gpu cannot be reached/);
  expect(told.slice(1)).toEqual(Array(5).fill('m (cpu) did "chat" instead of m (gpu): it did not answer before'));
  told.length = 0;
  const gpu = await server('from the GPU');
  const both = await models(config(gpu.endpoint.baseUrl));
  expect(new Set((await Promise.all([1, 2, 3].map(() => ask(both)))).map(({ text }) => text)).size).toBe(2);
  expect(told).toEqual([]);
});

test('a server that has too much to do is asked again, then the next one', async () => {
  const busy = await answering((_request, count) => (count < 3 ? { status: 429, body: { error: { message: 'too many' } } } : { status: 200, body: completion('at last') }));
  const router = await models({ servers: [{ id: 'busy', url: busy.endpoint.baseUrl, jobs: { chat: 'm' } }] });
  expect((await router.chat(question)).text).toBe('at last');
  expect(asked(busy)).toBe(3);
  const never = await answering(() => ({ status: 429, body: { error: { message: 'too many' } } }));
  const other = await server('from the other');
  const two = await models({ servers: [{ id: 'never', url: never.endpoint.baseUrl, jobs: { chat: 'm' } }, { id: 'other', url: other.endpoint.baseUrl, jobs: { chat: 'n' } }] });
  expect((await two.chat(question, { deadline: performance.now() + 500 })).text).toBe('from the other');
});

test('a server that does not answer is left alone for a while', async () => {
  const gone = await fakeServer(() => undefined);
  await gone.close();
  const there = await server('from the second');
  const notices: string[] = [];
  const router = await models({ servers: [{ id: 'gone', url: gone.endpoint.baseUrl, jobs: { chat: 'a' } }, { id: 'there', url: there.endpoint.baseUrl, jobs: { chat: 'b' } }] }, { onNotice: (message) => notices.push(message) });
  for (let call = 0; call < 8; call += 1) expect((await router.chat(question)).model).toBe('b');
  // Five calls found it gone; the others went straight to the second.
  expect(notices).toHaveLength(5);
  await expect(router.chat(question, { model: 'a' })).rejects.toMatchObject({ code: 'MODEL_SERVER_FAILED', message: expect.stringContaining('gone is not asked for now') });
});

test('runs take turns at a server, however many calls one of them makes', async () => {
  const order: string[] = [];
  const fake = await fakeServer((request, response) => {
    if (!request.path.endsWith('/chat/completions')) {
      json(response, 404, {});
      return;
    }
    order.push((JSON.parse(request.body.toString()) as { messages: { content: string }[] }).messages[0]!.content);
    setTimeout(() => { json(response, 200, completion('hi')); }, 5);
  });
  open.push(fake);
  const router = await models({ servers: [{ id: 'gpu', url: fake.endpoint.baseUrl, jobs: { chat: 'm' }, concurrency: 1 }] });
  const call = (owner: string, text: string) => router.chat({ messages: [{ role: 'user', content: text }] }, { owner });
  await call('first', 'a0');
  await Promise.all([...Array.from({ length: 6 }, (_, index) => call('greedy', `g${index}`)), ...Array.from({ length: 2 }, (_, index) => call('modest', `m${index}`))]);
  expect(order).toEqual(['a0', 'g0', 'g1', 'm0', 'g2', 'm1', 'g3', 'g4', 'g5']);
});

test('the same beginning goes to the same one of several servers with the same model', async () => {
  const pair = [await server('one'), await server('two')];
  const router = await models({ servers: pair.map((fake, index) => ({ id: `gpu${index}`, url: fake.endpoint.baseUrl, jobs: { chat: 'm' } })) });
  const talk = (topic: string) => router.chat({ messages: [{ role: 'system', content: topic.repeat(600) }, { role: 'user', content: 'Hello' }] });
  const servers = [await Promise.all(['a', 'b', 'c', 'd'].map(talk)), await Promise.all(['a', 'b', 'c', 'd'].map(talk))].map((replies) => replies.map(({ text }) => text));
  expect(new Set(servers[0]).size).toBe(2);
  expect(servers[1]).toEqual(servers[0]);
});

test.each([['vLLM', 'vllm:num_preemptions_total'], ['SGLang', 'sglang:num_retracted_requests_total']])('a server like %s that puts requests back for want of memory gets half as many at a time', async (_kind, counter) => {
  let count = 7;
  let looks = 0;
  const fake = await fakeServer((request, response) => {
    if (request.path === '/metrics') {
      looks += 1;
      response.end(`vllm:num_requests_waiting 0\n${counter}{model_name="m"} ${count}\n`);
    } else json(response, request.path.endsWith('/chat/completions') ? 200 : 404, completion('hi'));
  });
  open.push(fake);
  const router = await models({ servers: [{ id: 'gpu', url: fake.endpoint.baseUrl, jobs: { chat: 'm' }, concurrency: 8 }] });
  const askUntil = async (done: () => boolean): Promise<void> => {
    for (const end = performance.now() + 10_000; !done() && performance.now() < end;) {
      await router.chat(question);
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  };
  /** What the server said at the first of two looks was read before the second. */
  const afterLooks = async (): Promise<number> => {
    const seen = looks;
    await askUntil(() => looks >= seen + 2);
    return router.concurrency('chat');
  };
  // What it had put back before anybody looked is no news.
  expect(await afterLooks()).toBe(4);
  count += 3;
  await askUntil(() => router.concurrency('chat') === 2);
  expect(router.concurrency('chat')).toBe(2);
  expect(await afterLooks()).toBe(2);
});

test('the same picture goes to the same one of several servers with the same model, by its bytes and not by its name', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'vouch-router-'));
  try {
    const paths = await Promise.all(['red', 'green', 'blue', 'white'].map(async (background) => {
      const path = join(folder, `${background}.png`);
      await sharp({ create: { width: 8, height: 8, channels: 3, background } }).png().toFile(path);
      return path;
    }));
    const pair = await Promise.all(['one', 'two'].map((answer) => fakeServer((request, response) => {
      if (!request.path.endsWith('/chat/completions')) return json(response, 404, {});
      // A picture is counted, so that it is known to have been seen.
      const promptTokens = request.body.includes('image_url') ? 300 : 7;
      json(response, 200, { ...(completion(answer) as object), usage: { prompt_tokens: promptTokens, completion_tokens: 3 } });
    })));
    open.push(...pair);
    const router = await models({ servers: pair.map((fake, index) => ({ id: `gpu${index}`, url: fake.endpoint.baseUrl, dialect: 'openai', jobs: { see: 'm' } })) });
    // What is asked of a picture differs from time to time: the picture alone tells where it was.
    const look = (path: string, round: number) => router.chat({ messages: [{ role: 'user', content: [{ type: 'text', text: `${round}: what is this?` }, { type: 'image', path }] }] });
    const ask = async (round: number, files: readonly string[]): Promise<string[]> => (await Promise.all(files.map((path) => look(path, round)))).map(({ text }) => text);
    const first = await ask(1, paths);
    expect(new Set(first).size).toBe(2);
    expect(await ask(2, paths)).toEqual(first);
    // The same bytes under other names, and then other bytes under the first names.
    const copies = paths.map((path) => `${path}.copy.png`);
    for (const [index, path] of paths.entries()) copyFileSync(path, copies[index] ?? '');
    expect(await ask(3, copies)).toEqual(first);
    for (const [index, path] of paths.entries()) copyFileSync(copies.at(-1 - index) ?? '', path);
    expect(await ask(4, paths)).toEqual(first.toReversed());
  } finally {
    rmSync(folder, { recursive: true });
  }
});

test('of a server with ten thousand models only those that somebody wants are asked about', async () => {
  const data = Array.from({ length: 10_000 }, (_, index) => ({ id: `model-${index}`, owned_by: 'library' }));
  const fake = await fakeServer((request, response) => {
    if (request.path.endsWith('/models')) json(response, 200, { data });
    else if (request.path.endsWith('/api/show')) json(response, 200, { capabilities: ['completion', 'vision'] });
    else if (request.path.endsWith('/chat/completions')) json(response, 200, completion('hi'));
    else json(response, 404, {});
  });
  open.push(fake);
  const router = await models({ servers: [{ id: 'many', url: fake.endpoint.baseUrl, dialect: 'ollama', jobs: { chat: 'model-9999', see: '' } }] });
  expect(await router.chat(question)).toMatchObject({ text: 'hi', model: 'model-9999' });
  const shown = fake.seen.filter(({ path }) => path.endsWith('/api/show')).map(({ body }) => (JSON.parse(body.toString()) as { model: string }).model);
  expect(shown.sort()).toEqual(['model-0', 'model-9999']);
});

test('a server that is started under the name of a model that is here is refused: its requests would go to that model', async () => {
  const entry = entryOf('kokoro', [{ name: 'model.bin', bytes: someBytes(5), sources: [{ kind: 'file', path: '/nowhere' }] }]);
  const store: CreateModelsOptions['store'] = { ...empty, entries: [entry], state: () => 'installed' };
  const config = { servers: [{ id: 'kokoro', start: { command: ['x', '{port}'] }, jobs: { chat: '' } }] };
  await expect(models(config, { store })).rejects.toMatchObject({ code: 'USAGE', message: expect.stringContaining('another id') });
  expect((await models(config)).has('chat')).toBe(true);
});
