import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { jest } from '@jest/globals';
import { z } from 'zod';
import { defineTool, text } from '../../src/core/index.js';
import { createRuntime, createWorker, type Runtime } from '../../src/runtime/index.js';
import { startServer } from '../../src/server/index.js';
import { describeWithRedis, startRedis, type TestRedis } from '../support/redis.js';
import { freshFolder, removeFolders } from '../support/workshop.js';
import { until } from './support.js';

jest.setTimeout(60_000);
afterAll(removeFolders);

/** Asks the language model. */
const reply = defineTool({
  name: 'reply', description: 'Answers a text.', effects: 'reads-world', needs: ['chat'], input: z.object({ text: text() }), output: z.object({ text: text() }),
  execute: async ({ text: said }, { models }) => ({ text: (await models.chat({ messages: [{ role: 'user', content: said }] })).text }),
});

/** A model server that answers nothing until it is opened. */
async function startModel(): Promise<{ readonly url: string; readonly asked: () => number; open(): void; close(): void }> {
  const held = new Set<ServerResponse>();
  let [asked, isOpen] = [0, false];
  const json = (response: ServerResponse, body: unknown): void => { response.setHeader('content-type', 'application/json').end(JSON.stringify(body)); };
  const answer = (response: ServerResponse): void => { json(response, { id: 'c', object: 'chat.completion', created: 0, model: 'tiny', choices: [{ index: 0, message: { role: 'assistant', content: 'done' }, finish_reason: 'stop' }], usage: { prompt_tokens: 1, completion_tokens: 1, total_tokens: 2 } }); };
  const server = createServer((request, response) => {
    if (request.method === 'GET') json(response, { object: 'list', data: [{ id: 'tiny', object: 'model' }] });
    else {
      asked++;
      if (isOpen) answer(response);
      else held.add(response);
    }
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`,
    asked: () => asked,
    open: () => {
      isOpen = true;
      for (const response of held) answer(response);
    },
    close: () => {
      server.closeAllConnections();
      server.close();
    },
  };
}

const post = (server: { readonly url: string }, said: string) => fetch(`${server.url}/v1/runs`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ plan: { steps: [{ id: 'a', tool: 'reply', inputs: { text: { value: said } } }] } }) });
const allCompleted = async (runtime: Runtime, count: number): Promise<boolean> => { const runs = await runtime.runs(); return runs.length === count && runs.every(({ status }) => status === 'completed'); };

test('a model server that is full keeps the server that asks it from taking runs (429) until it answers again', async () => {
  const model = await startModel();
  const dataFolder = freshFolder();
  const configFile = join(dataFolder, 'vouch.config.json');
  writeFileSync(configFile, JSON.stringify({ servers: [{ id: 'words', url: model.url, dialect: 'openai', jobs: { chat: 'tiny' }, concurrency: 1 }] }));
  const runtime = await createRuntime({ dataFolder, configFile, tools: [reply], maxRuns: 20 });
  const server = await startServer({ port: 0, maxRuns: 20 }, { runtime });
  // One request is at the model, and nine wait: one more than may.
  for (let n = 0; n < 10; n++) expect((await post(server, `number ${n}`)).status).toBe(202);
  await until(() => runtime.pressure().held === 1 && model.asked() === 1);
  expect((await post(server, 'too much')).status).toBe(429);
  model.open();
  await until(() => allCompleted(runtime, 10));
  expect([(await post(server, 'later')).status, runtime.pressure().held]).toEqual([202, 0]);
  await until(() => allCompleted(runtime, 11));
  await server.close();
  await runtime.close();
  model.close();
});

describeWithRedis('a model server that is full', () => {
  let redis: TestRedis;
  beforeAll(async () => { redis = await startRedis(); });
  afterAll(() => redis.kill());

  test('behind a worker keeps servers from taking runs (429) until it answers again', async () => {
    const model = await startModel();
    const dataFolder = freshFolder();
    const configFile = join(dataFolder, 'vouch.config.json');
    writeFileSync(configFile, JSON.stringify({ servers: [{ id: 'words', url: model.url, dialect: 'openai', jobs: { chat: 'tiny' }, concurrency: 1 }], queue: { redis: { urlFromEnv: 'THE_QUEUE' }, inFlight: 2 } }));
    const shared = { dataFolder, configFile, env: { ...process.env, THE_QUEUE: redis.url }, tools: [reply] };
    const [worker, runtime] = [await createWorker({ ...shared, can: ['chat', 'plain'], concurrency: 2 }), await createRuntime(shared)];
    const server = await startServer({ port: 0 }, { runtime });
    // One request is at the model, one waits for it at the worker, and no more steps go into the queue.
    for (const said of ['one', 'two', 'three']) expect((await post(server, said)).status).toBe(202);
    await until(() => runtime.pressure().held === 1 && model.asked() === 1);
    const refused = await post(server, 'four');
    expect([refused.status, await refused.json()]).toEqual([429, { error: expect.objectContaining({ code: 'RATE_LIMITED', retryable: true, message: expect.stringContaining('the model servers or the workers have their hands full') }) }]);
    expect(model.asked()).toBe(1);
    model.open();
    await until(() => allCompleted(runtime, 3));
    expect((await post(server, 'five')).status).toBe(202);
    await until(() => allCompleted(runtime, 4));
    await server.close();
    await runtime.close();
    await worker.close();
    model.close();
  });
});
