import { setTimeout as sleep } from 'node:timers/promises';
import { jest } from '@jest/globals';
import type { NewEvent } from '../../../src/core/index.js';
import { BEGINS, type SetAside, type Stores } from '../../../src/store/index.js';
import type { Backend } from './backends.js';

const notice = (message: string) => ({ type: 'notice', data: { message } }) as const;
const at = (step: string) => ({ step, attempt: 1 });

/** What every store must do, whatever it keeps things in. Call within a `describe`. */
export function conformance(place: () => Promise<Backend>): void {
  let backend: Backend;
  let stores: Stores;
  let others: Stores[];
  beforeEach(async () => {
    backend = await place();
    stores = await backend.open();
    others = [];
  });
  afterEach(async () => {
    for (const each of [...others, stores]) await each.close();
  });
  /** As another process would open them. */
  const other = async (): Promise<Stores> => {
    const opened = await backend.open();
    others.push(opened);
    return opened;
  };
  const write = async (run: string, ...messages: string[]): Promise<void> => {
    const lease = await stores.leases.acquire(run);
    for (const message of messages) stores.journal.append(run, notice(message), lease);
    await stores.journal.settled(run);
    await lease?.release();
  };
  const messagesOf = async (from: Stores, run: string): Promise<string[]> => (await from.journal.read(run)).map(({ data }) => (data as { message: string }).message);

  test('events are numbered from 1 without gaps, each run for itself, and are there for who opens the store anew', async () => {
    await write('a', '1', '2');
    await write('b', 'other');
    await write('a', '3');
    const opened = await other();
    expect((await opened.journal.read('a')).map(({ seq, data }) => [seq, data])).toEqual([[1, { message: '1' }], [2, { message: '2' }], [3, { message: '3' }]]);
    expect(await opened.journal.read('a', 1, 1)).toMatchObject([{ seq: 2 }]);
    expect(await opened.journal.read('nobody')).toEqual([]);
    expect((await opened.journal.list()).map(({ runId, first, last }) => [runId, first.seq, last.seq]).sort()).toEqual([['a', 1, 3], ['b', 1, 1]]);
    expect(await opened.journal.entry('a')).toMatchObject({ runId: 'a', first: { seq: 1 }, last: { seq: 3 } });
    expect(await opened.journal.entry('nobody')).toBeUndefined();
  });

  test('the latest event of some types is found, also before another one', async () => {
    const lease = await stores.leases.acquire('a');
    const asked = (id: string): NewEvent => ({ type: 'question.asked', data: { id, kind: 'approval', text: '?', options: [] } });
    for (const event of [asked('first'), notice('between'), asked('second'), notice('after')]) stores.journal.append('a', event, lease);
    await stores.journal.settled('a');
    expect(await stores.journal.latest('a', ['question.asked', 'question.answered'])).toMatchObject({ seq: 3, data: { id: 'second' } });
    expect(await stores.journal.latest('a', ['question.asked', 'question.answered'], 3)).toMatchObject({ seq: 1, data: { id: 'first' } });
    expect([await stores.journal.latest('a', ['question.answered']), await stores.journal.latest('a', ['notice'], 2), await stores.journal.latest('nobody', ['notice'])]).toEqual([undefined, undefined, undefined]);
    await lease?.release();
  });

  test('a request is one run from its claim on; who claims it late sets about the same run, and one at a time does', async () => {
    const { requests } = stores;
    const claim = (runId: string) => requests.claim('ada', 'key', 'digest', runId);
    const first = await claim('first');
    expect(first).toEqual({ isNew: true, entry: { digest: 'digest', runId: 'first', ageMs: expect.any(Number), ts: expect.any(Number) } });
    const { isNew, entry } = await requests.claim('ada', 'key', 'other', 'second');
    expect([isNew, entry.digest, entry.runId]).toEqual([false, 'digest', 'first']);
    await new Promise((resolve) => setTimeout(resolve, 30));
    expect((await claim('second')).entry.ageMs).toBeGreaterThanOrEqual(25);
    expect(await requests.takeOver('ada', 'key', entry, 60_000, 'first')).toBe(false);
    const [one, other] = await Promise.all([1, 2].map(() => requests.takeOver('ada', 'key', entry, 25, 'first')));
    expect([one, other].filter((taken) => taken)).toHaveLength(1);
    // Whoever claimed it first was slow, and it is no longer theirs.
    await requests.release('ada', 'key', first.entry);
    const { isNew: isFree, entry: taken } = await claim('second');
    expect(isFree).toBe(false);
    await requests.release('ada', 'key', { ...taken, runId: 'second' });
    expect((await claim('second')).isNew).toBe(false);
    await requests.release('ada', 'key', taken);
    expect((await claim('second')).isNew).toBe(true);
  });

  test('of the answers to a question the first holds, each life of a run has its own orders, and who is told hears of them', async () => {
    const { orders } = stores;
    const run = { runId: 'a', since: 0 };
    let told = 0;
    const deaf = orders.hear('a', () => { told++; });
    const answers = await Promise.all(['yes', 'no'].map((answer) => orders.give(run, { kind: 'answer', question: 'q', answer })));
    expect([...answers].sort()).toEqual([false, true]);
    expect([await orders.give(run, { kind: 'cancel' }), await orders.give(run, { kind: 'cancel' })]).toEqual([true, false]);
    const held = answers[0] ? 'yes' : 'no';
    expect(await orders.of(run)).toEqual(expect.arrayContaining([{ kind: 'answer', question: 'q', answer: held }, { kind: 'cancel' }]));
    for (let waited = 0; told < 2 && waited < 200; waited++) await new Promise((resolve) => setTimeout(resolve, 10));
    expect(told).toBe(2);
    expect(await orders.of({ runId: 'a', since: 7 })).toEqual([]);
    deaf();
    expect(await orders.give({ runId: 'a', since: 7 }, { kind: 'answer', question: 'q', answer: 'later' })).toBe(true);
    await orders.forget(run);
    expect([await orders.of(run), await orders.of({ runId: 'a', since: 7 })]).toEqual([[], [{ kind: 'answer', question: 'q', answer: 'later' }]]);
    expect(told).toBe(2);
  });

  test('a decision stands in the audit log with its order, once, and where it cannot be written there is no order', async () => {
    const run = { runId: 'a', since: 0 };
    const decision = (who: string) => ({ who, tenant: null, what: 'approved', runId: 'a', step: 's', tool: 't', attempt: null, argumentsHash: 'h' }) as const;
    const give = (who: string) => stores.orders.give(run, { kind: 'answer', question: 'q', answer: who }, decision(who));
    const given = await Promise.all([give('ada'), give('eve')]);
    expect((await stores.audit.entries()).map(({ who }) => who)).toEqual([given[0] ? 'ada' : 'eve']);
    await backend.rawAudit('ALTER TABLE audit RENAME TO elsewhere');
    const other = { kind: 'answer', question: 'other', answer: 'yes' } as const;
    await expect(stores.orders.give(run, other, decision('ada'))).rejects.toMatchObject({ code: 'STORE_FAILED' });
    expect(await stores.orders.of(run)).not.toContainEqual(other);
    await backend.rawAudit('ALTER TABLE elsewhere RENAME TO audit');
    expect(await stores.orders.give(run, other, decision('ada'))).toBe(true);
  });

  test('a thousand events that are appended at once stand in order', async () => {
    await write('a', ...Array.from({ length: 1000 }, (_, index) => String(index)));
    expect(await messagesOf(stores, 'a')).toEqual(Array.from({ length: 1000 }, (_, index) => String(index)));
  });

  test('what is told of an event is what is read, also where its text holds what is no text', async () => {
    const lease = await stores.leases.acquire('a');
    const hostile = 'nul \0 half \ud800 back\\u0000slash "quote" \u{1f600}';
    const told = stores.journal.append('a', notice(hostile), lease);
    await stores.journal.settled('a');
    expect(await stores.journal.read('a')).toEqual([told]);
    expect(told.data).toEqual({ message: 'nul \ufffd half \ufffd back\\u0000slash "quote" \u{1f600}' });
    await lease?.release();
  });

  test('a run has one holder at a time, who writes nothing more once another has taken it over', async () => {
    const second = await other();
    const lease = await stores.leases.acquire('a');
    stores.journal.append('a', notice('1'), lease);
    await stores.journal.settled('a');
    expect(await second.leases.acquire('a')).toBeUndefined();
    expect(await second.leases.holder('a')).toBe(`process ${process.pid}`);
    expect([...(await second.leases.holders()).keys()]).toEqual(['a']);
    await backend.expireLeases();
    const taken = await second.leases.acquire('a');
    expect(second.journal.append('a', notice('2'), taken).seq).toBe(2);
    await second.journal.settled('a');
    const late = async (): Promise<void> => {
      stores.journal.append('a', notice('late'), lease);
      await stores.journal.settled('a');
    };
    await expect(late()).rejects.toMatchObject({ code: 'RUN_NOT_RESUMABLE' });
    await expect(late()).rejects.toMatchObject({ code: 'RUN_NOT_RESUMABLE' });
    await lease?.release();
    expect(await messagesOf(second, 'a')).toEqual(['1', '2']);
    // Giving back what was lost does not harm who has it now.
    expect(await second.leases.holder('a')).toBeDefined();
    await taken?.release();
    expect(await stores.leases.holder('a')).toBeUndefined();
  });

  test('of many who want a run at once one gets it', async () => {
    const openings = [stores, await other(), await other()];
    const leases = await Promise.all(Array.from({ length: 12 }, (_, index) => openings[index % 3]!.leases.acquire('a')));
    const won = leases.filter((lease) => lease !== undefined);
    expect(won).toHaveLength(1);
    await won[0]?.release();
  });

  test('a follower sees each event once, in order, from when it followed until it leaves', async () => {
    const seen: number[] = [];
    await write('a', '1');
    const stop = stores.journal.subscribe('a', ({ seq }) => seen.push(seq));
    await write('a', '2', '3');
    await write('b', '1');
    stop();
    await write('a', '4');
    expect(seen).toEqual([2, 3]);
  });

  test('an event that could not be read again is refused and takes no number', async () => {
    const lease = await stores.leases.acquire('a');
    expect(() => stores.journal.append('a', notice(7 as unknown as string), lease)).toThrow(expect.objectContaining({ code: 'INTERNAL' }));
    expect(stores.journal.append('a', notice('1'), lease).seq).toBe(1);
    await lease?.release();
  });

  test('an event of a later type is passed over, and one of a later version is refused with what to do', async () => {
    await write('a', '1');
    await backend.raw(`INSERT INTO events (run_id, seq, ts, type, data, v) VALUES ('a', 2, ${Date.now()}, 'future.thing', '{}', 1)`);
    expect(await stores.journal.read('a')).toHaveLength(1);
    await backend.raw(`INSERT INTO events (run_id, seq, ts, type, data, v) VALUES ('b', 1, ${Date.now()}, 'notice', '{"message":""}', 99)`);
    await expect(stores.journal.read('b')).rejects.toMatchObject({ code: 'STORE_FAILED', message: expect.stringContaining('Update Vouch') });
  });

  test('results, recipes, pins and conversations are kept and replaced', async () => {
    expect(await stores.results.get('key')).toBeUndefined();
    for (const models of [['one'], ['two']]) await stores.results.put('key', { outputs: {}, verdicts: [], checks: 'none', models });
    const plan = { version: 1 as const, goal: '', steps: [], deliverables: [] };
    const recipe = { name: 'mine', goal: 'do', plan, givens: [], runId: 'a', savedAt: 5, checks: 1, forced: false };
    await stores.recipes.put(recipe);
    await stores.pins.add('a');
    await stores.pins.add('a');
    const { id } = await stores.conversations.create();
    expect(await stores.conversations.list(10)).toEqual([]);
    for (const ts of [1, 2]) await stores.conversations.add(id, { id: `m${ts}`, ts, text: `said ${ts}`, attachments: [], runId: null });
    await stores.conversations.setRun('m2', 'a');
    await stores.conversations.summarize(id, 'short');
    const opened = await other();
    expect(await opened.results.get('key')).toEqual({ outputs: {}, verdicts: [], checks: 'none', models: ['two'] });
    expect((await opened.recipes.list()).map(({ name }) => name)).toEqual(['mine']);
    expect(await opened.recipes.record('mine')).toEqual({ uses: 0, completed: 0 });
    expect(await opened.pins.list()).toEqual(['a']);
    expect(await opened.conversations.list(10)).toMatchObject([{ id, title: 'said 1', updatedAt: 2 }]);
    expect(await opened.conversations.get(id)).toMatchObject({ summary: 'short', messages: [{ text: 'said 1', runId: null }, { text: 'said 2', runId: 'a' }] });
    expect(await opened.conversations.ofRun('a')).toBe(id);
    expect([await opened.pins.remove('a'), await opened.pins.remove('a'), await opened.recipes.remove('mine'), await opened.recipes.remove('mine')]).toEqual([true, false, true, false]);
  });

  test('an attempt is counted once, whoever counts it, and a rebuild counts the journal', async () => {
    const lease = await stores.leases.acquire('a');
    const begun = stores.journal.append('a', { type: 'attempt.started', data: { ...at('s'), tool: 'speak', rung: null, parameters: {}, models: {}, kind: 'k' } }, lease);
    const ended = stores.journal.append('a', { type: 'attempt.ended', data: { ...at('s'), status: 'error', ms: 7, outputs: {}, models: [], reused: false, error: { code: 'TIMEOUT', message: '', retryable: true } } }, lease);
    await stores.journal.settled('a');
    await lease?.release();
    const second = await other();
    await Promise.all([stores, second].map(({ statistics }) => statistics.count('a', [[begun, ended]])).map((counting) => counting.catch(() => undefined)));
    const counted = async (): Promise<unknown> => {
      await second.statistics.catchUp();
      return (await second.statistics.rows({ tool: 'speak', kind: 'k' })).rows.map(({ errors, ms }) => [errors, ms]);
    };
    expect(await counted()).toEqual([[1, 7]]);
    await second.statistics.rebuild();
    expect(await counted()).toEqual([[1, 7]]);
  });

  test('clearing takes ended runs and what only they made, and leaves what is pinned or under way', async () => {
    const end = { answer: '', unproved: [], usage: { llmTokens: 0, promptTokens: 0, completionTokens: 0, ms: 0, peakBytes: 0 } };
    const ended = async (run: string): Promise<void> => {
      const lease = await stores.leases.acquire(run);
      stores.journal.append(run, { type: 'run.completed', data: end }, lease);
      await stores.journal.settled(run);
      await lease?.release();
    };
    for (const run of ['old', 'pinned', 'held']) await ended(run);
    await write('open', '1');
    await stores.pins.add('pinned');
    const lease = await (await other()).leases.acquire('held');
    expect((await stores.gc({ olderThanMs: -1000, dryRun: true })).runs).toEqual(['old']);
    expect((await stores.gc({ olderThanMs: -1000 })).runs).toEqual(['old']);
    expect((await stores.journal.list()).map(({ runId }) => runId).sort()).toEqual(['held', 'open', 'pinned']);
    expect([...(await stores.leases.holders()).keys()]).toEqual(['held']);
    await lease?.release();
  });

  test('equal bytes that are put at once are kept once, and bytes that are not there are named', async () => {
    const bytes = Buffer.alloc(300_000, 'x');
    const ids = await Promise.all(Array.from({ length: 8 }, async () => (await stores.artifacts.put({ bytes })).id));
    expect(new Set(ids).size).toBe(1);
    const opened = await other();
    expect([await opened.artifacts.has(ids[0]!), await opened.artifacts.has('0'.repeat(64)), await opened.artifacts.touch(ids[0]!), await opened.artifacts.touch('0'.repeat(64))]).toEqual([true, false, true, false]);
    await expect(opened.artifacts.read(ids[0]!)).resolves.toBe(await opened.artifacts.path(ids[0]!));
    await expect(opened.artifacts.read('0'.repeat(64))).rejects.toMatchObject({ code: 'STORE_FAILED', details: { artifact: '0'.repeat(64) } });
  });

  test('what belongs to whom is known to all, and one thing may be several tenants\'', async () => {
    const second = await other();
    await stores.ownership.give('red', 'artifact', ['1', '2']);
    const later = jest.spyOn(Date, 'now').mockReturnValue(Date.now() + 1);
    await second.ownership.give('blue', 'artifact', ['2']);
    later.mockRestore();
    await stores.ownership.give('red', 'artifact', ['1']);
    await second.ownership.give('red', 'run', ['1']);
    expect([await second.ownership.has('red', 'artifact', '1'), await stores.ownership.has('blue', 'artifact', '1'), await stores.ownership.has('red', 'conversation', '1')]).toEqual([true, false, false]);
    expect([(await second.ownership.list('red', 'artifact')).sort(), (await stores.ownership.owners('artifact', '2')).sort(), await stores.ownership.owners('artifact', '3')]).toEqual([['1', '2'], ['blue', 'red'], []]);
    await stores.ownership.take('red', 'artifact', '2');
    expect(await second.ownership.owners('artifact', '2')).toEqual(['blue']);
  });

  test('an open run is taken from whoever was given it long enough ago, once, and from nobody who was given it anew', async () => {
    const second = await other();
    for (const tenant of ['red', 'blue']) await stores.ownership.give(tenant, 'open', ['r']);
    expect(await second.ownership.takeOld('r', 60_000)).toBe(false);
    await sleep(100);
    await second.ownership.give('blue', 'open', ['r']);
    expect([await stores.ownership.takeOld('r', 90), await stores.ownership.takeOld('r', 90)]).toEqual([true, false]);
    expect(await stores.ownership.owners('open', 'r')).toEqual(['blue']);
  });

  test('of many runs that begin at once a tenant may use no more together than it is allowed, and what was not used is free again', async () => {
    const openings = [stores, await other()];
    const allowance = { hours: 1, tokens: 1000, wallMs: 60_000 };
    const begin = (holder: string, index = 0): Promise<SetAside> => openings[index % 2]!.spending.reserve('red', holder, { tokens: 300, wallMs: 1000 }, allowance);
    const begun = await Promise.allSettled(Array.from({ length: 8 }, (_, index) => begin(`h${index}`, index)));
    const granted = begun.flatMap((one) => (one.status === 'fulfilled' ? [one.value.granted.tokens] : []));
    expect(granted.sort((a, b) => b - a)).toEqual([300, 300, 300, 100]);
    for (const one of begun) if (one.status === 'rejected') expect(one.reason).toMatchObject({ code: 'BUDGET_SPENT', details: { field: 'tokens', limit: 1000, retryAfterMs: expect.any(Number) } });
    expect(await openings[1]!.spending.used('red', 1)).toMatchObject({ tokens: 1000 });
    await expect(stores.spending.reserve('blue', 'other', { tokens: 300, wallMs: 1 }, allowance)).resolves.toMatchObject({ granted: { tokens: 300, wallMs: 1 } });
    const holders = begun.flatMap((one, index) => (one.status === 'fulfilled' ? [`h${index}`] : []));
    await stores.spending.rename('red', holders[0]!, 'run');
    await stores.spending.settle('red', 'run', { tokens: 20, wallMs: 500.4 });
    for (const one of begun) if (one.status === 'fulfilled') await one.value.undo();
    // Of the first something else stands there by now.
    expect(await stores.spending.used('red', 1)).toEqual({ tokens: 20, wallMs: 500 });
    const late = jest.spyOn(Date, 'now').mockReturnValue(Date.now() + 3_600_001);
    try {
      expect(await stores.spending.used('red', 1)).toEqual({ tokens: 0, wallMs: 0 });
    } finally {
      late.mockRestore();
    }
  });

  test('what a run holds counts until it is over, however long that takes, and what is undone is as it was before', async () => {
    const { spending, ownership } = stores;
    const allowance = { hours: 1, tokens: 1000 };
    const wanted = (tokens: number) => ({ tokens, wallMs: 1 });
    await ownership.give('red', 'open', ['long']);
    await spending.reserve('red', 'long', wanted(900), allowance);
    const late = jest.spyOn(Date, 'now').mockReturnValue(Date.now() + 3 * 3_600_000);
    try {
      expect(await spending.used('red', 1)).toMatchObject({ tokens: 900 });
      const { granted } = await spending.reserve('red', 'next', wanted(900), allowance);
      expect(granted).toMatchObject({ tokens: 100 });
      await expect(spending.reserve('red', 'third', wanted(900), allowance)).rejects.toMatchObject({ code: 'BUDGET_SPENT', details: { retryAfterMs: 3_600_000 } });
      await ownership.take('red', 'open', 'long');
      await spending.settle('red', 'next', wanted(40));
      const { undo } = await spending.reserve('red', 'next', wanted(500), allowance);
      expect(await spending.used('red', 1)).toMatchObject({ tokens: 500 });
      await undo();
      expect(await spending.used('red', 1)).toMatchObject({ tokens: 40 });
      const again = await spending.reserve('red', 'next', wanted(500), allowance);
      await spending.settle('red', 'next', wanted(60));
      await again.undo();
      expect(await spending.used('red', 1)).toMatchObject({ tokens: 60 });
    } finally {
      late.mockRestore();
    }
  });

  test('what was used is forgotten a month later, or when the allowance looks back no further, but not what a run still holds', async () => {
    const { spending, ownership } = stores;
    const day = 24 * 3_600_000;
    const wanted = { tokens: 100, wallMs: 1 };
    await ownership.give('red', 'open', ['held']);
    for (const holder of ['held', 'ended']) await spending.reserve('red', holder, wanted, { hours: 1, tokens: 1000 });
    await spending.settle('red', 'ended', { tokens: 40, wallMs: 1 });
    await spending.settle('blue', 'ended', { tokens: 7, wallMs: 1 });
    const now = Date.now();
    const clock = jest.spyOn(Date, 'now');
    /** Tokens that a long allowance would still count after a run has begun on this day. */
    const keptOn = async (days: number, tenant: string, hours: number): Promise<number> => {
      clock.mockReturnValue(now + days * day);
      const { undo } = await spending.reserve(tenant, 'next', wanted, { hours, tokens: 1000 });
      await undo();
      return (await spending.used(tenant, 8784)).tokens;
    };
    try {
      expect(await keptOn(30, 'red', 1)).toBe(140);
      expect(await keptOn(40, 'red', 41 * 24)).toBe(140);
      expect(await keptOn(42, 'red', 1)).toBe(100);
      expect(await keptOn(20, 'blue', 1)).toBe(7);
      await ownership.take('red', 'open', 'held');
      expect(await keptOn(43, 'red', 1)).toBe(0);
      expect(await keptOn(43, 'blue', 1)).toBe(0);
    } finally {
      clock.mockRestore();
    }
  });

  test('what is set aside before something begins holds for its own time and a minute, and what is no run adds up', async () => {
    const { spending } = stores;
    await spending.reserve('red', `${BEGINS}a`, { tokens: 900, wallMs: 30_000 }, { hours: 1, tokens: 1000 });
    const now = Date.now();
    const clock = jest.spyOn(Date, 'now');
    try {
      clock.mockReturnValue(now + 80_000);
      expect(await spending.used('red', 1)).toEqual({ tokens: 900, wallMs: 30_000 });
      clock.mockReturnValue(now + 91_000);
      expect(await spending.used('red', 1)).toEqual({ tokens: 0, wallMs: 0 });
      for (const minutes of [2, 2, 4]) {
        clock.mockReturnValue(now + minutes * 60_000);
        await spending.add('red', { tokens: 10, wallMs: 5.4 });
      }
      expect(await spending.used('red', 1)).toEqual({ tokens: 30, wallMs: 15 });
      expect(await spending.used('blue', 1)).toEqual({ tokens: 0, wallMs: 0 });
    } finally {
      clock.mockRestore();
    }
  });

  test('the audit log is one chain, whoever writes it at once, is only added to, and shows where it was changed', async () => {
    const openings = [stores, await other()];
    const entry = (step: string) => ({ who: 'ada', tenant: null, what: 'acted', runId: 'r', step, tool: 'send', attempt: 1, argumentsHash: null }) as const;
    await Promise.all(Array.from({ length: 12 }, (_, index) => openings[index % 2]!.audit.append(entry(String(index)))));
    const entries = await stores.audit.entries();
    expect(entries.map(({ step }) => Number(step)).sort((a, b) => a - b)).toEqual(Array.from({ length: 12 }, (_, index) => index));
    for (const text of ["UPDATE audit SET line = replace(line, 'ada', 'eve')", 'DELETE FROM audit WHERE number = 3']) await expect(backend.rawAudit(text)).rejects.toThrow('only added to');
    await backend.rawAudit("INSERT INTO audit (line) VALUES ('{}')");
    await expect(openings[1]!.audit.entries()).rejects.toMatchObject({ code: 'ARTIFACT_CORRUPT', details: { line: 13 } });
  });

  test('an audit log is taken over whole, once, and not by one that went another way', async () => {
    const entry = (step: string) => ({ who: 'ada', tenant: null, what: 'acted', runId: 'r', step, tool: 'send', attempt: 1, argumentsHash: null }) as const;
    for (const step of ['a', 'b']) await stores.audit.append(entry(step));
    const elsewhere = await (await place()).open();
    others.push(elsewhere);
    expect([await elsewhere.audit.adopt(await stores.audit.lines()), await elsewhere.audit.adopt(await stores.audit.lines())]).toEqual([2, 0]);
    expect((await elsewhere.audit.entries()).map(({ step }) => step)).toEqual(['a', 'b']);
    await elsewhere.audit.append(entry('c'));
    await stores.audit.append(entry('d'));
    await expect(elsewhere.audit.adopt(await stores.audit.lines())).rejects.toMatchObject({ code: 'ARTIFACT_CORRUPT', details: { line: 3 } });
  });
}
