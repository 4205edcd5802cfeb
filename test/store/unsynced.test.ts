import { cpSync, readdirSync, readFileSync, rmSync, statSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'libsql';
import { z } from 'zod';
import { defineTool, text, type Tool } from '../../src/core/index.js';
import { migrateStores, openArtifactStore, openStores, type Stores } from '../../src/store/index.js';
import { openDatabase } from '../../src/store/sqlite/database.js';
import { openSql } from '../../src/store/sqlite/sql.js';
import { openUnsynced } from '../../src/store/sqlite/unsynced.js';
import { freshFolder, removeFolders, testRuntime, type TestRuntime } from '../support/workshop.js';

afterAll(removeFolders);

const ports = { description: '', input: z.object({ text: text() }), output: z.object({ text: text() }) };
const STEPS = ['a', 'b', 'c', 'd', 'e'];
const chain = {
  steps: [
    ...STEPS.map((id, index) => ({ id, tool: 'grow', inputs: { text: index === 0 ? { given: 'seed.txt' } : { ref: `${STEPS[index - 1]!}.text` } } })),
    { id: 'deed', tool: 'post', inputs: { text: { ref: 'e.text' } } },
  ],
};

/** Each step tells which it is. `acting`: what happens while the tool that acts outside is at it. */
function tools(calls: string[], acting: () => void = () => undefined): Tool[] {
  return [
    defineTool({ name: 'grow', ...ports, effects: 'reads-world', execute: async ({ text: last }, { step }) => { calls.push(step); return { text: `${last} ${step}` }; } }),
    defineTool({ name: 'post', ...ports, effects: 'external', execute: async ({ text: last }, { step }) => { calls.push(step); acting(); return { text: `posted ${last}` }; } }),
  ];
}

function raw<T>(folder: string, work: (database: Database.Database) => T): T {
  const database = new Database(join(folder, 'journal.db'));
  try {
    return work(database);
  } finally {
    database.close();
  }
}

function filesOf(folder: string): string[] {
  return readdirSync(join(folder, 'artifacts'), { recursive: true, encoding: 'utf8' }).filter((path) => /[0-9a-f]{64}$/.test(path)).map((path) => join(folder, 'artifacts', path));
}

/** What a file may be once the power is back: not there, without its bytes, or with others. */
const LOSSES = [(path: string) => { rmSync(path); }, (path: string) => { truncateSync(path); }, (path: string) => { writeFileSync(path, Buffer.alloc(statSync(path).size)); }];

/** The data folder as a machine finds it that lost its power then: without the last bytes of the log, and with no file but what was synced. */
function afterPowerFailure(folder: string, lost: number, given: string): string {
  const found = freshFolder();
  cpSync(folder, found, { recursive: true });
  const log = join(found, 'journal.db-wal');
  truncateSync(log, statSync(log).size - lost);
  for (const [index, path] of filesOf(found).entries()) if (readFileSync(path, 'utf8') !== given) LOSSES[index % LOSSES.length]?.(path);
  raw(found, (database) => database.exec("UPDATE unsynced SET boot = 'an earlier one'; UPDATE leases SET boot = 'an earlier one'"));
  return found;
}

async function openRun(runtime: TestRuntime): Promise<{ runId: string; completed: string[] }> {
  const [entry] = await runtime.runs();
  const { steps } = await runtime.state(entry!.runId);
  return { runId: entry!.runId, completed: [...steps.values()].filter(({ status }) => status === 'completed').map(({ step }) => step.id) };
}

test('a machine that loses its power finds every artifact that its journal names, and goes on from there', async () => {
  const seed = join(freshFolder(), 'seed.txt');
  writeFileSync(seed, 'seed');
  const before = testRuntime({ tools: tools([], () => { snapshot(); }) });
  const snapshots: string[] = [];
  // Within 20,000 bytes lie the deed, and some of the steps before.
  const snapshot = (): void => { for (const lost of [0, 1, 5000, 10_000, 20_000]) snapshots.push(afterPowerFailure(before.folder, lost, 'seed')); };
  const { answer } = await before.run({ plan: chain, inputs: [seed], ask: () => Promise.resolve('yes') }).result;
  await before.close();
  const survived = new Set<number>();
  for (const folder of snapshots) {
    const calls: string[] = [];
    const runtime = testRuntime({ tools: tools(calls) }, folder);
    const { runId, completed } = await openRun(runtime);
    survived.add(completed.length);
    const stores = openStores(folder);
    for (const id of (await runtime.state(runId)).artifacts.keys()) await stores.artifacts.verify(id);
    await stores.close();
    const outcome = await (await runtime.resume(runId, { ask: () => Promise.resolve('yes') })).result;
    expect(outcome).toMatchObject({ status: 'completed', answer });
    expect(calls).toEqual([...STEPS, 'deed'].filter((step) => !completed.includes(step)));
    await runtime.close();
  }
  expect(survived.size).toBeGreaterThan(1);
});

test('a deed that was begun when the power went is asked about, with all that was made before it', async () => {
  const snapshots: string[] = [];
  const seed = join(freshFolder(), 'seed.txt');
  writeFileSync(seed, 'seed');
  const before = testRuntime({ tools: tools([], () => { snapshots.push(afterPowerFailure(before.folder, 0, 'seed')); }) });
  await before.run({ plan: chain, inputs: [seed], ask: () => Promise.resolve('yes') }).result;
  await before.close();
  const calls: string[] = [];
  const runtime = testRuntime({ tools: tools(calls) }, snapshots[0]);
  const { runId } = await openRun(runtime);
  const outcome = await (await runtime.resume(runId)).result;
  expect(outcome).toMatchObject({ status: 'suspended', question: { kind: 'approval', text: expect.stringContaining('was cut off') } });
  expect(outcome.artifacts.map(({ step, path }) => [step, readFileSync(path, 'utf8').length])).toEqual(STEPS.map((step, index) => [step, 'seed'.length + 2 * (index + 1)]));
  expect(calls).toEqual([]);
  await runtime.close();
});

/** An artifact that is not synced, with an event after it. */
async function held(stores: Stores, said = 'hello'): Promise<string> {
  const { id } = await stores.artifacts.put({ bytes: Buffer.from(said) }, { durable: false });
  const lease = await stores.leases.acquire('run');
  stores.journal.append('run', { type: 'notice', data: { message: id } }, { owner: lease!.owner });
  await stores.journal.settled('run');
  await lease!.release();
  return id;
}

const heldIn = (folder: string): unknown[] => raw(folder, (database) => database.prepare('SELECT id FROM unsynced').all());

test('bytes that change while the machine runs on are damage, whatever is held', async () => {
  const folder = freshFolder();
  const first = openStores(folder);
  const id = await held(first);
  writeFileSync(await first.artifacts.path(id), 'hellO');
  await first.close();
  const second = openStores(folder);
  await expect(second.artifacts.read(id)).rejects.toMatchObject({ code: 'ARTIFACT_CORRUPT' });
  await second.close();
});

test('bytes are held until their files are on the disk, and no longer; one that was cleared away holds up no other', async () => {
  const folder = freshFolder();
  const first = openStores(folder);
  const id = await held(first);
  await first.close();
  expect(heldIn(folder)).toEqual([expect.objectContaining({ id })]);
  raw(folder, (database) => database.exec(`UPDATE unsynced SET ts = ts - 120000; INSERT INTO unsynced (id, ts, boot, bytes) SELECT '${'0'.repeat(64)}', ts, boot, bytes FROM unsynced`));
  const second = openStores(folder);
  while (heldIn(folder).length > 0) await new Promise((resolve) => setTimeout(resolve, 10));
  await expect(second.artifacts.verify(id)).resolves.toBeUndefined();
  await second.close();
});

test('what only the log holds is copied to other stores, and stands in its own place for stores that share the folder of artifacts', async () => {
  const [folder, other] = [freshFolder(), freshFolder()];
  const [from, to] = [openStores(folder), openStores(other)];
  const id = await held(from);
  await migrateStores(from, to, { sameJournal: false, sameArtifacts: false, dryRun: true });
  expect(heldIn(folder)).toHaveLength(1);
  rmSync(await from.artifacts.path(id));
  const { damaged } = await migrateStores(from, to, { sameJournal: false, sameArtifacts: false });
  expect([damaged, readFileSync(await to.artifacts.read(id), 'utf8'), heldIn(folder)]).toEqual([[], 'hello', []]);
  const late = await held(from, 'late');
  rmSync(await from.artifacts.path(late));
  await migrateStores(from, to, { sameJournal: false, sameArtifacts: true });
  expect([readFileSync(await from.artifacts.read(late), 'utf8'), heldIn(folder)]).toEqual(['late', []]);
  for (const stores of [from, to]) await stores.close();
});

test('of what is not synced there is never more than may be: who writes waits until enough is, written down or not, by this process or another', async () => {
  const folder = freshFolder();
  const path = join(folder, 'journal.db');
  const database = openDatabase(path);
  const sql = openSql(database, path);
  const row = database.prepare("INSERT INTO unsynced (id, ts, boot, bytes) VALUES (?, ?, ?, ?)");
  const unsynced = openUnsynced(database, path, { sql, folder: join(folder, 'artifacts'), mostBytes: 10_000 });
  const artifacts = openArtifactStore(join(folder, 'artifacts'), unsynced.hold);
  for (let n = 0; n < 30; n++) {
    const { id } = await artifacts.put({ bytes: Buffer.alloc(900, String(n)) }, { durable: false });
    const waits = unsynced.waiting.reduce((sum, one) => sum + one.bytes.length, 0);
    const [{ written }] = database.prepare("SELECT coalesce(sum(length(bytes)), 0) AS written FROM unsynced WHERE boot = 'this'").all() as [{ written: number }];
    expect(waits + written).toBeLessThanOrEqual(10_000);
    // Half of them are written down, as with the next event.
    const next = n % 2 === 0 ? unsynced.waiting.shift() : undefined;
    if (next) row.run(next.id, Date.now(), 'this', next.bytes);
    if (n % 3 === 0) row.run('0'.repeat(64), 0, 'another', Buffer.alloc(2000));
    await artifacts.verify(id);
  }
  await unsynced.close();
  database.close();
});

test('an artifact that nothing speaks of is held by nobody', async () => {
  const folder = freshFolder();
  const stores = openStores(folder);
  await stores.artifacts.put({ bytes: Buffer.from('unnamed') }, { durable: false });
  await stores.artifacts.put({ bytes: Buffer.from('given') });
  await stores.close();
  expect(heldIn(folder)).toEqual([]);
});
