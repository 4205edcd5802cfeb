import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, readFileSync, statSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { jest } from '@jest/globals';
import Database from 'libsql';
import type { Outcome } from '../../src/core/index.js';
import { crashPlan } from './plan.js';
import { essence, openStage, type Scene, type Stage } from './stage.js';

jest.setTimeout(300_000);

let stage: Stage;
let expected: object;
beforeAll(async () => {
  stage = await openStage();
  const scene = stage.scene();
  const runtime = scene.runtime();
  expected = essence(await runtime.run({ plan: crashPlan, ask: approve }).result);
  await runtime.close();
});
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
  }
});

test('two processes that resume a run at once: one does it, the other is refused', async () => {
  const scene = stage.scene();
  await scene.victim({ killAfter: 20 }).said;
  const runtime = scene.runtime();
  const { runId } = (await runtime.runs())[0]!;
  const said = await Promise.all([scene.victim({ resume: runId }).said, scene.victim({ resume: runId }).said]);
  expect(said.filter((text) => text.includes('ended completed'))).toHaveLength(1);
  expect(said.filter((text) => text.includes('refused RUN_NOT_RESUMABLE'))).toHaveLength(1);
  expect(essence(await runtime.outcome(runId))).toEqual(expected);
  expect(scene.world.deeds()).toHaveLength(2);
  await runtime.close();
});

test('a process that stood still until another took its run over writes nothing more', async () => {
  const scene = stage.scene();
  const { child, said } = scene.victim({ stopAfter: 20 });
  const runtime = scene.runtime();
  while ((await runtime.runs())[0] === undefined || (await runtime.history((await runtime.runs())[0]!.runId)).length < 20) await new Promise((resolve) => setTimeout(resolve, 20));
  const { runId } = (await runtime.runs())[0]!;
  await expect(runtime.resume(runId)).rejects.toEqual(expect.objectContaining({ code: 'RUN_NOT_RESUMABLE' }));
  // Two minutes without a sign of life.
  raw(scene, 'UPDATE leases SET beat = beat - 120000, heartbeat = heartbeat - 120000');
  expect(essence(await (await runtime.resume(runId, { ask: approve })).result)).toEqual(expected);
  const events = (await runtime.history(runId)).length;
  child.kill('SIGCONT');
  expect(await said).toContain('ended failed RUN_NOT_RESUMABLE');
  expect(await runtime.history(runId)).toHaveLength(events);
  expect(scene.world.deeds()).toHaveLength(2);
  await runtime.close();
});

test('a last write that was torn is a write that never was', async () => {
  const scene = stage.scene();
  await scene.victim({ killAfter: 30 }).said;
  const log = join(scene.folder, 'journal.db-wal');
  const { size } = statSync(log);
  // Ends within the last page, within its header, and with a page that is whole but not committed.
  for (const cut of [1, 4000, 4100, 9000]) {
    const torn = stage.scene();
    cpSync(scene.folder, torn.folder, { recursive: true });
    for (const call of scene.world.calls()) torn.world.called(call);
    truncateSync(join(torn.folder, 'journal.db-wal'), size - cut);
    const runtime = torn.runtime();
    const { runId } = (await runtime.runs())[0]!;
    expect((await runtime.history(runId)).length).toBeLessThan(30);
    expect(essence(await (await runtime.resume(runId, { ask: approve })).result)).toEqual(expected);
    await runtime.close();
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

test('a disk that answers only after a while makes a run slower and nothing else', async () => {
  const scene = stage.scene();
  const runtime = scene.runtime();
  // Holds the journal's write lock for a second and a half, as a disk does that is busy with something else.
  const hog = spawn(process.execPath, ['-e', `const D = require('libsql'); const d = new D(${JSON.stringify(join(scene.folder, 'journal.db'))}); d.exec('BEGIN IMMEDIATE'); console.log('held'); setTimeout(() => { d.exec('COMMIT'); d.close(); }, 1500)`], { stdio: ['ignore', 'pipe', 'inherit'] });
  await once(hog.stdout, 'data');
  expect(essence(await runtime.run({ plan: crashPlan, ask: approve }).result)).toEqual(expected);
  await runtime.close();
});

// Only there can a test give a process a disk of its own.
const onLinux = process.platform === 'linux' ? test : test.skip;

onLinux('a disk that is full in the middle of a run ends it, and it goes on once there is room', async () => {
  const { child, said } = stage.scene().onFullDisk();
  const text = await said;
  expect([child.exitCode, text]).toEqual([0, expect.stringContaining('{')]);
  const { first, second, whole } = JSON.parse(text) as { first: object; second: Outcome; whole: number };
  expect(first).toEqual({ status: 'failed', code: 'STORE_FULL' });
  expect(essence(second)).toEqual(expected);
  expect(whole).toBe(second.artifacts.length);
});

onLinux('a disk that cannot be written refuses a run and harms nothing', async () => {
  const scene = stage.scene();
  await scene.victim({ killAfter: 30 }).said;
  const runtime = scene.runtime();
  const { runId } = (await runtime.runs())[0]!;
  expect(await scene.onReadOnlyDisk(runId).said).toContain('refused STORE_FAILED');
  expect(essence(await (await runtime.resume(runId, { ask: approve })).result)).toEqual(expected);
  await runtime.close();
});
