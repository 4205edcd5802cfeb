import { createHash, randomBytes } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ArtifactPlace, ShelfEntry } from '../../../src/store/index.js';
import { freshFolder } from '../../support/workshop.js';

/** A fresh place for artifacts, which several openings share as processes, or machines, would. */
export interface ArtifactBackend {
  open(): Promise<ArtifactPlace>;
  /** Changes a byte of what is stored, and nothing else. */
  rot(id: string): Promise<void>;
}

const idOf = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');
const NOBODY = '0'.repeat(64);

/** What every artifact store must do, wherever its bytes lie. Call within a `describe`. */
export function artifactConformance(backend: () => Promise<ArtifactBackend>): void {
  let at: ArtifactBackend;
  let opened: ArtifactPlace[];
  beforeEach(async () => {
    at = await backend();
    opened = [];
  });
  afterEach(async () => {
    for (const place of opened) await place.close();
  });
  /** As another process would open them. */
  const open = async (): Promise<ArtifactPlace> => {
    const place = await at.open();
    opened.push(place);
    return place;
  };
  const entries = async ({ shelf }: ArtifactPlace): Promise<ShelfEntry[]> => {
    const found: ShelfEntry[] = [];
    for await (const entry of shelf.entries()) found.push(entry);
    return found.sort((a, b) => a.bytes - b.bytes);
  };

  test('bytes of any size and from any source are found under their SHA-256 by others', async () => {
    const [one, two] = [await open(), await open()];
    const large = randomBytes(20_000_001);
    const file = join(freshFolder(), 'file');
    writeFileSync(file, large);
    const empty = await one.artifacts.put({ bytes: new Uint8Array() });
    const small = await one.artifacts.put({ stream: (async function* () { yield Buffer.from('hel'); yield Buffer.from('lo'); })() });
    expect([empty, small, await one.artifacts.put({ path: file })]).toEqual([{ id: idOf(Buffer.alloc(0)), bytes: 0 }, { id: idOf(Buffer.from('hello')), bytes: 5 }, { id: idOf(large), bytes: large.length }]);
    expect(readFileSync(await two.artifacts.read(empty.id)).length).toBe(0);
    expect(readFileSync(await two.artifacts.path(small.id), 'utf8')).toBe('hello');
    expect(idOf(readFileSync(await two.artifacts.read(idOf(large))))).toBe(idOf(large));
    await expect(two.artifacts.verify(idOf(large))).resolves.toBeUndefined();
    expect((await entries(two)).map(({ bytes }) => bytes)).toEqual([0, 5, large.length]);
  });

  test('equal bytes that several put at once are kept once', async () => {
    const places = [await open(), await open()];
    const bytes = randomBytes(300_000);
    await Promise.all(Array.from({ length: 8 }, (_, index) => places[index % 2]!.artifacts.put({ bytes })));
    expect((await entries(places[0]!)).map(({ id }) => id)).toEqual([idOf(bytes)]);
    await expect((await open()).artifacts.verify(idOf(bytes))).resolves.toBeUndefined();
  });

  test('bytes over the limit, a missing file, a source that breaks off and a cancelled write leave nothing behind', async () => {
    const place = await open();
    await expect(place.artifacts.put({ bytes: Buffer.alloc(100) }, { limit: 99 })).rejects.toMatchObject({ code: 'BUDGET_SPENT' });
    await expect(place.artifacts.put({ path: join(freshFolder(), 'nothing') })).rejects.toMatchObject({ code: 'STORE_FAILED' });
    await expect(place.artifacts.put({ stream: (async function* () { yield Buffer.alloc(1000); throw new Error('broke off'); })() })).rejects.toMatchObject({ code: 'STORE_FAILED' });
    await expect(place.artifacts.put({ bytes: randomBytes(100) }, { signal: AbortSignal.abort() })).rejects.toMatchObject({ code: 'CANCELLED' });
    expect(await entries(place)).toEqual([]);
  });

  test('what is not there is named, and an id that is no hash never becomes a place', async () => {
    const { artifacts } = await open();
    expect([await artifacts.has(NOBODY), await artifacts.touch(NOBODY), await artifacts.has('../../etc/passwd')]).toEqual([false, false, false]);
    for (const id of [NOBODY, '../../etc/passwd', '', 'A'.repeat(64)]) {
      for (const ask of [artifacts.path, artifacts.read, artifacts.verify]) await expect(ask(id)).rejects.toEqual(expect.objectContaining({ code: 'STORE_FAILED', details: { artifact: id, missing: true } }));
    }
  });

  test('a byte that has changed is found when it is read, the artifact is named, and taking the same bytes in again heals it', async () => {
    const place = await open();
    const bytes = randomBytes(50_000);
    const { id } = await place.artifacts.put({ bytes });
    await at.rot(id);
    const corrupt = { code: 'ARTIFACT_CORRUPT', details: { artifact: id }, message: expect.stringContaining(id) };
    const reader = await open();
    await expect(reader.artifacts.read(id)).rejects.toMatchObject(corrupt);
    await expect(reader.artifacts.verify(id)).rejects.toMatchObject(corrupt);
    await place.artifacts.put({ bytes });
    expect(idOf(readFileSync(await reader.artifacts.read(id)))).toBe(id);
    expect(idOf(readFileSync(await (await open()).artifacts.read(id)))).toBe(id);
  });

  test('clearing removes what nobody touched since it was listed, and spares what somebody did', async () => {
    const place = await open();
    const [lost, wanted, again] = [await place.artifacts.put({ bytes: Buffer.from('1') }), await place.artifacts.put({ bytes: Buffer.from('22') }), await place.artifacts.put({ bytes: Buffer.from('333') })];
    const listed = await entries(place);
    // Times of files and objects may be whole seconds.
    await new Promise((resolve) => setTimeout(resolve, 1100));
    expect(await (await open()).artifacts.touch(wanted.id)).toBe(true);
    await (await open()).artifacts.put({ bytes: Buffer.from('333') });
    const removed: boolean[] = [];
    for (const entry of listed) removed.push(await place.shelf.remove(entry));
    expect(removed).toEqual([true, false, false]);
    const other = await open();
    expect(await Promise.all([lost, wanted, again].map(({ id }) => other.artifacts.has(id)))).toEqual([false, true, true]);
    await other.shelf.putBack();
    expect((await entries(other)).map(({ id }) => id)).toEqual([wanted.id, again.id]);
    // Gone for others is not gone for good.
    await place.artifacts.put({ bytes: Buffer.from('1') });
    expect(readFileSync(await other.artifacts.read(lost.id), 'utf8')).toBe('1');
  });
}
