import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { jest } from '@jest/globals';
import WebSocket from 'ws';
import { VouchClient, type Note, type VouchEvent } from '../../src/client/index.js';
import { hasPostgres, openPostgres, type PostgresServer } from '../support/postgres-server.js';
import { openServer, type ServerOrder } from '../support/shared-server.js';
import { tokenHash } from '../support/token-hash.js';
import { freshFolder, removeFolders } from '../support/workshop.js';
import { Socket, until } from './support.js';

jest.setTimeout(120_000);
const ADA = 'ada-token-0123456789abcdefghij';
const EVE = 'eve-token-0123456789abcdefghij';

(hasPostgres() ? describe : describe.skip)('servers that share their stores', () => {
  let postgres: PostgresServer;
  const children = new Set<ChildProcess>();
  beforeAll(async () => {
    postgres = await openPostgres();
  });
  afterEach(() => {
    for (const child of children) child.kill('SIGKILL');
    children.clear();
  });
  afterAll(async () => {
    await postgres.close();
    removeFolders();
  });

  async function place(tokens?: object): Promise<ServerOrder> {
    const folder = freshFolder();
    const tokenFile = join(folder, 'tokens.json');
    if (tokens) writeFileSync(tokenFile, JSON.stringify(tokens), { mode: 0o600 });
    return { folder, url: await postgres.database(), until: join(folder, 'go'), ...(tokens ? { tokenFile } : {}) };
  }

  /** A server in a process of its own; its address. */
  async function startProcess(order: ServerOrder): Promise<{ child: ChildProcess; url: string }> {
    const script = fileURLToPath(new URL('../support/shared-server.ts', import.meta.url));
    const child = spawn(process.execPath, ['--import', 'tsx', script, JSON.stringify(order)], { stdio: ['ignore', 'pipe', 'inherit'], env: { ...process.env, NODE_OPTIONS: '' } });
    children.add(child);
    const [said] = (await once(child.stdout, 'data')) as [Buffer];
    return { child, url: said.toString().trim() };
  }

  const clientOf = (url: string, token?: string): VouchClient => new VouchClient({ url, WebSocket: Socket, ...(token === undefined ? {} : { token }) });

  test.each(['in a conversation', 'outside of any'])('a run %s of a server that is killed is finished by another one that was running all the time, and who watches there sees all of it once', async (kind) => {
    const order = await place();
    const [first, second] = [await startProcess(order), await openServer(order)];
    const [asks, watches] = [clientOf(first.url), clientOf(second.server.url)];
    const runId = kind === 'in a conversation' ? (await asks.call('message.send', { text: 'hold this' })).message.runId! : (await asks.call('run.start', { goal: 'hold this' })).runId;
    await until(async () => (await second.runtime.history(runId).catch(() => [])).some(({ type }) => type === 'attempt.started'));
    const seen: VouchEvent[] = [];
    watches.watch(runId, (event) => seen.push(event), 0);
    await until(() => seen.some(({ type }) => type === 'attempt.started'));
    first.child.kill('SIGKILL');
    await once(first.child, 'exit');
    await until(() => seen.some(({ type }) => type === 'run.resumed'));
    writeFileSync(order.until, '');
    await until(() => seen.some(({ type }) => type === 'run.completed'));
    expect(seen.map(({ seq }) => seq)).toEqual(seen.map((_, index) => index + 1));
    expect(await second.runtime.outcome(runId)).toMatchObject({ status: 'completed', answer: 'this' });
    for (const client of [asks, watches]) client.close();
    await second.server.close();
    await second.runtime.close();
  });

  test('a run that a server lays down at its end goes on at one that was running all the time', async () => {
    const order = await place();
    const [first, second] = [await openServer(order), await openServer(order)];
    const { runId } = await clientOf(first.server.url).call('run.start', { goal: 'hold this' });
    await until(async () => (await first.runtime.history(runId)).some(({ type }) => type === 'attempt.started'));
    await first.server.close();
    await first.runtime.close();
    writeFileSync(order.until, '');
    await until(async () => (await second.runtime.summary(runId)).status === 'completed');
    expect((await second.runtime.history(runId)).map(({ type }) => type)).toEqual(expect.arrayContaining(['run.paused', 'run.resumed', 'run.completed']));
    // It is over, and nobody looks after it any more.
    await until(async () => (await second.runtime.tenancy.ownership.all('open')).length === 0);
    await second.server.close();
    await second.runtime.close();
  });

  test('whoever watches a run at another server is told of its events by the journal, not by looking', async () => {
    const order = await place();
    const [executes, other] = [await openServer(order), await openServer(order)];
    const { runId } = await clientOf(executes.server.url).call('run.start', { goal: 'hold this' });
    await until(async () => (await executes.runtime.history(runId)).some(({ type }) => type === 'attempt.started'));
    const reads = jest.spyOn(globalThis, 'setInterval');
    const client = clientOf(other.server.url);
    const seen: VouchEvent[] = [];
    client.watch(runId, (event) => seen.push(event), 0);
    await until(() => seen.some(({ type }) => type === 'attempt.started'));
    expect(reads.mock.calls.map(([, ms]) => ms)).not.toContain(500);
    reads.mockRestore();
    writeFileSync(order.until, '');
    await until(() => seen.some(({ type }) => type === 'run.completed'));
    expect(seen.map(({ seq }) => seq)).toEqual(seen.map((_, index) => index + 1));
    client.close();
    for (const { server, runtime } of [executes, other]) {
      await server.close();
      await runtime.close();
    }
  });

  /** Two servers, the first of which executes what it is asked for; `killable`: it is a process of its own. */
  async function pair(order: ServerOrder, killable: boolean) {
    const [first, second] = [killable ? await startProcess(order) : await openServer(order), await openServer(order)];
    const url = 'url' in first ? first.url : first.server.url;
    const clients = [clientOf(url), clientOf(second.server.url)] as const;
    return {
      here: clients[0], there: clients[1], runtime: second.runtime, child: 'child' in first ? first.child : undefined,
      async close() {
        for (const client of clients) client.close();
        for (const one of [first, second]) {
          if ('child' in one) continue;
          await one.server.close();
          await one.runtime.close();
        }
      },
    };
  }
  const questionOf = async (client: VouchClient, runId: string) => until(async () => (await client.call('run.get', { runId })).questions[0]);
  const started = async (runtime: Awaited<ReturnType<typeof pair>>['runtime'], runId: string) => until(async () => (await runtime.history(runId).catch(() => [])).some(({ type }) => type === 'attempt.started'));

  test('a request that is sent again with its key, at another server or at both at once, is one run', async () => {
    const { here, there, runtime, close } = await pair(await place(), false);
    const ask = async (client: VouchClient, key: string) => client.call('run.start', { key, goal: 'hold this' });
    const { runId } = await ask(here, 'lost');
    expect(await ask(there, 'lost')).toEqual({ runId });
    const both = await Promise.allSettled([ask(here, 'at once'), ask(there, 'at once')]);
    const ids = both.flatMap((end) => (end.status === 'fulfilled' ? [end.value.runId] : []));
    expect(new Set(ids).size).toBe(1);
    for (const end of both) if (end.status === 'rejected') expect(end.reason).toMatchObject({ code: 'RATE_LIMITED', retryable: true });
    expect(await until(() => ask(there, 'at once').catch(() => undefined))).toEqual({ runId: ids[0] });
    expect(await runtime.runs()).toHaveLength(2);
    await close();
  });

  test('a plan that waits for a yes is edited and approved at another server, once', async () => {
    const order = await place();
    const { here, there, runtime, close } = await pair(order, false);
    writeFileSync(order.until, '');
    const { draft, conversation } = await here.call('message.send', { text: 'hold one', review: true });
    await there.call('plan.edit', { draft: draft!.id, plan: { steps: [{ id: 'a', tool: 'hold', inputs: { text: { value: 'two' } } }] } });
    const ends = await Promise.allSettled([here, there].map((client) => client.call('plan.approve', { draft: draft!.id })));
    expect(ends.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    expect(ends.find(({ status }) => status === 'rejected')).toMatchObject({ reason: { code: 'NOT_FOUND' } });
    const { messages } = (await here.call('conversation.get', { conversation })).conversation;
    await until(async () => (await runtime.summary(messages[0]!.runId!)).status === 'completed');
    expect((await runtime.outcome(messages[0]!.runId!)).answer).toBe('two');
    await close();
  });

  test('a run is cancelled at a server that does not execute it', async () => {
    const { here, there, runtime, close } = await pair(await place(), false);
    const { runId } = await here.call('run.start', { goal: 'hold this' });
    await started(runtime, runId);
    await there.call('run.cancel', { runId });
    await until(async () => (await here.call('run.get', { runId })).outcome?.status === 'cancelled');
    await expect(there.call('run.cancel', { runId })).rejects.toMatchObject({ code: 'RUN_NOT_RESUMABLE', message: expect.stringContaining('cancelled') });
    await close();
  });

  test('a run that is cancelled while its server is about to die ends at the one that takes it up', async () => {
    const { here, there, runtime, child, close } = await pair(await place(), true);
    const { runId } = await here.call('run.start', { goal: 'hold this' });
    await started(runtime, runId);
    child!.kill('SIGSTOP');
    await there.call('run.cancel', { runId });
    expect((await runtime.summary(runId)).status).toBe('open');
    child!.kill('SIGKILL');
    await until(async () => (await runtime.summary(runId)).status === 'cancelled');
    expect((await runtime.history(runId)).filter(({ type }) => type === 'attempt.started')).toHaveLength(1);
    await close();
  });

  test('a question is told, shown and answered at any server; of two who decide at once one does, and the other is told so', async () => {
    const order = await place();
    const { here, there, runtime, close } = await pair(order, false);
    writeFileSync(order.until, '');
    const notes: Note[] = [];
    const { runId } = await here.call('run.start', { goal: 'deed once' });
    const [{ approval }, shownThere] = [await questionOf(here, runId), await questionOf(there, runId)];
    expect(shownThere.approval).toEqual(approval);
    expect(approval).toMatchObject({ step: 'a', tool: 'deed', arguments: { text: [{ value: 'once' }] } });
    const decision = { runId, approval: approval!.id, argumentsHash: approval!.argumentsHash };
    await expect(there.call('approval.resolve', { ...decision, argumentsHash: '0'.repeat(64), answer: 'yes' })).rejects.toMatchObject({ code: 'FORBIDDEN' });
    await expect(there.call('question.answer', { runId, question: shownThere.question.id, answer: 'yes' })).rejects.toMatchObject({ code: 'FORBIDDEN' });
    const ends = await Promise.allSettled([here, there].map((client) => client.call('approval.resolve', { ...decision, answer: 'yes' })));
    expect(ends.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    expect(ends.find(({ status }) => status === 'rejected')).toMatchObject({ reason: { code: 'NOT_FOUND', message: expect.stringContaining('was given already') } });
    await until(async () => (await runtime.summary(runId)).status === 'completed');
    const entries = await until(async () => { const all = await runtime.tenancy.audit.entries(); return all.length === 2 && all; });
    expect(entries).toMatchObject([{ what: 'approved', argumentsHash: approval!.argumentsHash }, { what: 'acted', argumentsHash: approval!.argumentsHash }]);
    expect((await there.call('run.get', { runId })).questions).toEqual([]);
    const watcher = new VouchClient({ url: there.url, WebSocket: Socket, onNote: (note) => { if (note.note !== 'heartbeat') notes.push(note); } });
    const second = await here.call('run.start', { goal: 'deed twice' });
    watcher.watch(second.runId, () => undefined, 0);
    const told = await until(() => notes.find((note) => note.note === 'question'));
    await watcher.call('approval.resolve', { runId: second.runId, approval: told.pending.approval!.id, argumentsHash: told.pending.approval!.argumentsHash, answer: 'no' });
    await until(() => notes.find((note) => note.note === 'question.closed' && note.runId === second.runId));
    expect(await until(async () => (await here.call('run.get', { runId: second.runId })).outcome ?? undefined)).toMatchObject({ status: 'failed', error: { code: 'REFUSED' } });
    watcher.close();
    await close();
  });

  test('what is answered while the server that asked is about to die is taken by the one that goes on, which asks nobody again', async () => {
    const order = await place();
    const { here, there, runtime, child, close } = await pair(order, true);
    writeFileSync(order.until, '');
    const { runId } = await here.call('run.start', { goal: 'deed once' });
    const { approval } = await questionOf(there, runId);
    child!.kill('SIGSTOP');
    const decide = () => there.call('approval.resolve', { runId, approval: approval!.id, argumentsHash: approval!.argumentsHash, answer: 'yes' });
    await decide();
    await expect(decide()).rejects.toMatchObject({ code: 'NOT_FOUND' });
    child!.kill('SIGKILL');
    await until(async () => (await runtime.summary(runId)).status === 'completed');
    const entries = await until(async () => { const all = await runtime.tenancy.audit.entries(); return all.length === 2 && all; });
    expect(entries).toMatchObject([{ what: 'approved', who: 'local' }, { what: 'acted', who: 'server', argumentsHash: approval!.argumentsHash }]);
    await close();
  });

  test('a deed that a server goes on with is written down with the hash of what was approved at the one that died', async () => {
    const order = await place();
    const { here, there, runtime, child, close } = await pair(order, true);
    const { runId } = await here.call('run.start', { goal: 'deed once' });
    const { approval } = await questionOf(here, runId);
    await there.call('approval.resolve', { runId, approval: approval!.id, argumentsHash: approval!.argumentsHash, answer: 'yes' });
    await started(runtime, runId);
    await until(async () => (await runtime.tenancy.audit.entries()).length === 2);
    child!.kill('SIGKILL');
    writeFileSync(order.until, '');
    await until(async () => (await runtime.summary(runId)).status === 'completed');
    const entries = await until(async () => { const all = await runtime.tenancy.audit.entries(); return all.length === 3 && all; });
    expect(entries.map(({ what, argumentsHash }) => [what, argumentsHash])).toEqual(['approved', 'acted', 'acted'].map((what) => [what, approval!.argumentsHash]));
    await close();
  });

  test('tenants, what they may use and the audit log are the same at every server', async () => {
    const scopes = ['run', 'read', 'approve'];
    const order = await place({
      tenants: [{ name: 'red', allowance: { hours: 1, tokens: 1000 } }, { name: 'blue' }],
      tokens: [{ name: 'ada', tokenHash: tokenHash(ADA), tenant: 'red', scopes }, { name: 'eve', tokenHash: tokenHash(EVE), tenant: 'blue', scopes }],
    });
    const servers = [await openServer(order), await openServer(order)];
    const [here, there, stranger] = [clientOf(servers[0]!.server.url, ADA), clientOf(servers[1]!.server.url, ADA), clientOf(servers[1]!.server.url, EVE)];
    const { runId } = await here.call('run.start', { goal: 'hold this', budget: { tokens: 700 } });
    expect((await there.call('run.list', {})).runs.map((run) => run.runId)).toEqual([runId]);
    await expect(stranger.call('run.get', { runId })).rejects.toMatchObject({ code: 'RUN_NOT_FOUND' });
    // What is left is less than was asked for; then nothing is.
    const second = await there.call('run.start', { goal: 'hold that', budget: { tokens: 700 } });
    await until(async () => (await servers[1]!.runtime.history(second.runId)).length > 0);
    expect((await servers[1]!.runtime.history(second.runId))[0]).toMatchObject({ data: { budget: { tokens: 300 } } });
    await expect(here.call('run.start', { goal: 'hold more' })).rejects.toMatchObject({ code: 'BUDGET_SPENT', details: { field: 'tokens', limit: 1000, hours: 1 } });
    await expect(stranger.call('run.start', { goal: 'hold mine' })).resolves.toBeDefined();
    writeFileSync(order.until, '');
    // Both used no tokens: all of it is free again.
    await until(async () => (await servers[0]!.runtime.tenancy.spending.used('red', 1)).tokens === 0);
    const outcome = await until(async () => (await there.call('run.get', { runId })).outcome ?? undefined);
    const artifact = outcome.artifacts[0]!.id;
    const get = async (server: number, token: string): Promise<number> => (await fetch(`${servers[server]!.server.url}/v1/artifacts/${artifact}`, { headers: { authorization: `Bearer ${token}` } })).status;
    expect([await get(0, ADA), await get(1, ADA), await get(0, EVE), await get(1, EVE)]).toEqual([200, 200, 404, 404]);
    for (const client of [here, there, stranger]) client.close();
    for (const { server, runtime } of servers) {
      await server.close();
      await runtime.close();
    }
  });

  test('requests of a token, of its tenant and wrong guesses are counted together by servers of their own processes', async () => {
    const order = await place({
      tenants: [{ name: 'red', requestsPerMinute: 15 }],
      tokens: [{ name: 'ada', tokenHash: tokenHash(ADA), tenant: 'red', requestsPerMinute: 10 }, { name: 'eve', tokenHash: tokenHash(EVE), tenant: 'red' }],
    });
    const urls = [(await startProcess(order)).url, (await startProcess(order)).url];
    const ask = async (number: number, token: string): Promise<number> => (await fetch(`${urls[number % 2]!}/v1/tools`, { headers: { authorization: `Bearer ${token}` } })).status;
    const answers: number[] = [];
    for (let number = 0; number < 12; number++) answers.push(await ask(number, ADA));
    expect(answers).toEqual([...Array.from({ length: 10 }, () => 200), 429, 429]);
    // Ten of fifteen are gone, and who is refused spends nothing of the others'.
    const others: number[] = [];
    for (let number = 0; number < 7; number++) others.push(await ask(number, EVE));
    expect(others).toEqual([...Array.from({ length: 5 }, () => 200), 429, 429]);
    const guesses: number[] = [];
    for (let number = 0; number < 12; number++) guesses.push(await ask(number, `wrong-token-${number}-0123456789`));
    expect(guesses).toEqual([...Array.from({ length: 10 }, () => 401), 429, 429]);
  });

  test('runs of a token and of its tenant are counted together by servers of their own processes, and those of a server that is killed go to who goes on with them', async () => {
    const scopes = ['run', 'read'];
    const order = await place({ tenants: [{ name: 'red', maxRuns: 3 }], tokens: [{ name: 'ada', tokenHash: tokenHash(ADA), tenant: 'red', scopes, maxRuns: 2 }, { name: 'eve', tokenHash: tokenHash(EVE), tenant: 'red', scopes }] });
    const servers = [await startProcess(order), await startProcess(order)];
    const clients = [ADA, EVE].map((token) => servers.map(({ url }) => clientOf(url, token)));
    const [[here, there], [eveHere, eveThere]] = clients as [[VouchClient, VouchClient], [VouchClient, VouchClient]];
    const hold = (client: VouchClient) => client.call('run.start', { goal: 'hold this' });
    const first = await hold(here);
    await hold(there);
    for (const client of [here, there]) await expect(hold(client)).rejects.toMatchObject({ code: 'RATE_LIMITED', details: { maxRuns: 2 }, message: expect.stringContaining('2 runs of ada') });
    await hold(eveThere);
    for (const client of [eveHere, eveThere]) await expect(hold(client)).rejects.toMatchObject({ code: 'RATE_LIMITED', details: { maxRuns: 3 }, message: expect.stringContaining('the tenant red') });
    const seen: VouchEvent[] = [];
    there.watch(first.runId, (event) => seen.push(event), 0);
    servers[0]!.child.kill('SIGKILL');
    await until(() => seen.some(({ type }) => type === 'run.resumed'));
    // The run goes on for its tenant; the token that began it has room for one more, the tenant has none.
    await expect(hold(there)).rejects.toMatchObject({ code: 'RATE_LIMITED', message: expect.stringContaining('the tenant red') });
    writeFileSync(order.until, '');
    await until(async () => (await there.call('run.list', {})).runs.every(({ status }) => status === 'completed'));
    await until(() => hold(there).then(() => true, () => false));
    for (const client of clients.flat()) client.close();
  });

  test('what a client says right behind its token is heard with it, though the database is asked about the token first', async () => {
    const order = await place({ tokens: [{ name: 'ada', tokenHash: tokenHash(ADA) }] });
    const { server, runtime } = await openServer(order);
    const socket = new WebSocket(`${server.url.replace('http', 'ws')}/v1/ws`);
    const replies = new Map<number, object>();
    socket.on('message', (data: Buffer) => {
      const reply = JSON.parse(data.toString()) as { id: number };
      replies.set(reply.id, reply);
    });
    await once(socket, 'open');
    const calls = [{ method: 'session.open', params: { token: ADA } }, { method: 'run.list', params: {} }, { method: 'conversation.list', params: {} }];
    for (const [index, call] of calls.entries()) socket.send(JSON.stringify({ id: index + 1, ...call }));
    await until(() => replies.size === calls.length);
    expect([...replies.values()]).toEqual(calls.map((): unknown => expect.not.objectContaining({ error: expect.anything() })));
    socket.close();
    await server.close();
    await runtime.close();
  });

  test('who has an even share of the places of all servers leaves the next one to who has less', async () => {
    const order = { ...(await place({ tenants: [{ name: 'red' }, { name: 'blue' }], tokens: [{ name: 'ada', tokenHash: tokenHash(ADA), tenant: 'red' }, { name: 'eve', tokenHash: tokenHash(EVE), tenant: 'blue' }] })), maxRuns: 2 };
    const servers = [await openServer(order), await openServer(order)];
    const [here, there, blue] = [clientOf(servers[0]!.server.url, ADA), clientOf(servers[1]!.server.url, ADA), clientOf(servers[1]!.server.url, EVE)];
    const hold = (client: VouchClient) => client.call('run.start', { goal: 'hold this' });
    for (const client of [here, here, there]) await hold(client);
    const { runId } = await hold(there);
    await expect(hold(blue)).rejects.toMatchObject({ code: 'RATE_LIMITED' });
    await there.call('run.cancel', { runId });
    await until(async () => (await there.call('run.get', { runId })).outcome !== null);
    await expect(hold(there)).rejects.toMatchObject({ code: 'RATE_LIMITED', message: expect.stringContaining('kept for others') });
    await until(() => hold(blue).then(() => true, () => false));
    writeFileSync(order.until, '');
    for (const client of [here, there, blue]) client.close();
    for (const { server, runtime } of servers) {
      await server.close();
      await runtime.close();
    }
  });
});
