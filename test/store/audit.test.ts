import { existsSync } from 'node:fs';
import Database from 'libsql';
import { join } from 'node:path';
import { openStores } from '../../src/store/index.js';
import { freshFolder, removeFolders } from '../support/workshop.js';

afterAll(removeFolders);

test('a folder without tenants and without acts has neither entries nor files for them', async () => {
  const folder = freshFolder();
  const stores = openStores(folder);
  expect(await stores.audit.entries()).toEqual([]);
  expect(await stores.ownership.owners('run', 'a')).toEqual([]);
  await stores.close();
  expect(['audit.db', 'tenants.db'].map((name) => existsSync(join(folder, name)))).toEqual([false, false]);
});

test.each(['audit.db', 'tenants.db'])('%s without a version, as earlier ones left it, is taken over, and one of a later version is refused with what to do', async (name) => {
  const folder = freshFolder();
  const use = async (stores: ReturnType<typeof openStores>): Promise<unknown> => {
    try {
      await stores.ownership.give('red', 'run', ['a']);
      await stores.audit.append({ who: 'ada', tenant: 'red', what: 'acted', runId: 'a', step: 's', tool: 'send', attempt: 1, argumentsHash: null });
      return [await stores.ownership.owners('run', 'a'), (await stores.audit.entries()).length];
    } finally {
      await stores.close();
    }
  };
  const version = (change?: number): unknown => {
    const database = new Database(join(folder, name));
    if (change !== undefined) database.exec(`PRAGMA user_version = ${change}`);
    const now = (database.prepare('PRAGMA user_version').get() as { user_version: number }).user_version;
    database.close();
    return now;
  };
  expect(await use(openStores(folder))).toEqual([['red'], 1]);
  expect(version()).toBe(1);
  version(0);
  expect([await use(openStores(folder)), version()]).toEqual([[['red'], 2], 1]);
  version(99);
  await expect(use(openStores(folder))).rejects.toMatchObject({ code: 'STORE_FAILED', message: expect.stringMatching(new RegExp(`${name} was written by a later version of Vouch .schema 99, this one knows 1`)) });
});
