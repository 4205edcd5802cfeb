import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync, readFileSync, statSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { jest } from '@jest/globals';
import Database from 'libsql';
import { crashPlan } from './plan.js';
import { openStage, type Scene, type Stage } from './stage.js';
import { expectedOf, harmed, leftOver, type Expected } from './unharmed.js';

jest.setTimeout(300_000);

let stage: Stage;
let expected: Expected;
/** Number of the event that tells that the first deed is done. */
let posted: number;
beforeAll(async () => {
  stage = await openStage();
  const scene = stage.scene();
  const runtime = scene.runtime();
  const outcome = await runtime.run({ plan: crashPlan, ask: approve }).result;
  expected = expectedOf(outcome, scene.world);
  posted = (await runtime.history(outcome.runId)).find(({ type, data }) => type === 'step.completed' && data.step === 'post')!.seq;
  await runtime.close();
});
// All scenes share one temporary folder: nothing of any process is left in it.
afterEach(() => { expect(readdirSync(stage.temporary)).toEqual([]); });
afterAll(() => { stage.close(); });

const approve = (): Promise<string> => Promise.resolve('yes');

function raw(scene: Scene, sql: string): void {
  const database = new Database(join(scene.folder, 'journal.db'));
  database.exec(sql);
  database.close();
}

/** Where, in a run that nobody disturbs, the letter is about to be sent and where it has been. */
async function momentsOfLetter(): Promise<{ before: number; after: number }> {
  const scene = stage.scene();
  await scene.victim({ plan: 'letter' }).said;
  const runtime = scene.runtime();
  const words = (await runtime.history((await runtime.runs())[0]!.runId)).flatMap((event) => (event.type === 'attempt.progress' ? [event.seq] : []));
  await runtime.close();
  expect(words).toHaveLength(2);
  return { before: words[0]!, after: words[1]! };
}

test('whether a letter was sent before its process died is asked, and it is sent once at most', async () => {
  const { before, after } = await momentsOfLetter();
  for (const [moment, answer, ending] of [[before, 'yes', 'completed'], [after, 'no', 'failed']] as const) {
    const scene = stage.scene();
    await scene.victim({ plan: 'letter', killAfter: moment }).said;
    const runtime = scene.runtime();
    const { runId } = (await runtime.runs())[0]!;
    const waiting = await (await runtime.resume(runId)).result;
    expect(waiting).toMatchObject({ status: 'suspended', question: { kind: 'approval', step: 'mail', text: expect.stringContaining('was cut off') } });
    const outcome = await (await runtime.resume(runId, { answer })).result;
    expect(outcome.status).toBe(ending);
    expect(scene.world.deeds()).toEqual(['mail']);
    await runtime.close();
    expect(await leftOver(scene.folder, stage.temporary)).toEqual([]);
  }
});

test('two processes that resume a run at once: one does it, the other is refused', async () => {
  const scene = stage.scene();
  await scene.victim({ killAfter: 20 }).said;
  const runtime = scene.runtime();
  const { runId, faultsOf } = await harmed(runtime, scene.world);
  const said = await Promise.all([scene.victim({ resume: runId }).said, scene.victim({ resume: runId }).said]);
  expect(said.filter((text) => text.includes('ended completed'))).toHaveLength(1);
  expect(said.filter((text) => text.includes('refused RUN_NOT_RESUMABLE'))).toHaveLength(1);
  expect(faultsOf(await runtime.outcome(runId), expected)).toEqual([]);
  await runtime.close();
  expect(await leftOver(scene.folder, stage.temporary)).toEqual([]);
});

test('a process that stood still until another took its run over writes nothing more', async () => {
  const scene = stage.scene();
  const { child, said } = scene.victim({ stopAfter: 20 });
  const runtime = scene.runtime();
  while ((await runtime.runs())[0] === undefined || (await runtime.history((await runtime.runs())[0]!.runId)).length < 20) await new Promise((resolve) => setTimeout(resolve, 20));
  const { runId, faultsOf } = await harmed(runtime, scene.world);
  await expect(runtime.resume(runId)).rejects.toEqual(expect.objectContaining({ code: 'RUN_NOT_RESUMABLE' }));
  // Two minutes without a sign of life.
  raw(scene, 'UPDATE leases SET beat = beat - 120000, heartbeat = heartbeat - 120000');
  const outcome = await (await runtime.resume(runId, { ask: approve })).result;
  const events = (await runtime.history(runId)).length;
  child.kill('SIGCONT');
  expect(await said).toContain('ended failed RUN_NOT_RESUMABLE');
  expect(await runtime.history(runId)).toHaveLength(events);
  expect(faultsOf(outcome, expected)).toEqual([]);
  await runtime.close();
  expect(await leftOver(scene.folder, stage.temporary)).toEqual([]);
});

/** A copy of a scene whose journal has lost the last bytes that were written. */
function torn(scene: Scene, bytes: number): Scene {
  const copy = stage.scene(scene);
  const log = join(copy.folder, 'journal.db-wal');
  truncateSync(log, statSync(log).size - bytes);
  return copy;
}

/** What is wrong once a run was resumed, and ended; `[]` where nothing is. */
async function faultsOnceResumed(scene: Scene): Promise<string[]> {
  const runtime = scene.runtime();
  const { runId, faultsOf } = await harmed(runtime, scene.world);
  const faults = faultsOf(await (await runtime.resume(runId, { ask: approve })).result, expected);
  await runtime.close();
  return [...faults, ...(await leftOver(scene.folder, stage.temporary))];
}

async function eventsIn(scene: Scene): Promise<number> {
  const runtime = scene.runtime();
  const { length } = await runtime.history((await runtime.runs())[0]!.runId);
  await runtime.close();
  return length;
}

test('a last write that was torn is a write that never was', async () => {
  const [early, afterDeed] = [stage.scene(), stage.scene()];
  await Promise.all([early.victim({ killAfter: 30 }).said, afterDeed.victim({ killAfter: posted }).said]);
  expect(afterDeed.world.deeds()).toHaveLength(1);
  // Ends within the last page, within its header, and with a page that is whole but not committed. Of what is written after a deed, what stood before it stays: it was synced.
  for (const [scene, killAfter, cuts] of [[early, 30, [1, 4000, 4100, 9000]], [afterDeed, posted, [1, 4000, 4100]]] as const) {
    for (const cut of cuts) {
      expect(await eventsIn(torn(scene, cut))).toBeLessThan(killAfter);
      expect([cut, await faultsOnceResumed(torn(scene, cut))]).toEqual([cut, []]);
    }
  }
});

test('a page of the journal that holds noise is an error that says what to do, never another outcome', async () => {
  const scene = stage.scene();
  const runtime = scene.runtime();
  await runtime.run({ plan: { steps: [{ id: 'w', tool: 'write', inputs: { topic: { value: 'x' } } }] } }).result;
  await runtime.close();
  raw(scene, 'PRAGMA wal_checkpoint(TRUNCATE)');
  const path = join(scene.folder, 'journal.db');
  writeFileSync(path, readFileSync(path).fill(0x5a, 0, 4096));
  expect(() => scene.runtime()).toThrow(expect.objectContaining({ code: 'STORE_FAILED', message: expect.stringContaining('Move it away') }));
});

test('a disk on which every write and every sync comes late makes a run slower and nothing else', async () => {
  const scene = stage.scene();
  const text = await scene.onSlowDisk().said;
  expect(text).toContain('ended completed');
  const late = JSON.parse(/late (.*)/.exec(text)?.[1] ?? '{}') as { writes: number; syncs: number };
  const runtime = scene.runtime();
  const { runId } = (await runtime.runs())[0]!;
  const made = new Set((await runtime.history(runId)).flatMap((event) => (event.type === 'artifact.created' ? [event.data.artifact.id] : []))).size;
  // Each artifact is written and renamed; a large one is synced with its folder, a small one stands in the log until it is.
  expect(made).toBeGreaterThan(8);
  expect([late.writes >= 2 * made, late.syncs > 0]).toEqual([true, true]);
  expect(expectedOf(await runtime.outcome(runId), scene.world)).toEqual(expected);
  await runtime.close();
  expect(await leftOver(scene.folder, stage.temporary)).toEqual([]);
});

test('a journal that answers only after a while makes a run slower and nothing else', async () => {
  const scene = stage.scene();
  const runtime = scene.runtime();
  // Holds the journal's write lock for a second and a half, as a disk does that is busy with something else.
  const hog = spawn(process.execPath, ['-e', `const D = require('libsql'); const d = new D(${JSON.stringify(join(scene.folder, 'journal.db'))}); d.exec('BEGIN IMMEDIATE'); console.log('held'); setTimeout(() => { d.exec('COMMIT'); d.close(); }, 1500)`], { stdio: ['ignore', 'pipe', 'inherit'] });
  const gone = once(hog, 'exit');
  await once(hog.stdout, 'data');
  expect(expectedOf(await runtime.run({ plan: crashPlan, ask: approve }).result, scene.world)).toEqual(expected);
  await gone;
  await runtime.close();
  expect(await leftOver(scene.folder, stage.temporary)).toEqual([]);
});

// Only there can a test give a process a disk of its own.
const onLinux = process.platform === 'linux' ? test : test.skip;

onLinux('a disk that is full in the middle of a run ends it, and it goes on once there is room', async () => {
  const scene = stage.scene();
  const { child, said } = scene.onFullDisk(expected);
  const text = await said;
  expect([child.exitCode, text]).toEqual([0, expect.stringContaining('{')]);
  expect(JSON.parse(text)).toEqual({ first: { status: 'failed', code: 'STORE_FULL' }, faults: [] });
});

onLinux('a disk that cannot be written refuses a run, does nothing and harms nothing', async () => {
  const scene = stage.scene();
  await scene.victim({ killAfter: posted }).said;
  const [calls, deeds] = [scene.world.calls(), scene.world.deeds()];
  const runtime = scene.runtime();
  const { runId } = (await runtime.runs())[0]!;
  await runtime.close();
  expect(await scene.onReadOnlyDisk(runId).said).toContain('refused STORE_FAILED');
  expect([scene.world.calls(), scene.world.deeds()]).toEqual([calls, deeds]);
  expect(await faultsOnceResumed(scene)).toEqual([]);
});
