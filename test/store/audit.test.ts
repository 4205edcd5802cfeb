import { existsSync } from 'node:fs';
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
