import { spawn } from 'node:child_process';
import { rmSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { jest } from '@jest/globals';
import { build } from 'esbuild';
import pg from 'pg';
import { openSharedStores } from '../../src/store/index.js';
import { hasPostgres, openPostgres, type PostgresServer } from '../support/postgres-server.js';
import { freshFolder, removeFolders } from '../support/workshop.js';
import { postgresBackend } from './kit/backends.js';

// Dozens of processes.
jest.setTimeout(180_000);

const ROOT = fileURLToPath(new URL('../../', import.meta.url));

/** What takes away what a schema version brought, the latest first. */
const UNDONE: readonly (readonly [number, string])[] = [
  [5, 'DROP INDEX requests_by_time, drafts_by_time, drafts_by_tenant; ALTER TABLE drafts DROP COLUMN tenant'],
  [4, 'DROP TABLE orders, drafts, requests'],
  [3, 'DROP TABLE servers, places, rates'],
  [2, 'DROP TABLE owned, spent, audit; DROP FUNCTION vouch_only_added'],
];

(hasPostgres() ? describe : describe.skip)('a migration of a database in PostgreSQL', () => {
  const bundles = join(ROOT, 'node_modules', '.cache', `migration-${process.pid}`);
  const script = join(bundles, 'schema-process.js');
  let server: PostgresServer;
  beforeAll(async () => {
    // Dozens of processes: each is to start quickly.
    await build({ entryPoints: [join(ROOT, 'test/store/kit/schema-process.ts')], outdir: bundles, bundle: true, packages: 'external', format: 'esm', platform: 'node', target: 'node20', logLevel: 'error' });
    server = await openPostgres();
  });
  afterAll(async () => {
    rmSync(bundles, { recursive: true, force: true });
    await server.close();
    removeFolders();
  });

  /** A process that migrates; see schema-process.ts. */
  async function migrating(url: string, ...more: string[]): Promise<{ signal: NodeJS.Signals | null; text: string }> {
    const child = spawn(process.execPath, [script, url, ...more], { stdio: ['ignore', 'pipe', 'inherit'], env: { ...process.env, NODE_OPTIONS: '' } });
    let text = '';
    child.stdout.on('data', (chunk: Buffer) => { text += chunk.toString(); });
    await new Promise((resolve) => child.once('close', resolve));
    return { signal: child.signalCode, text };
  }

  async function ask(url: string, text: string): Promise<unknown[]> {
    const client = new pg.Client({ connectionString: url });
    await client.connect();
    return (await client.query<object>(text).finally(() => client.end())).rows;
  }
  /** Whatever a schema has: tables with their columns, indexes, functions, triggers, and the versions that it went through. */
  const schemaOf = async (url: string): Promise<unknown> => [
    await ask(url, "SELECT c.relname, c.relkind, c.relpersistence, a.attname, format_type(a.atttypid, a.atttypmod) AS type, a.attnotnull FROM pg_class c LEFT JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 WHERE c.relnamespace = 'public'::regnamespace AND NOT c.relispartition AND a.attisdropped IS NOT TRUE ORDER BY 1, 4"),
    await ask(url, "SELECT proname, prosrc FROM pg_proc WHERE pronamespace = 'public'::regnamespace ORDER BY 1"),
    await ask(url, 'SELECT tgname, tgrelid::regclass::text AS relation, tgtype FROM pg_trigger WHERE NOT tgisinternal ORDER BY 1, 2'),
    await ask(url, 'SELECT version FROM vouch_schema ORDER BY version'),
  ];

  /** The address of a database of an earlier schema, which holds a run. */
  async function earlier(version: number): Promise<string> {
    const { url, open, raw } = await postgresBackend(server);
    const stores = await open();
    const lease = await stores.leases.acquire('a');
    stores.journal.append('a', { type: 'notice', data: { message: 'kept' } }, lease);
    await stores.journal.settled('a');
    await lease?.release();
    await stores.close();
    for (const [since, undo] of UNDONE) if (since > version) await raw(`${undo}; DELETE FROM vouch_schema WHERE version >= ${since}`);
    return url;
  }

  test('comes from every earlier schema to the same one, and keeps what was there', async () => {
    const { url: fresh, open } = await postgresBackend(server);
    await (await open()).close();
    const wanted = await schemaOf(fresh);
    expect(UNDONE.map(([version]) => version).sort()).toEqual(((await ask(fresh, 'SELECT version FROM vouch_schema WHERE version > 1 ORDER BY version')) as { version: number }[]).map(({ version }) => version));
    for (const [version] of UNDONE) {
      const url = await earlier(version - 1);
      expect(await ask(url, 'SELECT max(version) AS version FROM vouch_schema')).toEqual([{ version: version - 1 }]);
      const stores = await openSharedStores(freshFolder(), url);
      expect(await stores.journal.read('a')).toMatchObject([{ data: { message: 'kept' } }]);
      await stores.close();
      expect([version, await schemaOf(url)]).toEqual([version, wanted]);
    }
  });

  test('that is killed when any of its statements is sent is done whole by the next process, and loses nothing', async () => {
    const like = await earlier(1);
    const whole = await server.database(like);
    const [sent = 0, answered = 0] = (await migrating(whole)).text.split(' ').map(Number);
    expect([sent > 10, answered]).toEqual([true, sent]);
    const wanted = await schemaOf(whole);
    const due = Array.from({ length: sent }, (_, index) => index + 1);
    const faults: string[] = [];
    const worker = async (): Promise<void> => {
      for (let number = due.shift(); number !== undefined; number = due.shift()) {
        const url = await server.database(like);
        const { signal } = await migrating(url, String(number), 'sent');
        const stores = await openSharedStores(freshFolder(), url);
        const told = (await stores.journal.read('a')).flatMap((event) => (event.type === 'notice' ? [event.data.message] : []));
        await stores.close();
        if (signal !== 'SIGKILL') faults.push(`${number}: it was not killed`);
        if (told.join() !== 'kept') faults.push(`${number}: the run tells ${told.join()}`);
        if (JSON.stringify(await schemaOf(url)) !== JSON.stringify(wanted)) faults.push(`${number}: another schema`);
      }
    };
    await Promise.all(Array.from({ length: availableParallelism() }, worker));
    expect(faults).toEqual([]);
  });
});
