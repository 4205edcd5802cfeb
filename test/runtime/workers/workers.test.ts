import { spawn, type ChildProcess } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { jest } from '@jest/globals';
import { Queue, QueueEvents } from 'bullmq';
import { Redis } from 'ioredis';
import { defineTool, text, type VouchEvent } from '../../../src/core/index.js';
import { versionOf } from '../../../src/runtime/executor/index.js';
import type { Run, RunRequest } from '../../../src/runtime/types.js';
import { newestKey } from '../../../src/runtime/workers/reply.js';
import { openArtifactStore } from '../../../src/store/index.js';
import { z } from 'zod';
import { crewExecutor, crewWorker, type Crew, type CrewExecutor } from '../../support/crew.js';
import { describeWithRedis, startRedis, type TestRedis } from '../../support/redis.js';
import { openYard, workerOracles, workerTools } from '../../support/worker-tools.js';
import { freshFolder, removeFolders, testRuntime, type TestRuntime } from '../../support/workshop.js';

// Processes are started and killed, and a dead worker is noticed only after its lock has run out.
jest.setTimeout(240_000);

interface Opened { close(): Promise<unknown> }

let redis: TestRedis;
const opened: Opened[] = [];
const children: ChildProcess[] = [];

beforeAll(async () => { redis = await startRedis(); });
afterEach(async () => {
  for (const one of opened.splice(0).reverse()) await one.close();
  for (const child of children.splice(0)) {
    if (child.exitCode === null && child.signalCode === null) {
      child.kill('SIGKILL');
      await once(child, 'exit');
    }
  }
});
afterAll(async () => {
  await redis.kill();
  removeFolders();
});

function newCrew(): Crew {
  return { url: redis.url, prefix: `t${randomUUID().slice(0, 8)}`, folder: freshFolder(), yard: freshFolder() };
}

function keep<T extends Opened>(one: T): T {
  opened.push(one);
  return one;
}

async function coordinator(crew: Crew, options: Parameters<typeof crewExecutor>[1] = {}): Promise<{ runtime: TestRuntime; executor: CrewExecutor }> {
  const executor = keep(await crewExecutor(crew, options));
  const runtime = keep(testRuntime({ tools: options.tools ?? workerTools(crew.yard), oracles: workerOracles, executor }, crew.folder));
  return { runtime, executor };
}

async function process_(script: string, argument: unknown): Promise<{ child: ChildProcess; line: string }> {
  const child = spawn(process.execPath, ['--import', 'tsx', new URL(`../../support/${script}.ts`, import.meta.url).pathname, JSON.stringify(argument)], { stdio: ['ignore', 'pipe', 'inherit'] });
  children.push(child);
  const [first] = (await once(child.stdout, 'data')) as [Buffer];
  return { child, line: String(first).trim() };
}

function redisClient(): Redis {
  const client = new Redis(redis.url);
  keep({ close: () => client.quit() });
  return client;
}

const workerProcess = async (crew: Crew): Promise<ChildProcess> => (await process_('worker-process', crew)).child;

/** Waits for a condition; what never comes is a fault, not a hanging test. */
async function until<T>(look: () => T | undefined | false | Promise<T | undefined | false>): Promise<T> {
  for (const end = performance.now() + 120_000; performance.now() < end;) {
    const found = await look();
    if (found !== undefined && found !== false) return found;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  throw new Error(`it never became true: ${String(look)}`);
}

const step = (id: string, tool: string, value: string): object => ({ id, tool, inputs: { text: { value } } });
const follow = (id: string, tool: string, ref: string, rest: object = {}): object => ({ id, tool, inputs: { text: { ref: `${ref}.text` } }, ...rest });

/** A job as a runtime puts it: the first attempt at a step. */
function jobFor(crew: Crew, name: string): object {
  const tool = workerTools(crew.yard).find(({ spec }) => spec.name === name)!;
  return { kind: 'make', v: 1, runId: 'r', step: 's', attempt: 1, ended: 0, tool: { name, version: versionOf(tool) }, inputs: { text: [{ modality: 'text', name: 'text', value: 'x' }] }, overrides: {}, goal: '', tokens: null, bytes: null, idempotencyKey: 'r/s/1', preferred: {} };
}

async function eventsOf(run: Run): Promise<VouchEvent[]> {
  const events: VouchEvent[] = [];
  for await (const event of run.events()) events.push(event);
  return events;
}

describeWithRedis('workers', () => {
  test('two workers share the steps of a run, and what they made is checked, told and stored as ever', async () => {
    const crew = newCrew();
    const { runtime } = await coordinator(crew);
    await Promise.all([workerProcess(crew), workerProcess(crew)]);
    const yard = openYard(crew.yard);
    const run = runtime.run({ plan: { steps: [step('a', 'hold', 'one'), step('b', 'hold', 'two'), follow('c', 'shout', 'a', { criteria: [{ oracle: 'loud' }] })] } });
    const pids = await until(() => {
      const found = yard.said().filter((line) => line.startsWith('hold')).map((line) => line.split(' ')[2]);
      return found.length === 2 && found;
    });
    expect(new Set(pids).size).toBe(2);
    yard.open('one');
    yard.open('two');
    const events = await eventsOf(run);
    const outcome = await run.result;
    expect(outcome).toMatchObject({ status: 'completed' });
    expect(outcome.answer).toContain('ONE');
    expect(outcome.verdicts).toMatchObject([{ step: 'c', oracle: 'loud', status: 'pass' }]);
    expect(events.filter(({ type }) => type === 'attempt.progress').map(({ data }) => data)).toContainEqual({ step: 'a', attempt: 1, fraction: 0.5, note: 'at the gate' });
    expect(events.map(({ type }) => type)).toContain('artifact.created');
  });

  test('a step whose worker is killed is done again by another one, to the same outcome', async () => {
    const crew = newCrew();
    const { runtime } = await coordinator(crew);
    const victim = await workerProcess(crew);
    const yard = openYard(crew.yard);
    const run = runtime.run({ plan: { steps: [step('a', 'hold', 'go'), follow('b', 'swell', 'a')] } });
    await until(() => yard.said().some((line) => line === `hold go ${victim.pid} attempt 1`));
    victim.kill('SIGKILL');
    await once(victim, 'exit');
    yard.open('go');
    keep(await crewWorker(crew));
    const outcome = await run.result;
    expect(outcome.status).toBe('completed');
    expect((await runtime.state(run.id)).steps.get('a')!.attempts).toMatchObject([{ attempt: 1, status: 'passed' }]);
    expect(yard.said().filter((line) => line.startsWith('hold'))).toHaveLength(2);
    const store = openArtifactStore(`${crew.folder}/artifacts`);
    for (const { id } of outcome.artifacts) await store.verify(id);
    expect(outcome.artifacts.some(({ bytes }) => bytes === 400_000)).toBe(true);
  });

  test('what acts outside is never done again by itself when its worker is killed: the user is asked', async () => {
    const crew = newCrew();
    const { runtime } = await coordinator(crew);
    const victim = await workerProcess(crew);
    const yard = openYard(crew.yard);
    const asked: string[] = [];
    const ask: RunRequest['ask'] = ({ id }) => {
      asked.push(id);
      return Promise.resolve(id.startsWith('approve') ? 'yes' : 'no');
    };
    const run = runtime.run({ plan: { steps: [step('a', 'deed', 'never')] }, ask });
    await until(() => yard.said().some((line) => line.startsWith('deed')));
    victim.kill('SIGKILL');
    keep(await crewWorker(crew));
    const outcome = await run.result;
    expect(outcome).toMatchObject({ status: 'failed', error: { code: 'REFUSED' } });
    expect(asked).toEqual([expect.stringMatching(/^approve-a/), 'repeat-a-1']);
    expect((await runtime.state(run.id)).steps.get('a')!.attempts).toMatchObject([{ status: 'error', error: { code: 'WORKER_LOST' } }]);
    expect(yard.said().filter((line) => line.startsWith('deed'))).toHaveLength(1);
  });

  test('an attempt that acts outside and still waits is not begun once a resumed run has put a later one', async () => {
    const crew = newCrew();
    const worker = keep(await crewWorker(crew));
    const queue = keep(new Queue(worker.line, { connection: { url: redis.url }, prefix: crew.prefix }));
    const events = keep(new QueueEvents(worker.line, { connection: { url: redis.url }, prefix: crew.prefix }));
    await events.waitUntilReady();
    const client = redisClient();
    await client.set(newestKey(crew.prefix, { runId: 'r', step: 's' }), 2);
    expect(await (await queue.add('make', jobFor(crew, 'deed'), { jobId: 'first' })).waitUntilFinished(events)).toMatchObject({ kind: 'refused', error: { code: 'WORKER_LOST', message: expect.stringContaining('not begun') } });
    expect(openYard(crew.yard).said()).toEqual([]);
  });

  test('a card of a worker that this version cannot read is passed over', async () => {
    const crew = newCrew();
    const { runtime } = await coordinator(crew);
    const client = redisClient();
    await client.sadd(`${crew.prefix}:workers`, ['later', 'torn']);
    await client.set(`${crew.prefix}:worker:later`, JSON.stringify({ id: 'later', can: ['foresee'] }));
    await client.set(`${crew.prefix}:worker:torn`, '{"id":');
    keep(await crewWorker(crew));
    expect((await runtime.run({ plan: { steps: [step('a', 'shout', 'x')] } }).result).status).toBe('completed');
  });

  test('cancelling a run reaches the tool at the worker within a second', async () => {
    const crew = newCrew();
    const { runtime } = await coordinator(crew);
    await workerProcess(crew);
    const yard = openYard(crew.yard);
    const run = runtime.run({ plan: { steps: [step('a', 'hold', 'never')] } });
    await until(() => yard.said().some((line) => line.startsWith('hold')));
    const cancelled = Date.now();
    run.cancel();
    expect((await run.result).status).toBe('cancelled');
    const aborted = await until(() => yard.said().find((line) => line.startsWith('aborted')));
    expect(Number(aborted.split(' ')[2]) - cancelled).toBeLessThan(1000);
  });

  test('a step that waits in the queue when its run is cancelled is never begun', async () => {
    const crew = newCrew();
    const { runtime, executor } = await coordinator(crew, { pools: { test: ['plain'] } });
    const run = runtime.run({ plan: { steps: [step('a', 'shout', 'x')] } });
    const queue = keep(new Queue('test.plain', { connection: { url: redis.url }, prefix: crew.prefix }));
    while ((await queue.getPrioritizedCount()) === 0) await new Promise((resolve) => setTimeout(resolve, 20));
    run.cancel();
    expect((await run.result).status).toBe('cancelled');
    expect(await queue.getPrioritizedCount()).toBe(0);
    expect(executor.pressure!().held).toBe(0);
    expect(openYard(crew.yard).said()).toEqual([]);
  });

  test('a run outlives a Redis that is killed and comes back with nothing', async () => {
    const crew = newCrew();
    const { runtime } = await coordinator(crew);
    keep(await crewWorker(crew));
    const yard = openYard(crew.yard);
    const run = runtime.run({ plan: { steps: [step('a', 'hold', 'go'), follow('b', 'shout', 'a')] } });
    await until(() => yard.said().some((line) => line.startsWith('hold')));
    await redis.kill();
    await redis.start();
    yard.open('go');
    expect(await run.result).toMatchObject({ status: 'completed', answer: 'GO' });
    expect((await runtime.state(run.id)).steps.get('a')!.attempts).toHaveLength(1);
  });

  test('a runtime that resumes a run whose process was killed takes over what its worker goes on doing', async () => {
    const crew = newCrew();
    keep(await crewWorker(crew));
    const yard = openYard(crew.yard);
    const { child, line: runId } = await process_('coordinator-process', { crew, plan: { steps: [step('a', 'hold', 'go'), follow('b', 'shout', 'a')] } });
    await until(() => yard.said().some((line) => line.startsWith('hold')));
    child.kill('SIGKILL');
    await once(child, 'exit');
    const { runtime } = await coordinator(crew);
    const run = await runtime.resume(runId);
    await until(async () => (await runtime.state(runId)).steps.get('a')!.attempts.at(-1)?.attempt === 2);
    yard.open('go');
    expect(await run.result).toMatchObject({ status: 'completed', answer: 'GO' });
    expect(yard.said().filter((line) => line.startsWith('hold'))).toEqual([`hold go ${process.pid} attempt 1`]);
  });

  test('jobs that no runtime would put are refused, and the worker goes on', async () => {
    const crew = newCrew();
    const worker = keep(await crewWorker(crew));
    const queue = keep(new Queue(worker.line, { connection: { url: redis.url }, prefix: crew.prefix }));
    const events = keep(new QueueEvents(worker.line, { connection: { url: redis.url }, prefix: crew.prefix }));
    await events.waitUntilReady();
    const reply = async (data: unknown): Promise<{ kind: string; error?: { code: string; message: string } }> => (await queue.add('make', data)).waitUntilFinished(events) as never;
    const good = jobFor(crew, 'shout');
    expect(await reply(null)).toMatchObject({ kind: 'refused', error: { code: 'USAGE' } });
    expect(await reply({ ...good, v: 2 })).toMatchObject({ kind: 'refused', error: { code: 'USAGE' } });
    expect(await reply({ ...good, folder: '/etc' })).toMatchObject({ kind: 'refused', error: { code: 'USAGE' } });
    expect(await reply({ ...good, tool: { name: '__proto__', version: '' } })).toMatchObject({ kind: 'refused', error: { code: 'TOOL_MISMATCH' } });
    expect(await reply({ ...good, inputs: { text: [{ modality: 'text', name: 'text', artifact: { id: '../../etc/passwd', modality: 'text', mime: 'text/plain', bytes: 1, metadata: {} } }] } })).toMatchObject({ kind: 'refused', error: { code: 'USAGE' } });
    expect(await reply({ ...good, inputs: { text: [{ modality: 'image', name: 'text', value: { path: '/etc/passwd' } }] } })).toMatchObject({ error: { code: 'INTERNAL' } });
    expect(await reply({ ...good, overrides: { text: 'y' } })).toMatchObject({ error: { code: 'INTERNAL' } });
    expect(await reply(good)).toMatchObject({ kind: 'make', outputs: { text: { bytes: 1 } } });
    expect(openYard(crew.yard).said()).toEqual([`shout x ${process.pid}`]);
  });

  test('a worker with another version of a tool refuses its step and says so', async () => {
    const crew = newCrew();
    const other = defineTool({ name: 'shout', description: 'Makes a text loud.', effects: 'reads-world', input: z.object({ text: text(), times: z.number().default(1) }), output: z.object({ text: text() }), execute: async (input) => input });
    const { runtime } = await coordinator(crew);
    keep(await crewWorker(crew, { tools: [other] }));
    const run = runtime.run({ plan: { steps: [step('a', 'shout', 'x')] } });
    expect(await run.result).toMatchObject({ status: 'failed', error: { code: 'TOOL_MISMATCH', message: expect.stringContaining('the same release') } });
  });

  test('steps wait for a worker that can do them, and the run says so', async () => {
    const crew = newCrew();
    const { runtime, executor } = await coordinator(crew);
    const run = runtime.run({ plan: { steps: [step('a', 'shout', 'x')] } });
    await until(async () => (await runtime.history(run.id)).some(({ type }) => type === 'notice'));
    // Others are not held up by what nobody can do.
    expect(executor.pressure!().held).toBe(0);
    keep(await crewWorker(crew));
    expect((await run.result).status).toBe('completed');
    expect((await runtime.history(run.id)).filter(({ type }) => type === 'notice').map(({ data }) => data)).toEqual([{ message: 'No worker is there that can do plain: step a waits for one.', step: 'a' }]);
  });

  test('no more steps go into a queue than are allowed; the others are held back', async () => {
    const crew = newCrew();
    const { runtime } = await coordinator(crew, { inFlight: 2 });
    keep(await crewWorker(crew, { concurrency: 5 }));
    const yard = openYard(crew.yard);
    const plan = { steps: ['1', '2', '3'].map((name) => step(`s${name}`, 'hold', 'go')) };
    const runs = [runtime.run({ plan }), runtime.run({ plan })];
    await until(() => runtime.pressure().held === 2);
    await until(() => yard.said().length === 2);
    yard.open('go');
    for (const { result } of runs) expect((await result).status).toBe('completed');
    expect(yard.said()).toHaveLength(6);
    expect(runtime.pressure().held).toBe(0);
  });

  test('a worker that is stopped ends what it does; what takes too long it hands to another one', async () => {
    const crew = newCrew();
    const { runtime } = await coordinator(crew);
    const patient = await crewWorker(crew);
    const yard = openYard(crew.yard);
    const run = runtime.run({ plan: { steps: [step('a', 'hold', 'go')] } });
    await until(() => yard.said().length === 1);
    const closed = patient.close();
    yard.open('go');
    await closed;
    expect((await run.result).status).toBe('completed');
    expect(yard.said()).toHaveLength(1);
    const hasty = await crewWorker(crew, { graceMs: 0 });
    const second = runtime.run({ plan: { steps: [step('a', 'hold', 'later')] } });
    await until(() => yard.said().some((line) => line.startsWith('hold later')));
    await hasty.close();
    yard.open('later');
    keep(await crewWorker(crew));
    expect((await second.result).status).toBe('completed');
    expect((await runtime.state(second.id)).steps.get('a')!.attempts).toMatchObject([{ attempt: 1, status: 'passed' }]);
  });
});
