import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import Database from 'libsql';
import type { NewEvent, VouchEvent } from '../../src/core/index.js';
import { openStores, type Stores } from '../../src/store/index.js';

let folder: string;
let stores: Stores;
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'vouch-statistics-'));
  stores = openStores(folder);
});
afterEach(async () => {
  await stores.close();
  rmSync(folder, { recursive: true, force: true });
});

/** What another process might do to the database. */
function raw(sql: string): void {
  const database = new Database(join(folder, 'journal.db'));
  database.exec(sql);
  database.close();
}

interface Tried {
  step?: string;
  attempt?: number;
  verdicts?: ('pass' | 'fail' | 'inconclusive')[];
  ended?: Partial<Extract<NewEvent, { type: 'attempt.ended' }>['data']>;
}

/** Journals one attempt and gives its events. */
function attempt(run: string, { step = 's', attempt: number = 1, verdicts = ['pass'], ended = {} }: Tried = {}): VouchEvent[] {
  const where = { step, attempt: number };
  const events: VouchEvent[] = [];
  const append = (event: NewEvent) => events.push(stores.journal.append(run, event));
  append({ type: 'attempt.started', data: { ...where, tool: 'speak', rung: null, parameters: {}, models: {}, kind: 'text short en' } });
  for (const status of verdicts) {
    const finding = { measured: null, expected: null, evidence: [], critique: null };
    append({ type: 'verdict.given', data: { ...where, ...finding, status, criterion: { oracle: 'o', params: {}, origin: 'tool' }, oracle: 'o', kind: 'deterministic', ms: 5 } });
  }
  const status = verdicts.includes('fail') ? 'rejected' : 'passed';
  append({ type: 'attempt.ended', data: { ...where, status, ms: 100, outputs: {}, models: ['m'], versions: { m: 'abc' }, reused: false, ...ended } });
  return events;
}

const counts = async (oracle = '') => {
  await stores.statistics.catchUp();
  return (await stores.statistics.rows()).rows.filter((row) => row.oracle === oracle).map(({ held, rejected, errors, unproved }) => ({ held, rejected, errors, unproved }));
};

test('attempts are counted by what came of them, and verdicts by their oracle', async () => {
  attempt('a');
  attempt('a', { attempt: 2, verdicts: ['pass', 'fail'] });
  attempt('b', { verdicts: ['inconclusive'] });
  attempt('c', { verdicts: [], ended: { status: 'error', error: { code: 'TOOL_FAILED', message: '', retryable: true } } });
  expect(await counts()).toEqual([{ held: 1, rejected: 1, errors: 1, unproved: 1 }]);
  expect(await counts('o')).toEqual([{ held: 2, rejected: 1, errors: 0, unproved: 1 }]);
  expect((await stores.statistics.rows()).rows[0]).toMatchObject({ tool: 'speak', kind: 'text short en', way: 'its own way', models: [{ id: 'm', version: 'abc' }], ms: 400 });
});

test('an attempt is counted once, whoever counts it and how often', async () => {
  const events = attempt('a');
  await stores.statistics.count('a', [events]);
  const other = openStores(folder);
  await other.statistics.count('a', [events]);
  await other.statistics.catchUp();
  await other.close();
  expect(await counts()).toEqual([{ held: 1, rejected: 0, errors: 0, unproved: 0 }]);
});

test('attempts that are counted together come to the same as one by one, those that were counted before not again', async () => {
  const [first, second, third] = [attempt('a'), attempt('a', { step: 't', verdicts: ['pass', 'fail'] }), attempt('a', { step: 'u', verdicts: ['inconclusive'] })];
  await stores.statistics.count('a', [second]);
  await stores.statistics.count('a', [first, second, third]);
  expect(await counts()).toEqual([{ held: 1, rejected: 1, errors: 0, unproved: 1 }]);
  const { rows } = await stores.statistics.rows();
  await stores.statistics.rebuild();
  expect((await stores.statistics.rows()).rows).toEqual(rows);
});

test('what was reused, cancelled, not verified or badly asked says nothing about a tool', async () => {
  attempt('a', { ended: { reused: true } });
  attempt('b', { verdicts: [], ended: { status: 'error', error: { code: 'CANCELLED', message: '', retryable: false } } });
  attempt('c', { verdicts: [], ended: { status: 'error', error: { code: 'INPUT_EMPTY', message: '', retryable: false } } });
  expect(await counts()).toEqual([]);
  attempt('d', { verdicts: [] });
  await openStores(folder).close();
  await stores.statistics.rebuild();
  expect(await counts()).toEqual([{ held: 0, rejected: 0, errors: 0, unproved: 1 }]);
});

test('steps side by side do not mix their verdicts', async () => {
  const where = (step: string) => ({ step, attempt: 1 });
  const start = (step: string) => stores.journal.append('a', { type: 'attempt.started', data: { ...where(step), tool: step, rung: null, parameters: {}, models: {}, kind: 'k' } });
  start('x');
  start('y');
  attempt('a', { step: 'z' });
  stores.journal.append('a', { type: 'attempt.ended', data: { ...where('x'), status: 'passed', ms: 1, outputs: {}, models: [], reused: false } });
  stores.journal.append('a', { type: 'attempt.ended', data: { ...where('y'), status: 'error', ms: 1, outputs: {}, models: [], reused: false, error: { code: 'TIMEOUT', message: '', retryable: true } } });
  await stores.statistics.catchUp();
  expect((await stores.statistics.rows()).rows.filter(({ oracle }) => oracle === '').map(({ tool, held, errors, unproved }) => [tool, held, errors, unproved])).toEqual([['speak', 1, 0, 0], ['x', 0, 0, 1], ['y', 0, 1, 0]]);
});

test('a table that holds nonsense gives no nonsense, and is made anew from the journal', async () => {
  attempt('a');
  await stores.statistics.catchUp();
  raw(`UPDATE statistics SET held = 'many' WHERE oracle = ''; INSERT INTO statistics VALUES ('t', 'k', 'w', 'not json', '', 1, -4, 0, 0, 0, 0, 0)`);
  expect(await stores.statistics.rows()).toMatchObject({ damaged: 2, rows: [{ oracle: 'o' }] });
  await stores.statistics.rebuild();
  expect((await stores.statistics.rows()).damaged).toBe(0);
  expect(await counts()).toEqual([{ held: 1, rejected: 0, errors: 0, unproved: 0 }]);
});

test('without its table the journal still opens and writes; a rebuild brings the table back', async () => {
  raw('DROP TABLE statistics; DROP TABLE counted');
  await stores.close();
  stores = openStores(folder);
  const events = attempt('a');
  await expect(stores.statistics.count('a', [events])).rejects.toEqual(expect.objectContaining({ code: 'STORE_FAILED' }));
  await expect(stores.statistics.rows()).rejects.toEqual(expect.objectContaining({ code: 'STORE_FAILED' }));
  await stores.statistics.rebuild();
  expect(await counts()).toEqual([{ held: 1, rejected: 0, errors: 0, unproved: 0 }]);
});

test('while another process writes, counting gives up soon, and what was not counted is counted later', async () => {
  attempt('a');
  await stores.statistics.catchUp();
  const later = attempt('b');
  const other = new Database(join(folder, 'journal.db'));
  other.exec('BEGIN IMMEDIATE');
  const started = performance.now();
  await expect(stores.statistics.count('b', [later])).rejects.toEqual(expect.objectContaining({ code: 'STORE_FAILED' }));
  expect(performance.now() - started).toBeLessThan(2000);
  expect((await stores.statistics.rows()).rows).toHaveLength(2);
  other.exec('COMMIT');
  other.close();
  expect(await counts()).toEqual([{ held: 2, rejected: 0, errors: 0, unproved: 0 }]);
});

test('a journal of the schema before statistics is migrated, and its attempts are counted', async () => {
  await stores.close();
  rmSync(folder, { recursive: true });
  cpSync(fileURLToPath(new URL('journals/schema-2', import.meta.url)), folder, { recursive: true });
  stores = openStores(folder);
  await stores.statistics.catchUp();
  expect((await stores.statistics.rows({ tool: 'mark' })).rows.length).toBeGreaterThan(0);
});

test('events that a later version wrote, or that are broken, are passed over', async () => {
  stores.journal.append('a', { type: 'notice', data: { message: '' } });
  raw(`INSERT INTO events (run_id, seq, ts, type, data) VALUES ('a', 2, 1, 'attempt.started', '{"step":"s","attempt":1}'), ('a', 3, 1, 'attempt.ended', '{"step":"s","attempt":1,"odd":true}'),
    ('a', 4, 1, 'attempt.ended', '{}')`);
  attempt('b');
  expect(await counts()).toEqual([{ held: 1, rejected: 0, errors: 0, unproved: 0 }]);
});
