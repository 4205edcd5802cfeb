import { spawn } from 'node:child_process';
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { jest } from '@jest/globals';
import { migrateStores, openStores, openStoresAt, type MigrateReport, type StorePlace, type Stores } from '../../src/store/index.js';
import { vouch } from '../cli/command-line.js';
import { hasPostgres, openPostgres, type PostgresServer } from '../support/postgres-server.js';
import { hasS3, openS3, type S3Server } from '../support/s3-server.js';
import { freshFolder, removeFolders, testRuntime } from '../support/workshop.js';
import { chainPlan, chainTools } from './kit/chain.js';

jest.setTimeout(240_000);

(hasPostgres() && hasS3() ? describe : describe.skip)('copying stores', () => {
  let postgres: PostgresServer;
  let s3: S3Server;
  beforeAll(async () => {
    [postgres, s3] = await Promise.all([openPostgres(), openS3()]);
    Object.assign(process.env, { TEST_S3_KEY: s3.keys.accessKeyId, TEST_S3_SECRET: s3.keys.secretAccessKey });
  });
  afterAll(async () => {
    await postgres.close();
    await s3.close();
    removeFolders();
  });

  /** A fresh database and bucket, as a configuration names them. */
  async function shared(): Promise<StorePlace> {
    const url = await postgres.database();
    const urlFromEnv = `TEST_DATABASE_${url.slice(url.lastIndexOf('_') + 1)}`;
    process.env[urlFromEnv] = url;
    return {
      postgres: { urlFromEnv },
      s3: { bucket: await s3.bucket(), endpoint: s3.endpoint, region: 'us-east-1', prefix: '', cacheBytes: 1e9, credentials: { accessKeyFromEnv: 'TEST_S3_KEY', secretKeyFromEnv: 'TEST_S3_SECRET' } },
    };
  }

  /** A data folder with runs and all that can stand beside them. */
  async function filled(): Promise<{ folder: string; runs: string[] }> {
    const folder = freshFolder();
    const runtime = testRuntime({ tools: chainTools(() => undefined) }, folder);
    const runs: string[] = [];
    for (let number = 0; number < 3; number++) {
      const run = runtime.run({ plan: chainPlan, reuse: false, inputs: [{ text: `file ${number} ${'x'.repeat(number * 10_000)}`, name: 'file.txt' }], ask: () => Promise.resolve('yes') });
      await run.result;
      runs.push(run.id);
    }
    await runtime.close();
    const stores = openStores(folder);
    const { id } = await stores.conversations.create();
    const attached = await stores.artifacts.put({ bytes: Buffer.from('attached and nowhere else') });
    const attachment = { id: attached.id, modality: 'text' as const, mime: 'text/plain', bytes: attached.bytes, metadata: {} };
    for (const ts of [2, 1]) await stores.conversations.add(id, { id: `m${ts}`, ts, text: `said ${ts}`, attachments: ts === 1 ? [attachment] : [], runId: runs[0]! });
    await stores.recipes.put({ name: 'mine', goal: 'do', plan: { version: 1, goal: '', steps: [], deliverables: [] }, givens: [], runId: runs[0]!, savedAt: 5, checks: 1, forced: false });
    await stores.pins.add(runs[1]!);
    await stores.ownership.give('red', 'run', runs);
    await stores.requests.claim('ada', 'key', 'digest', runs[0]!);
    await stores.spending.settle('red', runs[0]!, { tokens: 5, wallMs: 7 });
    for (const step of ['a', 'b']) await stores.audit.append({ who: 'ada', tenant: 'red', what: 'acted', runId: runs[0]!, step, tool: 'send', attempt: 1, argumentsHash: null });
    await stores.close();
    return { folder, runs };
  }

  /** All that can be told of stores. */
  async function tellingOf(stores: Stores): Promise<unknown> {
    const runs = (await stores.journal.list()).map(({ runId }) => runId);
    const histories = await Promise.all(runs.map(async (runId) => [runId, await stores.journal.read(runId)] as const));
    const ids = [...new Set(JSON.stringify(histories).match(/\b[0-9a-f]{64}\b/g) ?? [])].sort();
    const texts: Record<string, string> = {};
    for (const id of ids) if (await stores.artifacts.has(id)) texts[id] = readFileSync(await stores.artifacts.read(id), 'utf8');
    const conversations = await Promise.all((await stores.conversations.list(10)).map(({ id }) => stores.conversations.get(id)));
    await stores.statistics.catchUp();
    return {
      histories, texts, conversations, recipes: await stores.recipes.list(), pins: await stores.pins.list(), owned: (await stores.ownership.list('red', 'run')).sort(),
      request: await stores.tables.tenants.rows('SELECT sender, key, digest, run_id FROM requests'), spent: await stores.spending.used('red', 1), audit: await stores.audit.entries(), statistics: (await stores.statistics.rows()).rows,
    };
  }
  const reading = async (folder: string, place: StorePlace): Promise<unknown> => {
    const stores = await openStoresAt(folder, place, process.env);
    try {
      return await tellingOf(stores);
    } finally {
      await stores.close();
    }
  };
  const copy = async (from: Stores, to: Stores): Promise<MigrateReport> => migrateStores(from, to, { sameJournal: false, sameArtifacts: false });

  test('what was copied to a database and a bucket, and from there into files again, is the same in all; copied once more nothing is copied', async () => {
    const { folder } = await filled();
    const [place, back] = [await shared(), freshFolder()];
    const [first, second, third] = [openStores(folder), await openStoresAt(freshFolder(), place, process.env), openStores(back)];
    const report = await copy(first, second);
    expect(report).toMatchObject({ runs: { copied: 3, grown: 0, same: 0 }, running: [], different: [], damaged: [], audit: 8, artifacts: { same: 0 }, rows: { recipes: 1, conversations: 1, messages: 2, pins: 1, owned: 3, spent: 1, requests: 1 } });
    expect(report.artifacts.copied).toBeGreaterThan(3);
    expect(await copy(first, second)).toMatchObject({ runs: { copied: 0, same: 3 }, audit: 0, artifacts: { copied: 0, bytes: 0, same: report.artifacts.copied }, rows: { recipes: 0, conversations: 0, messages: 0, pins: 0, owned: 0, spent: 0, requests: 0 } });
    expect(await copy(second, third)).toMatchObject({ runs: { copied: 3 }, artifacts: { copied: report.artifacts.copied, bytes: report.artifacts.bytes } });
    for (const stores of [first, second, third]) await stores.close();
    const telling = await reading(folder, {});
    expect(await reading(freshFolder(), place)).toEqual(telling);
    expect(await reading(back, {})).toEqual(telling);
    // Nothing was removed, and nothing is swept away that was copied.
    const swept = await openStoresAt(freshFolder(), place, process.env);
    expect((await swept.gc({})).artifacts.count).toBe(0);
    await swept.close();
  });

  test('plans that wait for a yes, with their files, and orders for runs that are laid down come along between databases', async () => {
    const [from, to] = [await openStoresAt(freshFolder(), await shared(), process.env), await openStoresAt(freshFolder(), await shared(), process.env)];
    const { id } = await from.artifacts.put({ bytes: Buffer.from('attached to a draft') });
    await from.drafts.put('d', JSON.stringify({ attachments: [id] }), 'red');
    await from.orders.give({ runId: 'r', since: 3 }, { kind: 'cancel' });
    expect((await copy(from, to)).rows).toMatchObject({ drafts: 1, orders: 1 });
    expect((await copy(from, to)).rows).toMatchObject({ drafts: 0, orders: 0 });
    expect([await to.drafts.take('d'), await to.artifacts.has(id), await to.orders.of({ runId: 'r', since: 3 })]).toEqual([JSON.stringify({ attachments: [id] }), true, [{ kind: 'cancel' }]]);
    await from.close();
    await to.close();
  });

  test('a copying that is killed anywhere leaves whole runs or none, and is done by copying again', async () => {
    const { folder, runs } = await filled();
    const telling = await reading(folder, {});
    const steps = Number(await killedAt({ folder, toFolder: freshFolder(), place: await shared(), killAt: -1 }));
    expect(steps).toBeGreaterThan(60);
    const points = [2, Math.floor(steps * 0.3), Math.floor(steps * 0.6), steps - 3];
    for (const killAt of points) {
      const place = await shared();
      expect(await killedAt({ folder, toFolder: freshFolder(), place, killAt })).toBe('');
      const [from, to] = [openStores(folder), await openStoresAt(freshFolder(), place, process.env)];
      for (const { runId } of await to.journal.list()) expect(await to.journal.read(runId)).toEqual(await from.journal.read(runId));
      const report = await copy(from, to);
      expect([report.runs.copied + report.runs.same, report.running, report.different, report.damaged]).toEqual([runs.length, [], [], []]);
      await from.close();
      await to.close();
      expect(await reading(freshFolder(), place)).toEqual(telling);
    }
  });

  test('runs under way, and other stories of the same run, are left alone and named; a run that went on is taken over', async () => {
    const { folder, runs } = await filled();
    const place = await shared();
    const [from, to] = [openStores(folder), await openStoresAt(freshFolder(), place, process.env)];
    const held = await from.leases.acquire(runs[0]!);
    const foreign = await to.leases.acquire(runs[1]!);
    to.journal.append(runs[1]!, { type: 'notice', data: { message: 'another story' } }, foreign);
    await to.journal.settled(runs[1]!);
    await foreign!.release();
    expect(await copy(from, to)).toMatchObject({ runs: { copied: 1 }, running: [runs[0]], different: [runs[1]] });
    expect(await to.journal.read(runs[0]!)).toEqual([]);
    await held!.release();
    const lease = await from.leases.acquire(runs[2]!);
    from.journal.append(runs[2]!, { type: 'notice', data: { message: 'later' } }, lease);
    await lease!.release();
    expect(await copy(from, to)).toMatchObject({ runs: { copied: 1, grown: 1, same: 0 }, running: [], different: [runs[1]] });
    expect(await to.journal.read(runs[2]!)).toEqual(await from.journal.read(runs[2]!));
    await from.close();
    await to.close();
  });

  test('bytes that have changed are named and not copied, and an audit log that went another way stays', async () => {
    const { folder } = await filled();
    const [from, to] = [openStores(folder), openStores(freshFolder())];
    const { id } = await from.artifacts.put({ bytes: Buffer.from('attached and nowhere else') });
    writeFileSync(await from.artifacts.path(id), 'attached and NOWHERE else');
    await to.audit.append({ who: 'eve', tenant: null, what: 'acted', runId: 'r', step: 's', tool: 'send', attempt: 1, argumentsHash: null });
    expect(await copy(from, to)).toMatchObject({ runs: { copied: 3 }, damaged: [id], audit: null });
    expect(await to.artifacts.has(id)).toBe(false);
    expect(await to.audit.entries()).toHaveLength(1);
    await from.close();
    await to.close();
  });

  test('what is made while the copying begins is copied with its artifacts, and an artifact that is gone is named', async () => {
    const { folder } = await filled();
    const [from, to] = [openStores(folder), openStores(freshFolder())];
    const { id } = await from.artifacts.put({ bytes: Buffer.from('attached and nowhere else') });
    rmSync(await from.artifacts.path(id));
    const list = from.journal.list.bind(from.journal);
    let late = '';
    jest.spyOn(from.journal, 'list').mockImplementationOnce(async () => {
      const runtime = testRuntime({ tools: chainTools(() => undefined) }, folder);
      const run = runtime.run({ plan: chainPlan, reuse: false, inputs: [{ text: 'came late', name: 'late.txt' }], ask: () => Promise.resolve('yes') });
      await run.result;
      await runtime.close();
      late = run.id;
      return list();
    });
    const dry = await migrateStores(from, to, { sameJournal: false, sameArtifacts: false, dryRun: true });
    expect(dry).toMatchObject({ runs: { copied: 4 }, damaged: [id] });
    const report = await copy(from, to);
    expect(report).toMatchObject({ runs: { copied: 4 }, damaged: [id], artifacts: { copied: dry.artifacts.copied, bytes: dry.artifacts.bytes } });
    const made = (await to.journal.read(late)).flatMap(({ type, data }) => (type === 'artifact.created' ? [(data as { artifact: { id: string } }).artifact.id] : []));
    expect(made.length).toBeGreaterThan(1);
    for (const one of made) await expect(to.artifacts.verify(one)).resolves.toBeUndefined();
    await from.close();
    await to.close();
  });

  test('on the command line it says beforehand what it would copy, copies, and refuses the same stores', async () => {
    const { folder, runs } = await filled();
    const [config, data] = [join(freshFolder(), 'shared.json'), freshFolder()];
    writeFileSync(config, JSON.stringify({ store: await shared() }));
    const here = join(freshFolder(), 'here.json');
    writeFileSync(here, '{}');
    const migrate = (...more: string[]) => vouch('--config', here, '--data', folder, 'migrate', '--to', config, '--to-data', data, ...more);
    const would = await migrate('--dry-run', '--json');
    expect(JSON.parse(would.result)).toMatchObject({ runs: { copied: 3 }, audit: 8 });
    const list = () => vouch('--config', config, '--data', data, 'runs', '--json');
    expect(JSON.parse((await list()).result)).toEqual([]);
    const stores = openStores(folder);
    const held = await stores.leases.acquire(runs[1]!);
    const partly = await migrate();
    expect([partly.exitCode, partly.result]).toEqual([1, expect.stringContaining(`run ${runs[1]} is under way`)]);
    await held!.release();
    await stores.close();
    const done = await migrate();
    expect([done.exitCode, done.result]).toEqual([0, expect.stringMatching(/^Copied 1 run and .*; 2 runs and /)]);
    expect((JSON.parse((await list()).result) as { runId: string }[]).map(({ runId }) => runId).sort()).toEqual([...runs].sort());
    const audit = await vouch('--config', config, '--data', data, 'audit', '--json');
    expect((JSON.parse(audit.result) as { step: string }[]).map(({ step }) => step)).toEqual([...Array.from({ length: 6 }, () => 'send'), 'a', 'b']);
    const same = await vouch('--config', here, '--data', folder, 'migrate', '--to', here);
    expect([same.exitCode, same.talk]).toEqual([2, expect.stringContaining('the same stores')]);
  });
});

/** What the process says, or nothing when it was killed. */
async function killedAt(order: object): Promise<string> {
  const script = fileURLToPath(new URL('kit/migrate-process.ts', import.meta.url));
  const child = spawn(process.execPath, ['--import', 'tsx', script, JSON.stringify(order)], { stdio: ['ignore', 'pipe', 'inherit'], env: { ...process.env, NODE_OPTIONS: '', AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true' } });
  let said = '';
  child.stdout.on('data', (chunk: Buffer) => { said += chunk.toString(); });
  await new Promise((resolve) => child.once('close', resolve));
  return said.trim();
}
