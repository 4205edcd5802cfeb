import { createHash } from 'node:crypto';
import { expect, test } from '@jest/globals';
import WebSocket from 'ws';
import { Budget } from '../../src/core/index.js';
import { EventMessage } from '../../src/server/index.js';
import { openStores } from '../../src/store/index.js';
import type { Note, VouchEvent } from '../../src/client/index.js';
import { echo, freshFolder, planner, send, serve, servers, testRuntime, until, waiting, watchToEnd } from './support.js';

const started = servers();

test('a message becomes a run whose events come as the journal has them, and an answer', async () => {
  const { client, runtime } = await started([echo]);
  const chat = client();
  const { message, conversation } = await chat.call('message.send', { text: 'echo hello' });
  const events = await watchToEnd(chat, message.runId!);
  expect(events).toEqual(await runtime.history(message.runId!));
  expect(events.map((event) => EventMessage.parse(event))).toEqual(events);
  const { outcome } = await chat.call('run.get', { runId: message.runId! });
  expect(outcome).toMatchObject({ status: 'completed', answer: 'hello' });
  await until(async () => (await chat.call('conversation.get', { conversation })).conversation.summary === 'Asked: echo hello\nAnswered: hello');
  expect((await chat.call('conversation.list', {})).conversations).toMatchObject([{ id: conversation, title: 'echo hello' }]);
});

test('a client that was away gets exactly what it missed', async () => {
  const wait = waiting();
  const { client, runtime } = await started([wait.tool]);
  const first = client();
  const { message } = await first.call('message.send', { text: 'wait here' });
  const seen = await new Promise<number>((resolve) => {
    first.watch(message.runId!, ({ type, seq }) => { if (type === 'attempt.started') resolve(seq); });
  });
  first.close();
  wait.go();
  await until(async () => (await runtime.summary(message.runId!)).status === 'completed');
  const missed = await watchToEnd(client(), message.runId!, seen);
  expect(missed).toEqual(await runtime.history(message.runId!, seen));
  expect(missed.map(({ seq }) => seq)).toEqual(missed.map((_, index) => seen + 1 + index));
});

test('of two subscriptions to a run that come at once the second replaces the first', async () => {
  const wait = waiting();
  const { client, server } = await started([wait.tool]);
  const { message } = await client().call('message.send', { text: 'wait on' });
  const socket = new WebSocket(`${server.url.replace('http', 'ws')}/v1/ws`);
  const seen: { id?: number; v?: number; type?: string }[] = [];
  socket.on('message', (data: Buffer) => seen.push(JSON.parse(data.toString()) as { id?: number; v?: number; type?: string }));
  await new Promise((resolve) => socket.once('open', resolve));
  for (const id of [1, 2]) socket.send(JSON.stringify({ id, method: 'subscribe', params: { runId: message.runId!, since: 0 } }));
  await until(() => [1, 2].every((id) => seen.some((one) => one.id === id)));
  wait.go();
  const ends = (): number => seen.filter(({ v, type }) => v !== undefined && type === 'run.completed').length;
  await until(() => ends() > 0);
  await new Promise((resolve) => setTimeout(resolve, 100));
  socket.close();
  expect(ends()).toBe(1);
});

test('a file comes in frame by frame, is judged by its bytes and can be attached', async () => {
  const { client, server } = await started([echo], { messageBytes: 300_000 });
  const chat = client();
  const bytes = Buffer.from('The reading room is closed on Monday.\n'.repeat(20_000));
  const sent: number[] = [];
  const artifact = await chat.upload(bytes, '../../notice.txt', (to) => sent.push(to));
  expect(artifact).toMatchObject({ id: createHash('sha256').update(bytes).digest('hex'), modality: 'text', name: 'notice.txt', bytes: bytes.length });
  expect(sent.at(-1)).toBe(bytes.length);
  const { message } = await chat.call('message.send', { text: 'echo it', attachments: [{ artifact: artifact.id }] });
  const [first] = await watchToEnd(chat, message.runId!);
  expect(first).toMatchObject({ data: { givens: [{ name: 'notice.txt', modality: 'text', artifact: artifact.id }] } });
  const response = await fetch(chat.artifactUrl(artifact.id), { headers: { range: 'bytes=4-10' } });
  expect([response.status, await response.text()]).toEqual([206, 'reading']);
  await expect(chat.upload(Buffer.from('%PDF-1.7 no picture'), 'photo.png')).rejects.toMatchObject({ code: 'INPUT_CORRUPT' });
  expect(server.url).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
});

test('an approval is held for exactly what was shown, and is good once', async () => {
  const { client, runtime } = await started([send]);
  const notes: Note[] = [];
  const chat = client({ onNote: (note) => { if (note.note !== 'heartbeat') notes.push(note); } });
  const { message } = await chat.call('message.send', { text: 'send the letter' });
  const runId = message.runId!;
  const ended = watchToEnd(chat, runId);
  const note = await until(() => notes.find((candidate) => candidate.note === 'question'));
  const approval = note.note === 'question' ? note.pending.approval! : undefined;
  expect(approval).toMatchObject({ step: 'a', tool: 'send', arguments: { text: [{ value: 'the letter' }] } });
  const { id, argumentsHash } = approval!;
  await expect(chat.call('approval.resolve', { runId, approval: id, argumentsHash: '0'.repeat(64), answer: 'yes' })).rejects.toMatchObject({ code: 'FORBIDDEN' });
  await expect(chat.call('approval.resolve', { runId, approval: 'made-up', argumentsHash, answer: 'yes' })).rejects.toMatchObject({ code: 'NOT_FOUND' });
  const { questions } = await chat.call('run.get', { runId });
  await expect(chat.call('question.answer', { runId, question: questions[0]!.question.id, answer: 'yes' })).rejects.toMatchObject({ code: 'FORBIDDEN' });
  expect((await runtime.summary(runId)).status).toBe('open');
  await chat.call('approval.resolve', { runId, approval: id, argumentsHash, answer: 'yes' });
  await expect(chat.call('approval.resolve', { runId, approval: id, argumentsHash, answer: 'yes' })).rejects.toMatchObject({ code: 'NOT_FOUND' });
  await ended;
  expect(await runtime.outcome(runId)).toMatchObject({ status: 'completed', answer: 'sent the letter' });
  expect(notes.map(({ note: kind }) => kind)).toContain('question.closed');
});

test('a window is told of a question that is asked, and of an answer that is given, while it begins to watch', async () => {
  const wait = waiting();
  const acting = { ...wait.tool, spec: { ...wait.tool.spec, effects: 'external' as const } };
  const runtime = testRuntime({ tools: [acting], planner: planner([acting]) });
  let before: VouchEvent | undefined = undefined;
  let isBefore = false;
  // What a read finds that comes right before the question, or the answer, is written.
  const latest: typeof runtime.latest = (...asked) => {
    if (!isBefore) return runtime.latest(...asked);
    isBefore = false;
    return Promise.resolve(before);
  };
  const { client } = await started([acting], {}, { ...runtime, latest });
  const window = () => {
    const told: string[] = [];
    return { told, chat: client({ onNote: (note) => { if (note.note.startsWith('question')) told.push(note.note); } }) };
  };
  const [first, second] = [window(), window()];
  const runId = (await first.chat.call('message.send', { text: 'wait a little' })).message.runId!;
  const { id, argumentsHash } = (await until(async () => (await first.chat.call('run.get', { runId })).questions[0])).approval!;
  isBefore = true;
  first.chat.watch(runId, () => undefined);
  await until(() => first.told.length > 0);
  before = await runtime.latest(runId, ['question.asked']);
  await second.chat.call('approval.resolve', { runId, approval: id, argumentsHash, answer: 'yes' });
  await until(() => first.told.length > 1);
  isBefore = true;
  second.chat.watch(runId, () => undefined);
  await until(() => second.told.length > 0);
  await second.chat.call('server.status', {});
  // Something may be told twice, and what was closed before it could be told not at all.
  expect([...new Set(first.told)]).toEqual(['question', 'question.closed']);
  expect(second.told.at(-1)).toBe('question.closed');
  wait.go();
});

test('a client that comes back is told that a question was answered meanwhile', async () => {
  const { client } = await started([send]);
  const told: string[] = [];
  const [away, there] = [client({ onNote: (note) => { if (note.note.startsWith('question')) told.push(note.note); } }), client()];
  const runId = (await there.call('message.send', { text: 'send the letter' })).message.runId!;
  away.watch(runId, () => undefined);
  await until(() => told.length > 0);
  // As after a connection that broke without a word: it watches anew, and nobody told it.
  await away.call('unsubscribe', { runId });
  const { id, argumentsHash } = (await there.call('run.get', { runId })).questions[0]!.approval!;
  await there.call('approval.resolve', { runId, approval: id, argumentsHash, answer: 'no' });
  await until(async () => (await there.call('run.get', { runId })).outcome);
  away.reconnect();
  await until(() => told.length > 1);
  expect(told).toEqual(['question', 'question.closed']);
});

test('a question of a run that nobody can answer is shown to nobody, and takes no answer', async () => {
  const folder = freshFolder();
  const stores = openStores(folder);
  const seen: unknown[] = [];
  let look: (runId: string) => Promise<unknown> = () => Promise.resolve();
  const settled = async (runId: string): Promise<void> => {
    await stores.journal.settled(runId);
    if ((await stores.journal.latest(runId, ['question.asked', 'run.suspended']))?.type === 'question.asked') seen.push(await look(runId));
  };
  const { server, client } = await started([send], {}, testRuntime({ tools: [send], planner: planner([send]), stores: { ...stores, journal: { ...stores.journal, settled } } }, folder));
  const chat = client();
  look = async (runId) => [(await chat.call('run.get', { runId })).questions, await chat.call('approval.resolve', { runId, approval: 'a', argumentsHash: '0'.repeat(64), answer: 'yes' }).catch((error: unknown) => (error as { code: string }).code)];
  const reply = await fetch(`${server.url}/v1/chat/completions`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ model: 'vouch', messages: [{ role: 'user', content: 'send the letter' }] }) });
  expect([reply.status, seen]).toEqual([200, [[[], 'NOT_FOUND']]]);
});

test('a plan can be looked at, edited with its faults told, and approved once', async () => {
  const { client, runtime } = await started([echo]);
  const chat = client();
  const { draft, message, conversation } = await chat.call('message.send', { text: 'echo one', review: true });
  expect(message.runId).toBeNull();
  expect(draft!.plan.steps).toHaveLength(1);
  const plan = (tool: string) => ({ steps: [{ id: 'a', tool, inputs: { text: { value: 'two' } } }] });
  await expect(chat.call('plan.edit', { draft: draft!.id, plan: plan('nothing') })).rejects.toMatchObject({ code: 'PLAN_INVALID', details: { faults: [{ path: 'steps[0].tool' }] } });
  await chat.call('plan.edit', { draft: draft!.id, plan: plan('echo') });
  const approved = await chat.call('plan.approve', { draft: draft!.id });
  expect(approved.conversation).toBe(conversation);
  await watchToEnd(chat, approved.message.runId!);
  expect((await runtime.outcome(approved.message.runId!)).answer).toBe('two');
  await expect(chat.call('plan.approve', { draft: draft!.id })).rejects.toMatchObject({ code: 'NOT_FOUND' });
  const again = await chat.call('run.again', { runId: approved.message.runId!, anew: ['a'] });
  const events = await watchToEnd(chat, again.message.runId!);
  expect(events.find(({ type }) => type === 'attempt.ended')).toMatchObject({ data: { reused: false } });
});

test('of a plan that is edited while it is approved, what was taken is run', async () => {
  const folder = freshFolder();
  const stores = openStores(folder);
  let edit: () => Promise<unknown> = () => Promise.resolve();
  const drafts = { ...stores.drafts, take: async (id: string) => {
    await edit();
    return stores.drafts.take(id);
  } };
  const { client, runtime } = await started([echo], {}, testRuntime({ tools: [echo], planner: planner([echo]), stores: { ...stores, drafts } }, folder));
  const ada = client();
  const { draft } = await ada.call('message.send', { text: 'echo one', review: true });
  edit = () => ada.call('plan.edit', { draft: draft!.id, plan: { steps: [{ id: 'a', tool: 'echo', inputs: { text: { value: 'two' } } }] } });
  const { message } = await ada.call('plan.approve', { draft: draft!.id });
  await watchToEnd(ada, message.runId!);
  expect(await runtime.outcome(message.runId!)).toMatchObject({ status: 'completed', answer: 'two' });
});

test('a tenant with many plans that wait takes none of another\'s', async () => {
  const { drafts, close } = openStores(freshFolder());
  await drafts.put('blue', 'theirs', 'blue');
  for (let n = 0; n <= 200; n++) await drafts.put(`red ${n}`, 'ours', 'red');
  expect([await drafts.get('blue'), await drafts.get('red 0'), await drafts.get('red 1')]).toEqual(['theirs', undefined, 'ours']);
  await close();
});

test('a run goes on though everybody has left, and can be cancelled by the next who comes', async () => {
  const wait = waiting();
  const { client, runtime } = await started([wait.tool]);
  const first = client();
  const { message } = await first.call('message.send', { text: 'wait' + ' long' });
  first.close();
  const second = client();
  await until(async () => (await second.call('run.get', { runId: message.runId! })).run.status === 'open');
  await second.call('run.cancel', { runId: message.runId! });
  await until(async () => (await runtime.summary(message.runId!)).status === 'cancelled');
  await expect(second.call('run.cancel', { runId: message.runId! })).rejects.toMatchObject({ code: 'RUN_NOT_RESUMABLE' });
});

test('runs are laid down when the server ends and go on at the next start, without what was done', async () => {
  const wait = waiting();
  const first = await serve([wait.tool]);
  const chat = first.client();
  const { message } = await chat.call('message.send', { text: 'wait on' });
  const runId = message.runId!;
  const seen: VouchEvent[] = [];
  chat.watch(runId, (event) => seen.push(event), 0);
  await until(() => seen.some(({ type }) => type === 'attempt.started'));
  await first.server.close('maintenance');
  await until(() => seen.at(-1)?.type === 'run.paused');
  expect(seen.at(-1)).toMatchObject({ data: { reason: 'maintenance' } });
  expect((await first.runtime.summary(runId)).status).toBe('suspended');
  chat.close();
  const reopened = await first.runtime.reopen();
  const second = await started([], {}, reopened);
  expect(second.server.resumed).toEqual([runId]);
  wait.go();
  await until(async () => (await reopened.summary(runId)).status === 'completed');
  expect((await reopened.outcome(runId)).answer).toBe('on');
});

test('a message is offered what the latest run of its conversation that made something had and made, beside its own files', async () => {
  const { client, runtime } = await started([echo]);
  const chat = client();
  const notice = await chat.upload(Buffer.from('closed on Monday'), 'notice.txt');
  const first = await chat.call('message.send', { text: 'echo a long notice', attachments: [{ artifact: notice.id }] });
  await watchToEnd(chat, first.message.runId!);
  const made = (await runtime.outcome(first.message.runId!)).artifacts[0]!.id;
  const send = async (text: string, attachments: { artifact: string }[] = []) => {
    const { message } = await chat.call('message.send', { text, conversation: first.conversation, attachments });
    const [start] = await watchToEnd(chat, message.runId!);
    return start!.type === 'run.started' ? start!.data.givens : undefined;
  };
  const offered = [
    { name: 'notice.txt', modality: 'text', mime: expect.any(String), artifact: notice.id, earlier: true },
    { name: 'a.text', modality: 'text', mime: expect.any(String), artifact: made, earlier: true },
  ];
  expect(await send('nothing of this can be done')).toEqual(offered);
  const other = await chat.upload(Buffer.from('open again'), 'other.txt');
  expect(await send('echo it', [{ artifact: other.id }])).toEqual([...offered, { name: 'other.txt', modality: 'text', mime: expect.any(String), artifact: other.id }]);
});

test('two windows of one conversation see each other\'s messages', async () => {
  const { client } = await started([echo]);
  const one = client();
  const { conversation } = await one.call('message.send', { text: 'echo a' });
  const notes: Note[] = [];
  const other = client({ conversation, onNote: (note) => notes.push(note) });
  await other.call('conversation.get', { conversation });
  await one.call('message.send', { text: 'echo b', conversation });
  expect(await until(() => notes.find(({ note }) => note === 'message'))).toMatchObject({ conversation, message: { text: 'echo b' } });
});

test('what cannot be is answered under its own id with a code, and the connection stays', async () => {
  const { client } = await started([echo]);
  const chat = client();
  await expect(chat.call('message.send', { text: '   ' })).rejects.toMatchObject({ code: 'INPUT_EMPTY' });
  await expect(chat.call('message.send', { text: 'echo', conversation: 'none' })).rejects.toMatchObject({ code: 'NOT_FOUND' });
  await expect(chat.call('message.send', { text: 'echo', attachments: [{ artifact: '0'.repeat(64) }] })).rejects.toMatchObject({ code: 'NOT_FOUND' });
  await expect(chat.call('run.get', { runId: 'none' })).rejects.toMatchObject({ code: 'RUN_NOT_FOUND' });
  await expect(chat.call('run.list', { limit: 'all' } as never)).rejects.toMatchObject({ code: 'USAGE' });
  await expect(chat.call('toString' as never, {} as never)).rejects.toMatchObject({ code: 'USAGE' });
  await expect(chat.call('fly' as never, {} as never)).rejects.toMatchObject({ code: 'NOT_FOUND' });
  expect((await chat.call('server.status', {})).runs).toEqual({ active: 0, limit: 8 });
});

test('a run that servers have died over again and again ends, others go on, and who resumes it may', async () => {
  const { runtime, server } = await started([echo]);
  await server.close();
  const stores = openStores(runtime.folder);
  const begun = { goal: 'echo a', givens: [], artifacts: [], budget: Budget.parse({}), verify: true, repair: 'ladder' as const, judge: true, pid: 1 };
  for (const [run, resumed] of [['deadly', 3], ['unlucky', 1]] as const) {
    stores.journal.append(run, { type: 'run.started', data: begun });
    for (let time = 0; time < resumed; time++) stores.journal.append(run, { type: 'run.resumed', data: { pid: 1 } });
    await stores.ownership.give('', 'open', [run]);
  }
  await stores.close();
  const again = await started([], { takeOverMs: 50 }, await runtime.reopen());
  await until(async () => (await again.runtime.summary('unlucky')).status === 'completed');
  expect(await again.runtime.outcome('deadly')).toMatchObject({ status: 'failed', error: { code: 'SERVER_LOST' } });
  await expect((await again.runtime.resume('deadly')).result).resolves.toMatchObject({ status: 'completed' });
});
