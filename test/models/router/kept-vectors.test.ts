import { mkdir, mkdtemp, readdir, readFile, rm, truncate, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { KeptVectors, type Vectors } from '../../../src/models/router/kept-vectors.js';

const texts = ['join the clips', 'read it aloud'];
const vectors: Vectors = [[0.6, 0.8, 0], [0, 1, 0]];
let folder: string;
let notices: string[];
let made: number;
const open = (at = folder): KeptVectors => new KeptVectors(at, (notice) => notices.push(notice));
const make = (): Promise<Vectors> => {
  made += 1;
  return Promise.resolve(vectors);
};

beforeEach(async () => {
  folder = join(await mkdtemp(join(tmpdir(), 'vouch-vectors-')), 'vectors');
  [notices, made] = [[], 0];
});
afterEach(() => rm(join(folder, '..'), { recursive: true, force: true }));

test('another process gets the same numbers without asking the model', async () => {
  const first = await open().of('mini', 'abc', texts, make);
  const second = await open().of('mini', 'abc', texts, make);
  expect(second).toEqual(first);
  expect(second[0]?.[0]).toBeCloseTo(0.6, 6);
  expect(made).toBe(1);
});

test.each([['another model', 'maxi', 'abc', texts], ['other bytes of the model', 'mini', 'abd', texts], ['other texts', 'mini', 'abc', ['join the clips', 'read it']]])('%s: the vectors are made anew', async (_, model, version, words) => {
  await open().of('mini', 'abc', texts, make);
  await open().of(model, version, words, make);
  expect(made).toBe(2);
});

test.each<[string, (file: string) => Promise<void>]>([
  ['cut short', (file) => truncate(file, 40)],
  ['empty', (file) => truncate(file, 0)],
  ['changed in one byte', async (file) => {
    const bytes = await readFile(file);
    bytes[bytes.length - 1] = (bytes.at(-1) ?? 0) ^ 1;
    await writeFile(file, bytes);
  }],
])('a file that is %s counts as none and is mended', async (_, damage) => {
  await open().of('mini', 'abc', texts, make);
  const [name = ''] = await readdir(folder);
  await damage(join(folder, name));
  expect((await open().of('mini', 'abc', texts, make))[1]).toEqual([0, 1, 0]);
  await open().of('mini', 'abc', texts, make);
  expect(made).toBe(2);
  expect(notices).toEqual([]);
});

test('several that write the same list at once leave one whole file', async () => {
  await Promise.all(Array.from({ length: 8 }, () => open().of('mini', 'abc', texts, make)));
  expect(await readdir(folder)).toHaveLength(1);
  made = 0;
  await open().of('mini', 'abc', texts, make);
  expect(made).toBe(0);
  expect(notices).toEqual([]);
});

test('where nothing can be written, the vectors are there all the same and it is said', async () => {
  await writeFile(folder, 'a file, no folder');
  expect(await open().of('mini', 'abc', texts, make)).toHaveLength(2);
  expect(notices).toEqual([expect.stringContaining('cannot be kept')]);
});

test('only the latest lists stay, beside what another process is writing', async () => {
  const written = `${'a'.repeat(64)}.0123456789ab.new`;
  await mkdir(folder);
  await writeFile(join(folder, written), 'half of it');
  await utimes(join(folder, written), new Date(0), new Date(0));
  for (let at = 0; at < 20; at += 1) await open().of('mini', 'abc', [`${at}`, 'x'], make);
  const names = await readdir(folder);
  expect([names.length, names.includes(written)]).toEqual([17, true]);
});
