import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { jest } from '@jest/globals';
import { Queue, Worker } from 'bullmq';
import { z } from 'zod';
import { defineTool, text, type ModelClient } from '../../../src/core/index.js';
import { JobLine } from '../../../src/runtime/workers/job-line.js';
import { connectRedis } from '../../../src/runtime/workers/redis.js';
import { crewExecutor, crewWorker, type Crew } from '../../support/crew.js';
import { noModels } from '../../support/no-models.js';
import { describeWithRedis, startRedis, type TestRedis } from '../../support/redis.js';
import { openYard, workerTools } from '../../support/worker-tools.js';
import { freshFolder, removeFolders, testRuntime, type TestRuntime } from '../../support/workshop.js';

jest.setTimeout(60_000);

let redis: TestRedis;
const opened: { close(): Promise<unknown> }[] = [];
const keep = <T extends { close(): Promise<unknown> }>(one: T): T => {
  opened.push(one);
  return one;
};
const newCrew = (): Crew => ({ url: redis.url, prefix: `t${randomUUID().slice(0, 8)}`, folder: freshFolder(), yard: freshFolder() });
const until = async (look: () => boolean | Promise<boolean>): Promise<void> => {
  for (let waited = 0; !(await look()); waited += 20) {
    if (waited > 20_000) throw new Error(`it never became true: ${String(look)}`);
    await sleep(20);
  }
};

describeWithRedis('through a real queue', () => {
  beforeAll(async () => { redis = await startRedis(); });
  afterEach(async () => {
    for (const one of opened.splice(0).reverse()) await one.close();
  });
  afterAll(async () => {
    await redis.kill();
    removeFolders();
  });

  async function runtimeOf(crew: Crew, options: Parameters<typeof crewExecutor>[1] = {}): Promise<TestRuntime> {
    const executor = keep(await crewExecutor(crew, options));
    return keep(testRuntime({ tools: options.tools ?? workerTools(crew.yard), executor, ...(options.models ? { models: options.models } : {}) }, crew.folder));
  }

  test('of steps that wait the one with the longest way behind it is done first, whatever came before it', async () => {
    const crew = newCrew();
    const runtime = await runtimeOf(crew, { pools: { test: ['plain'] } });
    const shout = (id: string, source: object): object => ({ id, tool: 'shout', inputs: { text: source } });
    const single = (name: string): object => shout(name, { value: name });
    const run = runtime.run({ plan: { steps: [single('one'), single('two'), shout('short', { value: 'short' }), shout('short2', { ref: 'short.text' }), shout('long', { value: 'long' }), shout('long2', { ref: 'long.text' }), shout('long3', { ref: 'long2.text' })] } });
    const queue = keep(new Queue('test.plain', { connection: { url: redis.url }, prefix: crew.prefix }));
    await until(async () => (await queue.getPrioritizedCount()) === 4);
    keep(await crewWorker(crew));
    expect((await run.result).status).toBe('completed');
    const order = openYard(crew.yard).said().map((line) => line.split(' ')[1]);
    expect(order.slice(0, 2)).toEqual(['long', 'short']);
    expect(order).toHaveLength(7);
  });

  test('a step goes to the worker where the model that it asks is loaded, however the workers are named', async () => {
    const asks = (yard: string) => [defineTool({ name: 'ask', description: 'Asks a model.', effects: 'reads-world', needs: ['chat'], input: z.object({ text: text() }), output: z.object({ text: text() }), execute: async ({ text: said }) => {
      openYard(yard).say(`asked ${said}`);
      return { text: said };
    } })];
    for (const [loaded, other] of [['first', 'second'], ['second', 'first']] as const) {
      const crew = newCrew();
      const models: ModelClient = { ...noModels, has: (job) => job === 'chat', modelsFor: (job) => (job === 'chat' ? ['tiny'] : []) };
      const yards = { [loaded]: freshFolder(), [other]: freshFolder() };
      for (const pool of ['first', 'second']) keep(await crewWorker(crew, { pool, can: ['chat', 'plain'], tools: asks(yards[pool]!), resident: () => (pool === loaded ? ['tiny'] : []) }));
      const runtime = await runtimeOf(crew, { tools: asks(crew.yard), models });
      expect((await runtime.run({ plan: { steps: [{ id: 'a', tool: 'ask', inputs: { text: { value: 'one' } } }, { id: 'b', tool: 'ask', inputs: { text: { ref: 'a.text' } } }] } }).result).status).toBe('completed');
      expect([openYard(yards[loaded]!).said(), openYard(yards[other]!).said()]).toEqual([['asked one', 'asked one'], []]);
    }
  });

  test('a reply that nobody has fetched yet is found however many steps end meanwhile, and one that was fetched goes', async () => {
    const prefix = `t${randomUUID().slice(0, 8)}`;
    const place = { url: redis.url, shown: redis.url };
    const done = new Map<string, number>();
    let open = (): void => undefined;
    const gate = new Promise<void>((resolve) => { open = resolve; });
    const worker = keep(new Worker('test.plain', async ({ id = '' }) => {
      // Its reply comes when nobody waits for it any more.
      if (id === 'first') await gate;
      done.set(id, (done.get(id) ?? 0) + 1);
      return { kind: 'refused', error: { code: 'CANCELLED', message: id, retryable: false } };
    }, { connection: { url: redis.url, maxRetriesPerRequest: null }, prefix, concurrency: 50 }));
    const client = await connectRedis(place, () => undefined);
    const line = keep(await JobLine.open('test.plain', client, { place, prefix, inFlight: 256, fetchedMs: 200, onFault: () => undefined }));
    const job = { kind: 'make', step: 's', runId: 'r' } as unknown as Parameters<JobLine['ask']>[0];
    const ask = (id: string, signal = new AbortController().signal) => line.ask(job, { id, urgency: 1, once: false, onProgress: () => undefined }, signal);
    const left = new AbortController();
    const leaving = ask('first', left.signal).catch(() => 'left');
    await until(async () => worker.isRunning() && (await client.exists(`${prefix}:test.plain:first`)) === 1);
    left.abort();
    await leaving;
    open();
    await Promise.all(Array.from({ length: 1050 }, (_, index) => ask(`other${index}`)));
    expect(await ask('first')).toMatchObject({ kind: 'refused', error: { message: 'first' } });
    expect([done.get('first'), done.size]).toEqual([1, 1051]);
    const queue = keep(new Queue('test.plain', { connection: { url: redis.url }, prefix }));
    await until(async () => (await queue.getCompletedCount()) === 0);
    client.disconnect();
  });
});
