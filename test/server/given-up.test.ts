import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from '@jest/globals';
import Database from 'libsql';
import { Budget, VouchError, type NewEvent } from '../../src/core/index.js';
import { openStores } from '../../src/store/index.js';
import { temporaryFolder } from '../support/temporary-folder.js';
import { tokenHash } from '../support/token-hash.js';
import { echo, freshFolder, planner, servers, testRuntime, until, watchToEnd } from './support.js';

const path = temporaryFolder();
const started = servers();
const ADA = 'ada-token-0123456789abcdefghij';
const budget = Budget.parse({ wallMs: 60_000, tokens: 900 });
const begun: NewEvent = { type: 'run.started', data: { goal: 'echo that', givens: [], artifacts: [], budget, verify: true, pid: 1 } };
const takenUp: NewEvent = { type: 'run.resumed', data: { pid: 1 } };

/** A tenant's run whose processes have died, as they left it: its events, and what was set aside for it. */
async function left(events: readonly NewEvent[], notedBeforeMs = 0) {
  const folder = freshFolder();
  const stores = openStores(folder);
  const runId = '20261127-000000-0123456789';
  const lease = await stores.leases.acquire(runId);
  for (const event of events) stores.journal.append(runId, event, lease);
  await lease?.release();
  for (const kind of ['run', 'open'] as const) await stores.ownership.give('red', kind, [runId]);
  await stores.spending.reserve('red', runId, { tokens: 900, wallMs: 60_000 }, { hours: 24, tokens: 1000 });
  const tenants = new Database(join(folder, 'tenants.db'));
  tenants.exec(`UPDATE owned SET ts = ts - ${notedBeforeMs}`);
  tenants.close();
  const tokenFile = path('tokens.json');
  writeFileSync(tokenFile, JSON.stringify({ tokens: [{ name: 'ada', tokenHash: tokenHash(ADA), tenant: 'red' }], tenants: [{ name: 'red', allowance: { tokens: 1000 } }] }), { mode: 0o600 });
  const served = await started([echo], { tokenFile, takeOverMs: 50 }, testRuntime({ tools: [echo], planner: planner([echo]), stores }, folder));
  return { ...served, runId, ada: served.client({ token: ADA }), used: async () => (await stores.spending.used('red', 24)).tokens };
}

test('a run over which three servers died ends with the reason, gives back what was set aside for it, and can be resumed', async () => {
  const { ada, runId, runtime, used } = await left([begun, takenUp, takenUp, takenUp]);
  const { outcome } = await until(async () => { const got = await ada.call('run.get', { runId }); return got.outcome !== null && got.run.status === 'failed' && got; });
  expect(outcome).toMatchObject({ status: 'failed', error: { code: 'SERVER_LOST', retryable: false, message: expect.stringContaining(`vouch resume ${runId}`) } });
  await until(async () => (await runtime.tenancy.ownership.all('open')).length === 0);
  expect(await used()).toBe(0);
  expect((await runtime.history(runId)).map(({ type }) => type).slice(-2)).toEqual(['run.resumed', 'run.failed']);
  // Nobody takes it up by himself any more; who resumes it has all three tries again.
  await ada.call('run.resume', { runId });
  expect((await watchToEnd(ada, runId, 6)).at(-1)).toMatchObject({ type: 'run.completed', data: { answer: 'that' } });
});

test.each([
  ['fewer have died', [begun, takenUp, takenUp]],
  ['it was laid down in order between', [begun, takenUp, takenUp, { type: 'run.paused', data: { answer: '', unproved: [], usage: { llmTokens: 0, promptTokens: 0, completionTokens: 0, ms: 0, peakBytes: 0 }, reason: 'The server shuts down.' } }, takenUp]],
  ['somebody answered it and went on', [begun, takenUp, takenUp, { type: 'question.asked', data: { id: 'budget-tokens-1', kind: 'budget', text: '?', options: [] } }, { type: 'question.answered', data: { id: 'budget-tokens-1', answer: '100' } }, takenUp]],
] as [string, NewEvent[]][])('a run is gone on with where %s', async (_why, events) => {
  const { ada, runId } = await left(events);
  expect((await watchToEnd(ada, runId, events.length)).at(-1)).toMatchObject({ type: 'run.completed' });
});

test('a run that waits for an answer is not given up, however many servers end meanwhile', async () => {
  const asked: NewEvent = { type: 'question.asked', data: { id: 'budget-tokens-1', kind: 'budget', text: '?', options: [] } };
  const events = [begun, asked, takenUp, asked, takenUp, asked, takenUp, asked];
  const { runtime, runId } = await left(events);
  const since = await until(async () => { const more = (await runtime.history(runId)).slice(events.length); return more.length >= 2 && more; });
  expect(since.map(({ type }) => type)).toEqual(['run.resumed', 'question.asked']);
});

test('a run that could not be written down as going on here leaves its place, however late that was taken', async () => {
  const folder = freshFolder();
  const stores = openStores(folder);
  const runId = '20261127-000000-0123456789';
  const lease = await stores.leases.acquire(runId);
  stores.journal.append(runId, begun, lease);
  await lease?.release();
  for (const kind of ['run', 'open'] as const) await stores.ownership.give('red', kind, [runId]);
  const book = await stores.places.join(4);
  const take: typeof book.take = async (...asked) => { await sleep(100); await book.take(...asked); };
  const ownership = { ...stores.ownership, give: () => Promise.reject(new VouchError('STORE_FAILED', 'The disk is away.')) };
  const { runtime } = await started([echo], { takeOverMs: 1_000_000 }, testRuntime({ tools: [echo], planner: planner([echo]), stores: { ...stores, ownership, places: { join: () => Promise.resolve({ ...book, take }) } } }, folder));
  await until(async () => (await runtime.history(runId)).some(({ type }) => /^run\.(paused|completed)$/.test(type)));
  await sleep(300);
  let here = -1;
  await book.take({ id: 'x', token: 'ada', tenant: '' }, (now) => { here = now.here; });
  expect(here).toBe(0);
});

test('a run that has ended, or is under way, is given up by nobody', async () => {
  const { runtime, ada, runId } = await left([begun]);
  await watchToEnd(ada, runId);
  await expect(runtime.giveUp(runId, new VouchError('SERVER_LOST', 'lost'))).rejects.toMatchObject({ code: 'RUN_NOT_RESUMABLE' });
  await expect(runtime.giveUp('none', new VouchError('SERVER_LOST', 'lost'))).rejects.toMatchObject({ code: 'RUN_NOT_FOUND' });
});

test('a run that was noted, and whose server died before it began, is forgotten after a while with what was set aside for it, and not before', async () => {
  const [late, early] = [await left([], 600_001), await left([], 500_000)];
  await until(async () => (await late.runtime.tenancy.ownership.all('open')).length === 0);
  await until(async () => (await late.used()) === 0);
  await sleep(150);
  expect([await early.runtime.tenancy.ownership.all('open'), await early.used()]).toEqual([[early.runId], 900]);
});

test('a run that never began ends no conversation', async () => {
  const { ada, runtime, runId } = await left([], 0);
  const { conversation } = await ada.call('message.send', { text: 'echo that' });
  await runtime.conversations.add(conversation, { id: 'm', ts: Date.now(), text: 'echo lost', attachments: [], runId });
  const { message } = await ada.call('message.send', { text: 'echo this', conversation });
  expect((await watchToEnd(ada, message.runId!)).at(-1)).toMatchObject({ type: 'run.completed' });
});
