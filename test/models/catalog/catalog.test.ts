import { readFileSync, writeFileSync } from 'node:fs';
import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { JOBS } from '../../../src/core/index.js';
import { BUILT_IN_ENTRIES, CatalogEntry, loadCatalog, ModelFile } from '../../../src/models/catalog/index.js';
import { defaultPack } from '../../../src/models/store/index.js';
import { temporaryFolder } from '../../support/temporary-folder.js';

const folder = temporaryFolder();

const own = {
  id: 'mine',
  title: 'my model',
  job: 'embed',
  modalities: { in: ['text'], out: ['json'] },
  licence: 'MIT',
  engine: 'embed',
  files: [{ role: 'model', name: 'model.onnx', bytes: 3, sha256: 'a'.repeat(64), sources: [{ kind: 'file', path: 'models/mine.onnx' }] }],
  needs: { memoryBytes: 1, threads: 1 },
  pack: 'optional',
};

function catalogue(name: string, models: unknown): string {
  writeFileSync(folder(name), JSON.stringify(models));
  return folder(name);
}

test('the default pack does every job but seeing, in about 1.5 GB, and each of its files can be had without a hub', () => {
  const pack = BUILT_IN_ENTRIES.filter((entry) => entry.pack === 'default');
  expect(new Set(pack.map((entry) => entry.job))).toEqual(new Set(JOBS.filter((job) => job !== 'see')));
  expect(defaultPack(BUILT_IN_ENTRIES).sort()).toEqual(['centernet', 'kokoro', 'minilm', 'piper-joe', 'ppocr-v4', 'qwen2.5-coder-1.5b', 'silero-vad', 'whisper-base', 'whisper-tiny.en']);
  const files = pack.flatMap((entry) => entry.files);
  expect(files.reduce((sum, file) => sum + file.bytes, 0)).toBeLessThan(1.6e9);
  for (const file of files) expect(file.sources.map(({ kind }) => kind)).toEqual(expect.arrayContaining([expect.stringMatching(/^(pypi|npm)$/)]));
});

test('seeing needs a server, and says which model', () => {
  const see = BUILT_IN_ENTRIES.filter((entry) => entry.job === 'see');
  expect(see.length).toBeGreaterThan(0);
  for (const entry of see) expect(entry).toMatchObject({ engine: 'server', files: [], published: expect.stringContaining('/') });
});

test('ids are there once, and the parts of a file that was cut add up to it', () => {
  expect(new Set(BUILT_IN_ENTRIES.map(({ id }) => id)).size).toBe(BUILT_IN_ENTRIES.length);
  for (const file of BUILT_IN_ENTRIES.flatMap(({ files }) => files)) {
    for (const source of file.sources) {
      if (source.kind !== 'pypi' || source.packages.length === 1) continue;
      expect(source.packages.reduce((sum, part) => sum + (part.bytes ?? 0), 0)).toBe(file.bytes);
    }
  }
});

test("a user's entry comes first for its job, one of a known id replaces the built-in one, paths start at the file", async () => {
  const entries = await loadCatalog({ file: catalogue('own.json', { models: [own, { ...own, id: 'minilm' }] }) });
  expect(entries.filter(({ job }) => job === 'embed').map(({ id, title }) => `${id}: ${title}`)).toEqual(['mine: my model', 'minilm: my model', expect.stringContaining('minilm-hub')]);
  expect(entries[0]!.files[0]!.sources).toEqual([{ kind: 'file', path: folder('models/mine.onnx') }]);
  expect(entries).toHaveLength(BUILT_IN_ENTRIES.length + 1);
});

test('all faults are named with entry and field', async () => {
  const file = catalogue('faulty.json', { models: [{ ...own, licence: undefined, jobb: 'x' }, { ...own, id: 'B', files: [{ ...own.files[0], sha256: 'zz', name: '../escape' }] }, own, own, 7] });
  await expect(loadCatalog({ file })).rejects.toMatchObject({ code: 'INPUT_CORRUPT' });
  const error = await loadCatalog({ file }).catch((thrown: unknown) => thrown as Error) as Error;
  for (const fault of [/model "mine": licence: /, /model "mine": .*jobb/, /model "B": id: /, /model "B": files\[0\]\.sha256: /, /model "B": files\[0\]\.name: /, /model "mine": id: is there twice/, /models\[4\]: /]) expect(error.message).toMatch(fault);
});

test.each([
  ['not JSON', '{', 'INPUT_CORRUPT'],
  ['no models', '{}', 'INPUT_CORRUPT'],
  ['an empty file', '', 'INPUT_CORRUPT'],
])('%s is refused by file name', async (name, text, code) => {
  writeFileSync(folder('bad.json'), text);
  await expect(loadCatalog({ file: folder('bad.json') })).rejects.toMatchObject({ code, message: expect.stringContaining('bad.json') });
  expect(name).toBeTruthy();
});

test('a catalogue that does not exist is INPUT_NOT_FOUND', async () => {
  await expect(loadCatalog({ file: folder('absent.json') })).rejects.toMatchObject({ code: 'INPUT_NOT_FOUND' });
});

test('files without sources, server models with files, and a role that is there twice are refused', () => {
  expect(CatalogEntry.safeParse({ ...own, files: [{ ...own.files[0], sources: [] }] }).success).toBe(false);
  expect(CatalogEntry.safeParse({ ...own, engine: 'server' }).success).toBe(false);
  expect(CatalogEntry.safeParse({ ...own, files: [] }).success).toBe(false);
  expect(CatalogEntry.safeParse({ ...own, files: [own.files[0], { ...own.files[0], name: 'other' }] }).success).toBe(false);
});

test('no name of a file leads out of the model\'s folder', () => {
  fc.assert(fc.property(fc.array(fc.constantFrom('..', '.', 'a', 'b.bin', '', '\0', '\\', 'a..b'), { maxLength: 5 }).map((parts) => parts.join('/')), (name) => {
    const { success } = ModelFile.safeParse({ ...own.files[0], name });
    const safe = name !== '' && name.split('/').every((part) => !['', '.', '..', '\0', '\\'].includes(part));
    expect(success).toBe(safe);
  }));
});

test.each(['-rf', '--index-url=x', '../x', 'a b', 'git+https://x'])('%s is not taken as a package name', (name) => {
  const source = { kind: 'npm', package: name, version: '1.0.0', member: 'x' };
  expect(ModelFile.safeParse({ ...own.files[0], sources: [source] }).success).toBe(false);
});

test('the Python server knows the repositories of the catalogue models that it can serve', () => {
  const known = JSON.parse(readFileSync(new URL('../../../servers/vouch_models/catalogue.json', import.meta.url), 'utf8')) as unknown;
  const served = BUILT_IN_ENTRIES.filter(({ engine, job }) => engine === 'faster-whisper' || (engine === 'server' && job === 'see'));
  expect(known).toEqual(Object.fromEntries(served.map(({ id, published }) => [id, published])));
});
