import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { checkModelDisk } from '../../src/cli/doctor/machine.js';
import { entryOf, someBytes } from '../support/model-files.js';
import { temporaryFolder, vouch } from './command-line.js';

const folder = temporaryFolder();
process.env['VOUCH_CACHE'] = join(folder, 'cache');
const bytes = someBytes(5_000);
const config = join(folder, 'vouch.config.json');

beforeAll(() => {
  writeFileSync(join(folder, 'model.bin'), bytes);
  const here = entryOf('mine', [{ name: 'model.bin', bytes, sources: [{ kind: 'file', path: join(folder, 'model.bin') }] }]);
  const huge = entryOf('huge', [{ name: 'huge.bin', bytes, size: 9e15, sources: [{ kind: 'file', path: join(folder, 'model.bin') }] }]);
  // Another file than that of the first one.
  writeFileSync(join(folder, 'models.json'), JSON.stringify({ models: [here, { ...huge, files: huge.files.map((file) => ({ ...file, sha256: '0'.repeat(64) })) }] }));
  writeFileSync(config, JSON.stringify({ catalog: join(folder, 'models.json'), diskFloorBytes: 1_000_000 }));
});

test('a model is fetched, shown, named where another needs its room, and removed by the command that was named', async () => {
  expect((await vouch('pull', 'mine', '--config', config)).exitCode).toBe(0);
  const shown = JSON.parse((await vouch('models', '--json', '--config', config)).result) as { models: { id: string; state: string }[]; disk: unknown };
  expect(shown.models.find(({ id }) => id === 'mine')?.state).toBe('installed');
  expect(shown.disk).toEqual({ folder: join(folder, 'cache', 'models'), freeBytes: expect.any(Number), reservedBytes: 0, floorBytes: 1_000_000, downloads: 0 });
  expect((await vouch('models', '--config', config)).result).toMatch(/\ndisk .*models: .* free; 1\.0 MB are kept free\n$/);

  const refused = await vouch('pull', 'huge', '--json', '--config', config);
  expect(refused).toMatchObject({ exitCode: 1 });
  const { details } = (JSON.parse(refused.result) as { error: { details: { removable: { command: string; bytes: number }[] } } }).error;
  expect(details.removable).toEqual([{ command: 'vouch models remove mine', bytes: 5_000 }]);

  const [, ...words] = details.removable[0]!.command.split(' ');
  expect(await vouch(...words, '--config', config)).toMatchObject({ exitCode: 0, result: 'Removed mine: 5.0 kB.\n' });
  expect((await vouch('models', 'remove', 'mine', '--json', '--config', config)).result).toBe('{"models":[{"id":"mine","bytes":0}]}\n');
  expect((await vouch('models', 'remove', 'no-such-model', '--config', config))).toMatchObject({ exitCode: 2 });
  // Where it came from is the user's.
  expect(existsSync(join(folder, 'model.bin')) && readFileSync(join(folder, 'model.bin')).equals(bytes)).toBe(true);
});

test('the doctor warns where downloads under way would go below what is kept free', () => {
  const account = { folder: '/models', freeBytes: 3e9, reservedBytes: 1e9, floorBytes: 5e8, downloads: 1 };
  expect(checkModelDisk(account)).toEqual({ status: 'ok', message: '/models: 3.0 GB free, of which 1 download under way will take 1.0 GB; 500 MB are kept free' });
  expect(checkModelDisk({ ...account, reservedBytes: 2.6e9 })).toMatchObject({ status: 'warning', fix: expect.stringContaining('vouch models remove') });
  expect(checkModelDisk({ ...account, freeBytes: undefined })).toEqual({ status: 'ok', message: '/models: nobody can measure what is free' });
});
