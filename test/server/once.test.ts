import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Budget, VouchError, type SerializedError, type Tool } from '../../src/core/index.js';
import { Once, type Makes } from '../../src/server/chat/index.js';
import type { Run } from '../../src/runtime/index.js';
import type { Access } from '../../src/server/security/index.js';
import { openStores, type Requests } from '../../src/store/index.js';
import { tokenHash } from '../support/token-hash.js';
import { echo, freshFolder, planner, serve, servers, testRuntime, until } from './support.js';

const started = servers();

test('a request that is sent again with its key is one run; another request under the key is refused', async () => {
  const { server, runtime } = await started([echo]);
  const post = async (body: object, key?: string) => {
    const reply = await fetch(`${server.url}/v1/runs`, { method: 'POST', headers: { 'content-type': 'application/json', ...(key === undefined ? {} : { 'idempotency-key': key }) }, body: JSON.stringify(body) });
    return [reply.status, (await reply.json()) as { runId?: string; error?: { code: string } }] as const;
  };
  const [status, { runId }] = await post({ goal: 'echo one' }, 'a');
  expect([status, await post({ goal: 'echo one' }, 'a')]).toEqual([202, [202, { runId }]]);
  expect(await post({ goal: 'echo two' }, 'a')).toMatchObject([400, { error: { code: 'USAGE', details: { field: 'key' } } }]);
  expect((await post({ goal: 'echo one' }, 'b'))[1].runId).not.toBe(runId);
  expect((await post({ goal: 'echo one' }))[1].runId).not.toBe(runId);
  expect(await post({ goal: 'echo one', key: 'c' })).toMatchObject([400, { error: { code: 'USAGE' } }]);
  // What was refused may be sent again.
  expect((await post({ goal: 'echo one', attachments: [{ artifact: '0'.repeat(64) }] }, 'd'))[0]).toBe(404);
  expect((await post({ goal: 'echo one', attachments: [{ artifact: '0'.repeat(64) }] }, 'd'))[0]).toBe(404);
  expect(await runtime.runs()).toHaveLength(3);
  const { paths } = (await (await fetch(`${server.url}/openapi.json`)).json()) as { paths: Record<string, Record<string, { parameters: object[] }>> };
  expect(paths['/v1/runs']!['post']!.parameters).toContainEqual({ name: 'Idempotency-Key', in: 'header', schema: { type: 'string', minLength: 1, maxLength: 255 } });
});

/** Requests whose claims are as old as is said. */
function aged(requests: Requests, ageMs: () => number): Requests {
  return {
    ...requests,
    claim: async (...asked) => {
      const { isNew, entry } = await requests.claim(...asked);
      return { isNew, entry: { ...entry, ageMs: ageMs() } };
    },
    takeOver: (sender, key, entry, afterMs, named) => requests.takeOver(sender, key, entry, ageMs() >= afterMs ? 0 : afterMs, named),
  };
}

/** Asks once for a run that two processes may begin on the same stores; their order is told by `ageMs`. */
async function asking() {
  const folder = freshFolder();
  const stores = openStores(folder);
  const runtime = testRuntime({ tools: [echo], planner: planner([echo]), stores }, folder);
  let ageMs = 0;
  const server = () => new Once({ ...runtime, tenancy: { ...runtime.tenancy, requests: aged(runtime.tenancy.requests, () => ageMs) } });
  const [once, other] = [server(), server()];
  const access = { name: 'ada' } as Access;
  const ids: string[] = [];
  const start = async (id: string): Promise<Run> => {
    ids.push(id);
    const run = runtime.run({ id, goal: 'echo one' });
    if (!(await run.began)) throw VouchError.fromJSON((await run.result).error as SerializedError);
    return run;
  };
  const goneOn: string[] = [];
  const goOn = (runId: string): Promise<void> => { goneOn.push(runId); return Promise.resolve(); };
  return {
    runtime, stores, ids, goneOn, makes: { start, goOn },
    ask: (makes: Makes = { start, goOn }) => once.run(access, 'k', {}, makes),
    /** At another server. */
    askThere: (makes: Makes = { start, goOn }) => other.run(access, 'k', {}, makes),
    wait: (ms: number) => { ageMs += ms; },
    close: () => runtime.close(),
  };
}

test('what a server that died was about to begin is begun after a minute under the same id; where it was only slow, it is one run all the same', async () => {
  const { runtime, ids, ask, askThere, wait, makes, close } = await asking();
  let wakeUp: () => void = () => undefined;
  const slow = ask({ ...makes, start: async (id) => { ids.push(id); await new Promise<void>((resolve) => { wakeUp = resolve; }); return makes.start(id); } });
  await until(() => ids.length === 1);
  await expect(ask()).rejects.toMatchObject({ code: 'RATE_LIMITED', details: { retryAfterMs: 1000 } });
  wait(61_000);
  // Here it is still being begun, however long that takes.
  await expect(ask()).rejects.toMatchObject({ code: 'RATE_LIMITED' });
  wait(61_000);
  const runId = await askThere();
  wakeUp();
  expect([await slow, await ask()]).toEqual([runId, runId]);
  expect(new Set(ids)).toEqual(new Set([runId]));
  const history = await runtime.history(runId);
  expect(history.filter(({ type }) => type === 'run.started')).toHaveLength(1);
  expect(await runtime.runs()).toHaveLength(1);
  await close();
});

test('who was slow and fails does not forget the request of whoever took it over', async () => {
  const { runtime, ids, ask, askThere, wait, makes, close } = await asking();
  const awaited: (() => void)[] = [];
  const held = (then: (id: string) => Promise<Run>): Makes => ({ ...makes, start: async (id) => { ids.push(id); await new Promise<void>((resolve) => { awaited.push(resolve); }); return then(id); } });
  const failing = held(() => Promise.reject(new VouchError('STORE_FAILED', 'away')));
  const slow = ask(failing);
  await until(() => awaited.length === 1);
  wait(61_000);
  const there = askThere(held(makes.start));
  await until(() => awaited.length === 2);
  awaited[0]!();
  await expect(slow).rejects.toMatchObject({ code: 'STORE_FAILED' });
  wait(-122_000);
  await expect(ask()).rejects.toMatchObject({ code: 'RATE_LIMITED' });
  awaited[1]!();
  expect([await there, await ask(), new Set(ids).size]).toEqual([ids[0], ids[0], 1]);
  expect(await runtime.runs()).toHaveLength(1);
  await close();
});

test('a request that was taken over and fails stands for its run: whoever had it first may still begin that', async () => {
  const { ids, ask, askThere, wait, makes, close } = await asking();
  let wakeUp: () => void = () => undefined;
  const slow = ask({ ...makes, start: async (id) => { ids.push(id); await new Promise<void>((resolve) => { wakeUp = resolve; }); return makes.start(id); } });
  await until(() => ids.length === 1);
  wait(61_000);
  await expect(askThere({ ...makes, start: () => Promise.reject(new VouchError('STORE_FAILED', 'away')) })).rejects.toMatchObject({ code: 'STORE_FAILED' });
  wakeUp();
  expect([await slow, await askThere(), new Set(ids).size]).toEqual([ids[0], ids[0], 1]);
  await close();
});

test('a run whose server died right after it began is gone on with by the next one that is asked, and no other is begun', async () => {
  const { stores, ids, goneOn, ask, makes, close } = await asking();
  // It writes the beginning, and nothing more comes from it.
  void ask({ ...makes, start: async (id) => {
    ids.push(id);
    const lease = await stores.leases.acquire(id);
    stores.journal.append(id, { type: 'run.started', data: { goal: 'echo one', givens: [], artifacts: [], budget: Budget.parse({}), verify: true, pid: 1 } }, { owner: lease!.owner });
    await stores.journal.settled(id);
    await lease!.release();
    return new Promise(() => undefined);
  } });
  await until(async () => ids[0] !== undefined && (await stores.journal.entry(ids[0])) !== undefined);
  expect(await ask()).toBe(ids[0]);
  expect([goneOn, ids]).toEqual([[ids[0]], [ids[0]]]);
  await close();
});

test('a run that could not be noted is ended, and its request may be made again', async () => {
  const stores = openStores(freshFolder());
  let isAway = true;
  const ownership = { ...stores.ownership, give: (...given: Parameters<typeof stores.ownership.give>) => (isAway ? Promise.reject(new VouchError('STORE_FAILED', 'away')) : stores.ownership.give(...given)) };
  const { server, runtime } = await started([echo], {}, testRuntime({ tools: [echo], planner: planner([echo]), stores: { ...stores, ownership } }, stores.folder));
  const post = async () => (await (await fetch(`${server.url}/v1/runs`, { method: 'POST', headers: { 'content-type': 'application/json', 'idempotency-key': 'k' }, body: '{"goal":"echo one"}' })).json()) as { runId?: string; error?: { code: string } };
  expect(await post()).toMatchObject({ error: { code: 'STORE_FAILED' } });
  isAway = false;
  const { runId } = await post();
  expect(await until(async () => (await runtime.summary(runId!)).status === 'completed')).toBe(true);
});

test('a run that has done something before it could not be noted is its request\'s: nothing is done twice', async () => {
  const stores = openStores(freshFolder());
  let done = 0;
  const deed: Tool = { ...echo, execute: (...given) => { done++; return echo.execute(...given); } };
  const ownership = { ...stores.ownership, give: async (): Promise<void> => { await until(() => done > 0); throw new VouchError('STORE_FAILED', 'away'); } };
  const { server, runtime } = await started([deed], {}, testRuntime({ tools: [deed], planner: planner([deed]), stores: { ...stores, ownership } }, stores.folder));
  const post = async () => (await (await fetch(`${server.url}/v1/runs`, { method: 'POST', headers: { 'content-type': 'application/json', 'idempotency-key': 'k' }, body: '{"goal":"echo one"}' })).json()) as { runId?: string; error?: { code: string } };
  expect(await post()).toMatchObject({ error: { code: 'STORE_FAILED' } });
  const { runId } = await post();
  expect([(await runtime.runs()).map((run) => run.runId), done]).toEqual([[runId], 1]);
});

test('a run that has ended elsewhere by the time a slow server begins it is not under way again, and counts with what it used', async () => {
  const folder = freshFolder();
  const [token, tokenFile] = ['ada-token-0123456789abcdefghij', join(folder, 'tokens.json')];
  writeFileSync(tokenFile, JSON.stringify({ tenants: [{ name: 'red', allowance: { tokens: 1000 } }], tokens: [{ name: 'ada', tokenHash: tokenHash(token), tenant: 'red', scopes: ['read', 'run'] }] }), { mode: 0o600 });
  const [slow, fast] = [openStores(folder), openStores(folder)];
  const { id } = await slow.artifacts.put({ bytes: Buffer.from('hello') });
  await slow.ownership.give('red', 'artifact', [id]);
  const parts = { tools: [echo], planner: planner([echo]) };
  const real = testRuntime({ ...parts, stores: slow }, folder);
  let wakeUp: (() => void) | undefined;
  const here = await started([echo], { tokenFile }, { ...real, describe: async (...asked) => { await new Promise<void>((resolve) => { wakeUp = resolve; }); return real.describe(...asked); } });
  const there = await started([echo], { tokenFile }, testRuntime({ ...parts, stores: { ...fast, requests: aged(fast.requests, () => 61_000) } }, folder));
  const post = async (url: string): Promise<string> => ((await (await fetch(`${url}/v1/runs`, { method: 'POST', headers: { 'content-type': 'application/json', 'idempotency-key': 'k', authorization: `Bearer ${token}` }, body: JSON.stringify({ goal: 'echo one', attachments: [{ artifact: id }] }) })).json()) as { runId: string }).runId;
  const late = post(here.server.url);
  await until(() => wakeUp !== undefined);
  const runId = await post(there.server.url);
  await until(async () => (await there.runtime.summary(runId)).status === 'completed' && (await fast.ownership.all('open')).length === 0);
  wakeUp?.();
  expect(await late).toBe(runId);
  await until(async () => (await slow.ownership.all('open')).length === 0);
  expect((await slow.spending.used('red', 1)).tokens).toBe(0);
});

test('a run that has ended by the time somebody wants to go on with it is not under way again', async () => {
  const folder = freshFolder();
  const stores = openStores(folder);
  const real = testRuntime({ tools: [echo], planner: planner([echo]), stores }, folder);
  let lags = false;
  // What it reads of the run is from before its end.
  const runtime = { ...real, summary: async (runId: string) => ({ ...(await real.summary(runId)), ...(lags ? { status: 'interrupted' as const } : {}) }) };
  const { server } = await started([echo], {}, runtime);
  const post = async () => (await (await fetch(`${server.url}/v1/runs`, { method: 'POST', headers: { 'content-type': 'application/json', 'idempotency-key': 'k' }, body: '{"goal":"echo one"}' })).json()) as { runId: string };
  const { runId } = await post();
  await until(async () => (await real.summary(runId)).status === 'completed' && (await stores.ownership.all('open')).length === 0);
  lags = true;
  expect([await post(), await stores.ownership.all('open')]).toEqual([{ runId }, []]);
});

test('of a run that another process was faster to begin nothing is settled by the one that came too late', async () => {
  const folder = freshFolder();
  const stores = openStores(folder);
  let theirs = '';
  const requests: Requests = {
    ...stores.requests,
    claim: async (_sender, _key, digest, runId) => {
      theirs = runId;
      await stores.leases.acquire(runId);
      await stores.ownership.give('', 'open', [runId]);
      return { isNew: false, entry: { digest, runId, ageMs: 61_000, ts: 0 } };
    },
    takeOver: () => Promise.resolve(true),
  };
  const { server, stop } = await serve([echo], {}, testRuntime({ tools: [echo], planner: planner([echo]), stores: { ...stores, requests } }, folder));
  const reply = await fetch(`${server.url}/v1/runs`, { method: 'POST', headers: { 'content-type': 'application/json', 'idempotency-key': 'k' }, body: '{"goal":"echo one"}' });
  expect(reply.status).toBe(429);
  await stop();
  const after = openStores(folder);
  expect(await after.ownership.all('open')).toEqual([theirs]);
  await after.close();
});
