import { execFile, spawnSync } from 'node:child_process';
import { cpSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { jest } from '@jest/globals';
import Database from 'libsql';
import type { Outcome } from '../../src/core/index.js';
import { openStores } from '../../src/store/index.js';
import { freshFolder, removeFolders, testRuntime, type TestRuntime } from '../support/workshop.js';
import { corpusOracles, corpusTools } from './journals/corpus.js';

jest.setTimeout(120_000);
afterAll(removeFolders);

const CORPUS = fileURLToPath(new URL('journals/', import.meta.url));
const versions = readdirSync(CORPUS).filter((name) => name.startsWith('schema-')).sort();

/** What the version that wrote the journal said of its runs. */
type Told = Record<string, Pick<Outcome, 'runId' | 'status' | 'answer' | 'steps'> & { verdicts: [string, string][] }>;

function copyOf(version: string): { folder: string; told: Told } {
  const folder = freshFolder();
  cpSync(join(CORPUS, version), folder, { recursive: true });
  return { folder, told: JSON.parse(readFileSync(join(folder, 'outcomes.json'), 'utf8')) as Told };
}

function open(folder: string): TestRuntime {
  // What went on without end then is over at once now.
  const [mark] = corpusTools();
  return testRuntime({ tools: [...corpusTools(), { ...mark!, spec: { ...mark!.spec, name: 'endless' } }], oracles: corpusOracles() }, folder);
}

test('the corpus holds a journal of every schema, that of today included', async () => {
  const fresh = freshFolder();
  await openStores(fresh).close();
  const today = schemaOf(fresh).version;
  expect(versions.map((version) => schemaOf(copyOf(version).folder).version)).toEqual(Array.from({ length: today }, (_, index) => index + 1));
});

test.each(versions)('runs that %s holds are told as they were told then', async (version) => {
  const { folder, told } = copyOf(version);
  const runtime = open(folder);
  for (const { runId, status, answer, steps, verdicts } of Object.values(told)) {
    const outcome = await runtime.outcome(runId);
    expect(outcome).toMatchObject({ status, answer, steps });
    expect(outcome.verdicts.map(({ oracle, status: given }) => [oracle, given])).toEqual(verdicts);
  }
  expect(await runtime.runs()).toHaveLength(Object.keys(told).length + 1);
  expect((await runtime.statistics()).fault).toBeUndefined();
  await runtime.close();
});

test.each(versions)('runs that %s left suspended or cut off go on', async (version) => {
  const { folder, told } = copyOf(version);
  const runtime = open(folder);
  await expect((await runtime.resume(told['waits']!.runId, { answer: 'yes' })).result).resolves.toMatchObject({ status: 'completed', answer: 'dear? sent' });
  const [cut] = (await runtime.runs()).filter(({ status }) => status === 'interrupted');
  const outcome = await (await runtime.resume(cut!.runId)).result;
  expect(outcome).toMatchObject({ status: 'completed', answer: 'a!??', steps: [{ id: 'first', attempts: 2 }, { id: 'second', attempts: 1 }, { id: 'long', attempts: 2 }] });
  await runtime.close();
});

test('a migration that is killed at any of its statements is done whole by the next process', async () => {
  const script = join(CORPUS, 'migrate.ts');
  const run = (path: string, ...more: string[]): { signal: string | null; text: string } => {
    const { signal, stdout } = spawnSync(process.execPath, ['--import', 'tsx', script, path, ...more], { encoding: 'utf8', env: { ...process.env, NODE_OPTIONS: '' } });
    return { signal, text: stdout };
  };
  const whole = copyOf('schema-1');
  const statements = Number.parseInt(run(join(whole.folder, 'journal.db')).text, 10);
  expect(statements).toBeGreaterThan(6);
  const wanted = schemaOf(whole.folder);
  for (let number = 1; number <= statements; number++) {
    const { folder, told } = copyOf('schema-1');
    expect(run(join(folder, 'journal.db'), String(number)).signal).toBe('SIGKILL');
    const stores = openStores(folder);
    expect(await stores.journal.list()).toHaveLength(Object.keys(told).length + 1);
    await stores.close();
    expect(schemaOf(folder)).toEqual(wanted);
  }
});

test('two processes that migrate one journal at once migrate it once', async () => {
  const { folder } = copyOf('schema-1');
  const run = promisify(execFile);
  const args = ['--import', 'tsx', join(CORPUS, 'migrate.ts'), join(folder, 'journal.db')];
  await Promise.all([run(process.execPath, args), run(process.execPath, args), run(process.execPath, args)]);
  const alone = copyOf('schema-1');
  await openStores(alone.folder).close();
  expect(schemaOf(folder)).toEqual(schemaOf(alone.folder));
});

test('an event of a later version is an error that says what to do, and other runs stay readable', async () => {
  const { folder, told } = copyOf(versions.at(-1)!);
  await openStores(folder).close();
  const database = new Database(join(folder, 'journal.db'));
  database.exec(`UPDATE events SET v = 2 WHERE run_id = '${told['climbs']!.runId}' AND seq = 3`);
  database.close();
  const runtime = open(folder);
  await expect(runtime.state(told['climbs']!.runId)).rejects.toEqual(expect.objectContaining({ code: 'STORE_FAILED', message: expect.stringContaining('Update Vouch') }));
  expect((await runtime.outcome(told['maps']!.runId)).status).toBe('completed');
  await runtime.close();
});

/** Tables, columns and the version, as the database has them. */
function schemaOf(folder: string): { readonly rows: unknown; readonly version: number } {
  const database = new Database(join(folder, 'journal.db'));
  const rows = database.prepare("SELECT type, name, sql FROM sqlite_master ORDER BY name").all();
  const version = database.prepare('PRAGMA user_version').get() as { user_version: number };
  database.close();
  return { rows, version: version.user_version };
}
