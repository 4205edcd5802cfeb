import { createHash, randomUUID } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, renameSync, utimesSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { spawnSync } from 'node:child_process';
import { z } from 'zod';
import { defineTool, text, type Tool } from '../../src/core/index.js';
import { openStores, openScratch, ownName, type Stores } from '../../src/store/index.js';
import { freshFolder, removeFolders, testRuntime } from '../support/workshop.js';

const DAY_MS = 86_400_000;

afterAll(removeFolders);

/** Gives its text, and takes as long as `wait` does. */
function say(wait: () => Promise<void> = () => Promise.resolve()): Tool {
  return defineTool({ name: 'say', description: '', effects: 'reads-world', input: z.object({ words: z.string() }), output: z.object({ text: text() }), execute: async ({ words }) => {
    await wait();
    return { text: words };
  } });
}

async function run(folder: string, words: string): Promise<{ runId: string; artifact: string }> {
  const runtime = testRuntime({ tools: [say()] }, folder);
  const { runId, artifacts } = await runtime.run({ plan: { steps: [{ id: 's', tool: 'say', inputs: { words: { value: words } } }] } }).result;
  await runtime.close();
  return { runId, artifact: artifacts[0]!.id };
}

async function withStores<T>(folder: string, work: (stores: Stores & { age(id: string, ms: number): Promise<void> }) => Promise<T>): Promise<T> {
  const stores = openStores(folder);
  const age = async (id: string, ms: number): Promise<void> => { utimesSync(await stores.artifacts.path(id), new Date(Date.now() - ms), new Date(Date.now() - ms)); };
  try {
    return await work({ ...stores, age });
  } finally {
    await stores.close();
  }
}

test('an artifact that nothing speaks of goes once nobody has touched it for a day, and one that a run made stays', async () => {
  const folder = freshFolder();
  const { artifact } = await run(folder, 'kept');
  await withStores(folder, async (stores) => {
    const fresh = await stores.artifacts.put({ bytes: Buffer.from('fresh') });
    const lost = await stores.artifacts.put({ bytes: Buffer.from('lost') });
    for (const id of [artifact, lost.id]) await stores.age(id, 2 * DAY_MS);
    const would = await stores.gc({ dryRun: true });
    expect(would.artifacts).toEqual({ count: 1, bytes: 4 });
    expect(await stores.artifacts.has(lost.id)).toBe(true);
    expect(await stores.gc({})).toEqual({ ...would });
    expect(await Promise.all([artifact, fresh.id, lost.id].map((id) => stores.artifacts.has(id)))).toEqual([true, true, false]);
  });
});

test('old ended runs go with what only they made; pinned, suspended and younger ones stay', async () => {
  const folder = freshFolder();
  const [old, pinned, young] = [await run(folder, 'old'), await run(folder, 'pinned'), await run(folder, 'young')];
  await withStores(folder, async (stores) => {
    stores.journal.append('waits', { type: 'notice', data: { message: 'never ended' } });
    const { default: Database } = await import('libsql');
    const database = new Database(join(folder, 'journal.db'));
    database.exec(`UPDATE events SET ts = ts - ${40 * DAY_MS} WHERE run_id <> '${young.runId}'`);
    database.close();
    await stores.pins.add(pinned.runId);
    for (const { artifact } of [old, pinned, young]) await stores.age(artifact, 2 * DAY_MS);
    const report = await stores.gc({ olderThanMs: 30 * DAY_MS });
    expect(report).toMatchObject({ runs: [old.runId], artifacts: { count: 1 }, kept: { runs: 3, pinned: 1, artifacts: 2 } });
    expect((await stores.journal.list()).map(({ runId }) => runId).sort()).toEqual([pinned.runId, young.runId, 'waits'].sort());
    await stores.pins.remove(pinned.runId);
    expect((await stores.gc({ olderThanMs: 30 * DAY_MS })).runs).toEqual([pinned.runId]);
  });
});

test('the oldest runs go until the artifacts fit', async () => {
  const folder = freshFolder();
  const runs = [await run(folder, 'a'.repeat(1000)), await run(folder, 'b'.repeat(1000)), await run(folder, 'c'.repeat(1000))];
  await withStores(folder, async (stores) => {
    for (const { artifact } of runs) await stores.age(artifact, 2 * DAY_MS);
    const report = await stores.gc({ maxBytes: 2000 });
    expect(report.runs).toEqual([runs[0]!.runId]);
    expect(report.kept).toMatchObject({ runs: 2, artifacts: 2, bytes: 2000 });
  });
});

test('a run that is under way loses nothing, however old its bytes are and whatever is asked for', async () => {
  const folder = freshFolder();
  let letGo: () => void = () => undefined;
  const held = new Promise<void>((resolve) => (letGo = resolve));
  const runtime = testRuntime({ tools: [say(), { ...say(() => held), spec: { ...say().spec, name: 'wait' } }] }, folder);
  const under = runtime.run({ plan: { steps: [{ id: 'a', tool: 'say', inputs: { words: { value: 'first' } } }, { id: 'b', tool: 'wait', inputs: { words: { value: 'second' } } }] } });
  for await (const { type, data } of under.events()) if (type === 'step.completed' && data.step === 'a') break;
  await withStores(folder, async (stores) => {
    for (const id of readdirSync(join(folder, 'artifacts'), { recursive: true, encoding: 'utf8' }).flatMap((path) => /[0-9a-f]{64}$/.exec(path)?.[0] ?? [])) await stores.age(id, 100 * DAY_MS);
    expect(await stores.gc({ olderThanMs: 0, maxBytes: 0 })).toMatchObject({ runs: [], artifacts: { count: 0 }, temporary: [] });
  });
  letGo();
  await expect(under.result).resolves.toMatchObject({ status: 'completed', artifacts: [{ step: 'a' }, { step: 'b' }] });
  await runtime.close();
});

test('bytes that somebody is about to use are not cleared away while that goes on', async () => {
  await withStores(freshFolder(), async (stores) => {
    const ids = await Promise.all(Array.from({ length: 40 }, async () => (await stores.artifacts.put({ bytes: Buffer.from(randomUUID()) })).id));
    for (const id of ids) await stores.age(id, 2 * DAY_MS);
    const clearing = stores.gc({});
    const touched = await Promise.all(ids.map((id) => stores.artifacts.touch(id)));
    await clearing;
    // Who was told that they are there finds them.
    expect(await Promise.all(ids.map((id) => stores.artifacts.has(id)))).toEqual(touched);
  });
});

test('what a dead process left goes at once, and what living ones are writing stays', async () => {
  const { pid } = spawnSync(process.execPath, ['-e', '']);
  const folder = freshFolder();
  await withStores(folder, async (stores) => {
    const mine = ownName();
    const theirs = mine.replace(`-${process.pid}-`, `-${pid}-`);
    for (const name of [mine, theirs]) writeFileSync(join(folder, 'artifacts', 'incoming', name), 'half');
    const scratch = await openScratch('attempt');
    const temporaryFolder = freshFolder();
    const living = join(temporaryFolder, basename(scratch.folder));
    const left = join(temporaryFolder, `vouch-attempt-${theirs.slice(0, 8)}-${pid}-AbCdEf`);
    const profile = join(temporaryFolder, 'playwright_chromiumdev_profile-x');
    const foreign = join(temporaryFolder, 'precious');
    for (const path of [living, left, profile, foreign]) mkdirSync(path);
    writeFileSync(join(left, '.claims'), `${profile}\n${foreign}\n/etc\n`);
    const { temporary: removed } = await stores.gc({ temporaryFolder });
    expect([...removed].sort()).toEqual([join(folder, 'artifacts', 'incoming', theirs), left, profile].sort());
    expect([left, profile, foreign, living].map((path) => existsSync(path))).toEqual([false, false, true, true]);
    expect(readdirSync(join(folder, 'artifacts', 'incoming'))).toEqual([mine]);
    await scratch.remove();
  });
});

test('what a killed clearing had taken out of sight is put back, and judged anew', async () => {
  const { pid } = spawnSync(process.execPath, ['-e', '']);
  const folder = freshFolder();
  const { artifact } = await run(folder, 'used');
  await withStores(folder, async (stores) => {
    const unused = (await stores.artifacts.put({ bytes: Buffer.from('unused') })).id;
    for (const id of [artifact, unused]) {
      await stores.age(id, 2 * DAY_MS);
      renameSync(await stores.artifacts.path(id), join(folder, 'artifacts', 'incoming', `${ownName().replace(`-${process.pid}-`, `-${pid}-`)}.${id}`));
    }
    await stores.gc({ temporaryFolder: freshFolder() });
    expect([await stores.artifacts.has(artifact), await stores.artifacts.has(unused)]).toEqual([true, false]);
    expect(readdirSync(join(folder, 'artifacts', 'incoming'))).toEqual([]);
  });
});

test('an artifact whose bytes have rotted is named by whatever reads it', async () => {
  const folder = freshFolder();
  const { artifact, runId } = await run(folder, 'sound');
  const runtime = testRuntime({ tools: [say()] }, folder);
  writeFileSync(await runtime.artifactPath(artifact), 'soUnd');
  expect(createHash('sha256').update('soUnd').digest('hex')).not.toBe(artifact);
  const corrupt = { code: 'ARTIFACT_CORRUPT', details: { artifact } };
  await expect(runtime.readArtifact(artifact)).rejects.toMatchObject(corrupt);
  const again = runtime.run({ plan: { steps: [{ id: 's', tool: 'say', inputs: { words: { value: 'x' } } }] }, inputs: [{ artifact: (await runtime.state(runId)).artifacts.get(artifact)! }] });
  await expect(again.result).resolves.toMatchObject({ status: 'failed', error: corrupt });
  await runtime.close();
});
