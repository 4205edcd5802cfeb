import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import Database from 'libsql';
import { Client, StreamableHTTPClientTransport } from '@modelcontextprotocol/client';
import OpenAI from 'openai';
import { z } from 'zod';
import type { VouchClient } from '../../src/client/index.js';
import { defineTool, text, VouchError, type ModelClient, type PlanRequest, type Tool } from '../../src/core/index.js';
import { FairShare } from '../../src/server/security/index.js';
import { openStores, type Ownership } from '../../src/store/index.js';
import { noModels } from '../support/no-models.js';
import { temporaryFolder } from '../support/temporary-folder.js';
import { tokenHash } from '../support/token-hash.js';
import type { TestRuntime } from '../support/workshop.js';
import { echo, freshFolder, planner, send, servers, testRuntime, until, waiting, watchToEnd } from './support.js';

const path = temporaryFolder();
const started = servers();

const ADA = 'ada-token-0123456789abcdefghij';
const BEN = 'ben-token-0123456789abcdefghij';
const EVE = 'eve-token-0123456789abcdefghij';
const BOSS = 'boss-token-0123456789abcdefgh';
const BEN_VARIABLE = 'VOUCH_TEST_BEN_TOKEN';
const ALL = ['read', 'run', 'approve'];

/** `ada` and `ben` are of one house, `eve` is of another, `boss` looks after the server. One token stands in the environment, the others are known by their hashes. */
function tokenFile(tenants: object[] = [{ name: 'red' }, { name: 'blue' }], boss: object = {}): string {
  process.env[BEN_VARIABLE] = BEN;
  const file = path(`tenants-${Math.random()}.json`);
  writeFileSync(file, JSON.stringify({
    tenants,
    tokens: [
      { name: 'ada', tokenHash: tokenHash(ADA), tenant: 'red', scopes: ALL },
      { name: 'ben', tokenEnv: BEN_VARIABLE, tenant: 'red', scopes: ALL },
      { name: 'eve', tokenHash: tokenHash(EVE), tenant: 'blue', scopes: ALL },
      { name: 'boss', tokenHash: tokenHash(BOSS), scopes: ['admin'], ...boss },
    ],
  }), { mode: 0o600 });
  return file;
}

/** A run of ada's with a file, in a conversation. */
async function adasWork(ada: VouchClient) {
  const file = await ada.upload(Buffer.from('the secret recipe'), 'recipe.txt');
  const { message, conversation } = await ada.call('message.send', { text: 'echo what ada says', attachments: [{ artifact: file.id }] });
  const runId = message.runId!;
  await watchToEnd(ada, runId);
  const { outcome } = await ada.call('run.get', { runId });
  return { runId, conversation, file: file.id, made: outcome!.artifacts[0]!.id };
}

test('what belongs to a tenant is not there for another, over WebSocket, HTTP, OpenAI\'s API and MCP', async () => {
  const { client, server, runtime } = await started([echo, send], { tokenFile: tokenFile() });
  const [ada, ben, eve, boss] = [ADA, BEN, EVE, BOSS].map((token) => client({ token })) as [VouchClient, VouchClient, VouchClient, VouchClient];
  const { runId, conversation, file, made } = await adasWork(ada);
  const { draft } = await ada.call('message.send', { text: 'echo a plan', conversation, review: true });
  const attempts: [string, Promise<unknown>][] = [
    ['run.get', eve.call('run.get', { runId })],
    ['run.cancel', eve.call('run.cancel', { runId })],
    ['run.resume', eve.call('run.resume', { runId })],
    ['run.again', eve.call('run.again', { runId })],
    ['question.answer', eve.call('question.answer', { runId, question: 'q', answer: 'yes' })],
    ['approval.resolve', eve.call('approval.resolve', { runId, approval: 'a', argumentsHash: 'b', answer: 'yes' })],
    ['subscribe', eve.call('subscribe', { runId })],
    ['conversation.get', eve.call('conversation.get', { conversation })],
    ['message.send', eve.call('message.send', { text: 'echo x', conversation })],
    ['attachment', eve.call('message.send', { text: 'echo x', attachments: [{ artifact: file }] })],
    ['run.start', eve.call('run.start', { goal: 'echo x', attachments: [{ artifact: made }] })],
    ['plan.approve', eve.call('plan.approve', { draft: draft!.id })],
    ['plan.edit', eve.call('plan.edit', { draft: draft!.id, plan: { steps: [] } })],
    ['voice.open', eve.call('voice.open', { conversation })],
    ['session.open', client({ token: EVE, conversation }).call('run.list', {})],
  ];
  for (const [name, attempt] of attempts) expect([name, await attempt.then(() => 'let in', (error: unknown) => (error as { code: string }).code)]).toEqual([name, expect.stringMatching(/^(RUN_)?NOT_FOUND$|^DISCONNECTED$/)]);
  expect((await eve.call('run.list', {})).runs).toEqual([]);
  expect((await eve.call('conversation.list', {})).conversations).toEqual([]);

  const as = (token: string, url: string, init: RequestInit = {}) => fetch(`${server.url}${url}`, { ...init, headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` } });
  const paths = [`/v1/runs/${runId}`, `/v1/runs/${runId}/events`, `/v1/artifacts/${file}`, `/v1/artifacts/${made}`, `/v1/conversations/${conversation}`];
  expect(await Promise.all(paths.map(async (url) => [url, (await as(EVE, url)).status]))).toEqual(paths.map((url) => [url, 404]));
  expect((await as(EVE, `/v1/artifacts/${file}`, { method: 'HEAD' })).status).toBe(404);
  // What is another's is told in the same words as what is nowhere.
  const words = async (id: string) => ((await (await as(EVE, `/v1/artifacts/${id}`)).text()).replace(id, ''));
  expect(await words(made)).toBe(await words('0'.repeat(64)));

  const openai = new OpenAI({ baseURL: `${server.url}/v1`, apiKey: EVE, maxRetries: 0 });
  const picture = openai.chat.completions.create({ model: 'vouch', messages: [{ role: 'user', content: [{ type: 'text', text: 'echo x' }, { type: 'image_url', image_url: { url: `${server.url}/v1/artifacts/${file}` } }] }] });
  await expect(picture).rejects.toMatchObject({ status: 404 });
  const mcp = new Client({ name: 'a-host', version: '1.0.0' });
  await mcp.connect(new StreamableHTTPClientTransport(new URL(`${server.url}/mcp`), { requestInit: { headers: { authorization: `Bearer ${EVE}` } } }));
  expect(await mcp.callTool({ name: 'run_task', arguments: { task: 'echo x', files: [file] } })).toMatchObject({ isError: true, content: [{ text: expect.stringContaining('NOT_FOUND') }] });
  await mcp.close();
  expect((await runtime.history(runId)).length).toBeGreaterThan(0);

  // Of the same house, and who looks after the server.
  for (const other of [ben, boss]) expect((await other.call('run.get', { runId })).run.goal).toBe('echo what ada says');
  const files = paths.filter((url) => url.startsWith('/v1/artifacts'));
  expect(await Promise.all([ADA, BEN, BOSS].flatMap((token) => files.map(async (url) => (await as(token, url)).status)))).toEqual([200, 200, 200, 200, 200, 200]);
  // Whoever has the bytes has them.
  expect((await eve.upload(Buffer.from('the secret recipe'), 'mine.txt')).id).toBe(file);
  expect((await as(EVE, `/v1/artifacts/${file}`)).status).toBe(200);
});

test('what was a tenant\'s is so after the server was started anew, and what is under way is seen by its tenant alone', async () => {
  const wait = waiting();
  const first = await started([echo, wait.tool], { tokenFile: tokenFile() });
  const ada = first.client({ token: ADA });
  const work = await adasWork(ada);
  const { message } = await ada.call('message.send', { text: 'wait on' });
  await expect(first.client({ token: EVE }).call('run.cancel', { runId: message.runId! })).rejects.toMatchObject({ code: 'RUN_NOT_FOUND' });
  await first.server.close();
  const runtime = await first.runtime.reopen();
  const second = await started([], { tokenFile: tokenFile() }, runtime);
  await expect(second.client({ token: EVE }).call('run.get', { runId: work.runId })).rejects.toMatchObject({ code: 'RUN_NOT_FOUND' });
  expect((await second.client({ token: BEN }).call('run.list', {})).runs).toHaveLength(2);
  expect((await fetch(`${second.server.url}/v1/artifacts/${work.made}`, { headers: { authorization: `Bearer ${EVE}` } })).status).toBe(404);
  expect((await fetch(`${second.server.url}/v1/artifacts/${work.made}`, { headers: { authorization: `Bearer ${ADA}` } })).status).toBe(200);
  wait.go();
});

test('who approved what and what acted is written down in a log that shows when it is changed', async () => {
  const { client, runtime } = await started([send], { tokenFile: tokenFile() });
  const ada = client({ token: ADA });
  const ask = async () => {
    const { message } = await ada.call('message.send', { text: 'send the letter' });
    const { questions } = await until(async () => { const got = await ada.call('run.get', { runId: message.runId! }); return got.questions.length > 0 && got; });
    const { id: approval, argumentsHash } = questions[0]!.approval!;
    return { runId: message.runId!, approval, argumentsHash };
  };
  const [yes, no] = [await ask(), await ask()];
  await client({ token: BEN }).call('approval.resolve', { ...yes, answer: 'yes' });
  await ada.call('approval.resolve', { ...no, answer: 'no' });
  await until(async () => ['completed', 'failed'].includes((await runtime.summary(yes.runId)).status) && ['completed', 'failed', 'cancelled'].includes((await runtime.summary(no.runId)).status));
  const entries = await until(async () => { const all = await runtime.tenancy.audit.entries(); return all.length === 3 && all; });
  const by = (what: string) => entries.find((entry) => entry.what === what);
  expect(by('approved')).toMatchObject({ who: 'ben', tenant: 'red', runId: yes.runId, step: 'a', tool: 'send', argumentsHash: yes.argumentsHash });
  expect(by('refused')).toMatchObject({ who: 'ada', runId: no.runId, argumentsHash: no.argumentsHash });
  expect(by('acted')).toMatchObject({ who: 'ada', tenant: 'red', runId: yes.runId, attempt: 1, argumentsHash: yes.argumentsHash });
  const log = new Database(join(runtime.dataFolder, 'audit.db'));
  expect(() => log.exec(`UPDATE audit SET line = replace(line, '"ben"', '"eve"')`)).toThrow('only added to');
  log.exec('DROP TRIGGER no_update');
  log.exec(`UPDATE audit SET line = replace(line, '"ben"', '"eve"')`);
  log.close();
  await expect(runtime.tenancy.audit.entries()).rejects.toMatchObject({ code: 'ARTIFACT_CORRUPT' });
});

test('a tenant\'s runs and requests are bounded for all its tokens together', async () => {
  const wait = waiting();
  const { client, server, runtime } = await started([wait.tool], { tokenFile: tokenFile([{ name: 'red', maxRuns: 2, requestsPerMinute: 30, budget: { wallMs: 60_000, tokens: 100 } }, { name: 'blue' }]) });
  const [ada, ben, eve] = [ADA, BEN, EVE].map((token) => client({ token })) as [VouchClient, VouchClient, VouchClient];
  const { message } = await ada.call('message.send', { text: 'wait on', budget: { tokens: 1000 } });
  await until(async () => (await runtime.history(message.runId!)).length > 0);
  expect((await runtime.history(message.runId!))[0]).toMatchObject({ data: { budget: { tokens: 100, wallMs: 60_000 } } });
  await ben.call('message.send', { text: 'wait on' });
  await expect(ada.call('message.send', { text: 'wait on' })).rejects.toMatchObject({ code: 'RATE_LIMITED', message: expect.stringContaining('tenant red') });
  await eve.call('message.send', { text: 'wait on' });
  const ask = async (token: string) => (await fetch(`${server.url}/v1/tools`, { headers: { authorization: `Bearer ${token}` } })).status;
  const answers: number[] = [];
  for (let n = 0; n < 40; n++) answers.push(await ask(n % 2 === 0 ? ADA : BEN));
  expect(answers.at(-1)).toBe(429);
  expect(await ask(EVE)).toBe(200);
  wait.go();
});

test('what a tenant may use over time is set aside for runs under way, given back, and asked for again when a run is gone on with', async () => {
  const wait = waiting();
  const { client, runtime } = await started([wait.tool, echo], { tokenFile: tokenFile([{ name: 'red', allowance: { tokens: 1000, wallMs: 60_000 } }, { name: 'blue' }]) });
  const [ada, ben, eve] = [ADA, BEN, EVE].map((token) => client({ token })) as [VouchClient, VouchClient, VouchClient];
  const { runId } = await ada.call('run.start', { goal: 'wait on', budget: { tokens: 1000, wallMs: 20_000 } });
  await expect(ben.call('run.start', { goal: 'echo a' })).rejects.toMatchObject({ code: 'BUDGET_SPENT', details: { field: 'tokens', limit: 1000, hours: 24, retryAfterMs: expect.any(Number) } });
  await expect(eve.call('run.start', { goal: 'echo a' })).resolves.toBeDefined();
  await ada.call('run.cancel', { runId });
  await until(async () => (await runtime.tenancy.spending.used('red', 24)).tokens === 0);
  // A run that was laid down may still use 20 s; another one holds most of what is left meanwhile.
  const held = await ben.call('run.start', { goal: 'wait on', budget: { tokens: 500, wallMs: 50_000 } });
  await expect(ada.call('run.resume', { runId })).rejects.toMatchObject({ code: 'BUDGET_SPENT', message: expect.stringContaining(`Run ${runId} may still use more`) });
  await ada.call('run.cancel', { runId: held.runId });
  await until(async () => (await runtime.tenancy.spending.used('red', 24)).tokens === 0);
  await ada.call('run.resume', { runId });
  expect(await runtime.tenancy.spending.used('red', 24)).toMatchObject({ tokens: 1000 });
  wait.go();
  await until(async () => (await runtime.summary(runId)).status === 'completed');
});

/** A server where red may use 1000 tokens a day. */
async function allowed(tools: Tool[], more: { boss?: object; runtime?: TestRuntime } = {}) {
  const file = tokenFile([{ name: 'red', allowance: { tokens: 1000 } }, { name: 'blue', allowance: { tokens: 1000 } }], more.boss);
  const served = await started(tools, { tokenFile: file }, ...(more.runtime ? [more.runtime] : []));
  const [ada, ben, boss] = [ADA, BEN, BOSS].map((token) => served.client({ token })) as [VouchClient, VouchClient, VouchClient];
  const { spending, ownership } = served.runtime.tenancy;
  const used = async (tenant = 'red') => (await spending.used(tenant, 24)).tokens;
  const over = async (runId: string) => { await until(async () => (await ownership.owners('open', runId)).length === 0); };
  return { ...served, ada, ben, boss, used, over, ownership };
}

test('a run that is not gone on with holds nothing of its tenant\'s, and no server looks after it', async () => {
  const { ada, used, over, ownership } = await allowed([echo]);
  const { runId } = await ada.call('run.start', { goal: 'echo a' });
  await over(runId);
  expect(await used()).toBe(0);
  await expect(ada.call('run.resume', { runId })).rejects.toMatchObject({ code: 'RUN_NOT_RESUMABLE' });
  expect([await used(), await ownership.all('open')]).toEqual([0, []]);
});

test('runs that end at once are known when they do: nothing of them stays set aside or open', async () => {
  const folder = freshFolder();
  const stores = openStores(folder);
  // Whose the run is can be written down only when it has ended.
  const give: Ownership['give'] = async (tenant, kind, ids) => {
    if (kind === 'open') await until(async () => (await runtime.summary(ids[0]!)).status === 'completed');
    await stores.ownership.give(tenant, kind, ids);
  };
  const runtime = testRuntime({ tools: [echo], planner: planner([echo]), stores: { ...stores, ownership: { ...stores.ownership, give } } }, folder);
  const { ada, used, over, ownership } = await allowed([echo], { runtime });
  const { runId, made } = await adasWork(ada);
  await over(runId);
  expect([await used(), await ownership.has('red', 'artifact', made)]).toEqual([0, true]);
});

test('a run that cannot be written down as its tenant\'s is ended, and holds nothing', async () => {
  const folder = freshFolder();
  const stores = openStores(folder);
  const wait = waiting();
  let fails = true;
  const give: Ownership['give'] = (tenant, kind, ids) => (fails && kind === 'run' ? Promise.reject(new VouchError('STORE_FAILED', 'The database is away.')) : stores.ownership.give(tenant, kind, ids));
  const tools = [wait.tool];
  const runtime = testRuntime({ tools, planner: planner(tools), stores: { ...stores, ownership: { ...stores.ownership, give } } }, folder);
  const { ada, used, ownership, client } = await allowed(tools, { runtime });
  await expect(ada.call('run.start', { goal: 'wait on', budget: { tokens: 900 } })).rejects.toMatchObject({ code: 'STORE_FAILED' });
  fails = false;
  await until(async () => (await ownership.all('open')).length === 0);
  expect([await used(), (await client({ token: BOSS }).call('run.list', {})).runs.map(({ status }) => status)]).toEqual([0, ['cancelled']]);
});

test('more budget is granted only of what the tenant has left, and is set aside', async () => {
  const costly: ModelClient = { ...noModels, has: () => true, modelsFor: (job) => [`test-${job}`], chat: async () => ({ text: 'so', finish: 'stop', model: 'test-chat', usage: { promptTokens: 7, completionTokens: 3 } }) };
  const think = defineTool({
    name: 'think', description: '', input: z.object({ text: text() }), output: z.object({ text: text() }),
    execute: async ({ text: said }, { models }) => {
      for (let n = 0; n < 3; n++) await models.chat({ messages: [{ role: 'user', content: said }] });
      return { text: said };
    },
  });
  const { ada, used, over } = await allowed([think], { runtime: testRuntime({ tools: [think], planner: planner([think]), models: costly }) });
  const { runId } = await ada.call('run.start', { goal: 'think hard', budget: { tokens: 5 } });
  const { questions: [asked] } = await until(async () => { const got = await ada.call('run.get', { runId }); return got.questions.length > 0 && got; });
  const answer = (more: string) => ada.call('question.answer', { runId, question: asked!.question.id, answer: more });
  await expect(answer('5000')).rejects.toMatchObject({ code: 'BUDGET_SPENT', details: { field: 'tokens' } });
  expect(await used()).toBe(5);
  await answer('900');
  await over(runId);
  // Ten until the first budget was spent, and three times ten.
  expect(await used()).toBe(40);
});

test('what a run that is laid down may still use stays set aside over a restart, and whoever goes on with it, it stays whose it was', async () => {
  const wait = waiting();
  const first = await allowed([wait.tool]);
  const { runId } = await first.ada.call('run.start', { goal: 'wait on', budget: { tokens: 900 } });
  await until(async () => (await first.runtime.history(runId)).some(({ type }) => type === 'attempt.started'));
  await first.server.close();
  expect(await first.used()).toBe(900);
  const second = await allowed([], { boss: { tenant: 'blue' }, runtime: await first.runtime.reopen() });
  expect(second.server.resumed).toEqual([runId]);
  expect(await second.used()).toBe(900);
  await second.ada.call('run.cancel', { runId });
  await second.over(runId);
  expect(await second.used()).toBe(0);
  await second.boss.call('run.resume', { runId });
  expect([await second.used(), await second.used('blue'), await second.ownership.owners('run', runId), await second.ownership.owners('open', runId)]).toEqual([900, 0, ['red'], ['red']]);
  wait.go();
  await second.over(runId);
});

test('what is no run counts, too: a plan that is only shown with what it took, and single calls of models, which are refused once nothing is left', async () => {
  const usage = { promptTokens: 250, completionTokens: 150 };
  const models: ModelClient = {
    ...noModels, has: () => true, modelsFor: (job) => [`test-${job}`], chat: async () => ({ text: 'so', finish: 'stop', model: 'test-chat', usage }),
    embed: async (items, options) => { options?.onUsage?.({ promptTokens: 300, completionTokens: 0 }); return items.map(() => [1]); },
  };
  const plannerOf = (asked: ModelClient) => ({ plan: async (request: PlanRequest) => { await asked.chat({ messages: [] }); return planner([echo]).plan(request); } });
  const { ada, used, server } = await allowed([echo], { runtime: testRuntime({ tools: [echo], plannerOf, models }) });
  await ada.call('message.send', { text: 'echo a', review: true, budget: { tokens: 900 } });
  expect(await used()).toBe(400);
  const openai = new OpenAI({ baseURL: `${server.url}/v1`, apiKey: BEN, maxRetries: 0 });
  await openai.embeddings.create({ model: 'test-embed', input: 'a' });
  expect(await used()).toBe(700);
  await openai.chat.completions.create({ model: 'test-chat', messages: [{ role: 'user', content: 'a' }] });
  expect(await used()).toBe(1100);
  await expect(openai.chat.completions.create({ model: 'test-chat', messages: [{ role: 'user', content: 'a' }] })).rejects.toMatchObject({ status: 429, code: 'BUDGET_SPENT' });
  const eves = new OpenAI({ baseURL: `${server.url}/v1`, apiKey: EVE, maxRetries: 0 });
  await expect(eves.embeddings.create({ model: 'test-embed', input: 'a' })).resolves.toBeDefined();
});

test('a spent allowance is told over HTTP as something to wait for', async () => {
  const wait = waiting();
  const { ada, server } = await allowed([wait.tool]);
  await ada.call('run.start', { goal: 'wait on', budget: { tokens: 1000 } });
  const reply = await fetch(`${server.url}/v1/runs`, { method: 'POST', headers: { 'content-type': 'application/json', authorization: `Bearer ${BEN}` }, body: JSON.stringify({ goal: 'wait on' }) });
  expect([reply.status, Number(reply.headers.get('retry-after')) > 0, await reply.json()]).toEqual([429, true, { error: expect.objectContaining({ code: 'BUDGET_SPENT' }) }]);
  wait.go();
});

test('places are anybody\'s while nobody else asks, and shared evenly when somebody does', () => {
  const share = new FairShare(2);
  const taken = (red: number, blue: number) => ({ taken: new Map([['red', red], ['blue', blue]]), total: 8, free: 8 - red - blue });
  expect(share.allows('red', taken(7, 0), 0)).toBe(true);
  // Blue asks while all is taken: the next places are its own, up to its share.
  expect(share.allows('blue', taken(8, 0), 1000)).toBe(true);
  expect(share.allows('red', taken(7, 0), 2000)).toBe(false);
  expect(share.allows('blue', taken(7, 0), 3000)).toBe(true);
  expect(share.allows('red', taken(4, 3), 4000)).toBe(false);
  expect(share.allows('red', taken(3, 3), 4000)).toBe(true);
  expect(share.allows('red', taken(7, 0), 120_000)).toBe(true);
});

test('who has an even share of all servers waits for those who have less and ask at this one', () => {
  const share = new FairShare(2);
  // Two servers of eight places: red has all of the other one and half of this one.
  const standing = (red: number, blue: number, free: number) => ({ taken: new Map([['red', red], ['blue', blue]]), total: 16, free });
  expect(share.allows('red', standing(12, 4, 1), 0)).toBe(true);
  expect(share.allows('blue', standing(12, 4, 0), 1000)).toBe(true);
  expect(share.allows('red', standing(11, 4, 1), 2000)).toBe(false);
  expect(share.allows('blue', standing(11, 4, 1), 3000)).toBe(true);
  expect(share.allows('red', standing(8, 8, 1), 4000)).toBe(true);
});

test('a token file that names a tenant that there is none of, or a secret in no way or in two, is refused', async () => {
  const { readTokens } = await import('../../src/server/security/tokens.js');
  const read = (body: unknown, env: NodeJS.ProcessEnv = {}) => () => {
    const file = path(`wrong-${Math.random()}.json`);
    writeFileSync(file, JSON.stringify(body), { mode: 0o600 });
    return readTokens(file, { maxRuns: 1, requestsPerMinute: 1 }, env);
  };
  const usage = (words: string) => expect.objectContaining({ code: 'USAGE', message: expect.stringContaining(words) });
  expect(read({ tokens: [{ name: 'a', tokenHash: tokenHash(ADA), tenant: 'green' }] })).toThrow(usage('green'));
  expect(read({ tokens: [{ name: 'a', tokenHash: tokenHash(ADA) }], tenants: [{ name: 'red', allowance: { hours: 0 } }] })).toThrow(usage('allowance'));
  expect(read({ tokens: [{ name: 'a' }] })).toThrow(usage('one of token'));
  expect(read({ tokens: [{ name: 'a', tokenHash: tokenHash(ADA), tokenEnv: 'B' }] })).toThrow(usage('one of token'));
  expect(read({ tokens: [{ name: 'a', tokenEnv: 'NONE' }] })).toThrow(usage('NONE'));
  expect(read({ tokens: [{ name: 'a', tokenEnv: 'SHORT' }] }, { SHORT: 'short' })).toThrow(usage('24 characters'));
  expect(read({ tokens: [{ name: 'a', tokenHash: tokenHash(ADA) }, { name: 'b', tokenHash: tokenHash(ADA) }] })).toThrow(usage('twice'));
});
