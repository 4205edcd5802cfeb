import { join } from 'node:path';
import Database from 'libsql';
import { openStores } from '../../src/store/index.js';
import { temporaryFolder, vouch } from './command-line.js';

const root = temporaryFolder();
const HASH = 'abcdef0123456789'.repeat(4);

async function filled(name: string): Promise<string> {
  const folder = join(root, name);
  const stores = openStores(folder);
  await stores.audit.append({ who: 'ben', tenant: 'red', what: 'approved', runId: 'run-1', step: 'a', tool: 'send', attempt: null, argumentsHash: HASH });
  await stores.audit.append({ who: 'ada', tenant: 'red', what: 'acted', runId: 'run-1', step: 'a', tool: 'send', attempt: 2, argumentsHash: HASH });
  await stores.audit.append({ who: 'local', tenant: null, what: 'acted', runId: 'run-2', step: 'b', tool: 'post', attempt: 1, argumentsHash: null });
  await stores.close();
  return folder;
}

test('who approved what and what acted is listed, of all runs or of one', async () => {
  const data = await filled('listed');
  const all = await vouch('--data', data, 'audit');
  expect([all.exitCode, all.result.trim().split('\n').map((line) => line.split('  ').slice(1))]).toEqual([0, [
    ['ben (red)', 'approved', 'send', 'run-1/a', 'abcdef012345'],
    ['ada (red)', 'acted', 'send', 'run-1/a#2', 'abcdef012345'],
    ['local', 'acted', 'post', 'run-2/b#1', 'not asked'],
  ]]);
  const one = await vouch('--data', data, 'audit', '--run', 'run-2', '--json');
  expect(JSON.parse(one.result)).toMatchObject([{ runId: 'run-2', who: 'local', tenant: null }]);
});

test('where nothing acted it says so, and an empty array to programs', async () => {
  const data = join(root, 'empty');
  const said = await vouch('--data', data, 'audit');
  expect([said.exitCode, said.result, said.talk]).toEqual([0, '', expect.stringContaining('nothing acted on the world')]);
  expect((await vouch('--data', data, 'audit', '--json')).result.trim()).toBe('[]');
});

test('a line that was changed or taken out is named, and nothing is listed', async () => {
  for (const [name, change, line] of [['changed', `UPDATE audit SET line = replace(line, '"ben"', '"eve"') WHERE number = 1`, 2], ['taken', 'DELETE FROM audit WHERE number = 2', 2]] as const) {
    const data = await filled(name);
    const database = new Database(join(data, 'audit.db'));
    for (const guard of ['no_update', 'no_delete']) database.exec(`DROP TRIGGER ${guard}`);
    database.exec(change);
    database.close();
    const said = await vouch('--data', data, 'audit');
    expect([said.exitCode, said.result]).toEqual([1, '']);
    expect(said.talk).toContain(`Line ${line} of ${join(data, 'audit.db')}`);
  }
});
