import { Budget, VouchError, type SerializedError } from '../../src/core/index.js';
import { Once, type Makes } from '../../src/server/chat/index.js';
import type { Run } from '../../src/runtime/index.js';
import type { Access } from '../../src/server/security/index.js';
import { openStores, type Requests } from '../../src/store/index.js';
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
  const once = new Once({ ...runtime, tenancy: { ...runtime.tenancy, requests: aged(runtime.tenancy.requests, () => ageMs) } });
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
    wait: (ms: number) => { ageMs += ms; },
    close: () => runtime.close(),
  };
}

test('what a server that died was about to begin is begun after a minute under the same id; where it was only slow, it is one run all the same', async () => {
  const { runtime, ids, ask, wait, makes, close } = await asking();
  let wakeUp: () => void = () => undefined;
  const slow = ask({ ...makes, start: async (id) => { ids.push(id); await new Promise<void>((resolve) => { wakeUp = resolve; }); return makes.start(id); } });
  await until(() => ids.length === 1);
  await expect(ask()).rejects.toMatchObject({ code: 'RATE_LIMITED', details: { retryAfterMs: 1000 } });
  wait(61_000);
  const runId = await ask();
  wakeUp();
  expect([await slow, await ask()]).toEqual([runId, runId]);
  expect(new Set(ids)).toEqual(new Set([runId]));
  const history = await runtime.history(runId);
  expect(history.filter(({ type }) => type === 'run.started')).toHaveLength(1);
  expect(await runtime.runs()).toHaveLength(1);
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
      return { isNew: false, entry: { digest, runId, ageMs: 61_000 } };
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
