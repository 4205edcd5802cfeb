import { availableParallelism } from 'node:os';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { jest } from '@jest/globals';
import { openStores } from '../../src/store/index.js';
import { essence, groupEnds, openStage, type Stage } from './stage.js';

// Dozens of processes, one for each event.
jest.setTimeout(1_800_000);

let stage: Stage;
beforeAll(async () => { stage = await openStage(); });
afterAll(() => { stage.close(); });

const approve = (): Promise<string> => Promise.resolve('yes');

/** The run of a process that nobody kills. */
async function undisturbed(): Promise<{ expected: object; events: number; deeds: number }> {
  const scene = stage.scene();
  const { said } = scene.victim({});
  expect(await said).toContain('ended completed');
  const runtime = scene.runtime();
  const [entry] = await runtime.runs();
  const result = { expected: essence(await runtime.outcome(entry!.runId)), events: (await runtime.history(entry!.runId)).length, deeds: scene.world.deeds().length };
  await runtime.close();
  return result;
}

/** Kills a run after its event number `killAfter`, resumes it, and says what is wrong; `[]` where nothing is. */
async function killedAndResumed(killAfter: number, expected: object): Promise<string[]> {
  const faults: string[] = [];
  const scene = stage.scene();
  const { child, said } = scene.victim({ killAfter });
  await said;
  if (child.signalCode !== 'SIGKILL') return [`event ${killAfter}: the process ended by itself`];
  await groupEnds(child.pid!);
  const runtime = scene.runtime();
  const [entry] = await runtime.runs();
  const { runId } = entry!;
  const killed = (await runtime.history(runId)).at(-1)!;
  const finished = [...(await runtime.state(runId)).steps.values()].filter(({ status }) => status === 'completed').map(({ step }) => step.id);
  const before = scene.world.calls();
  const outcome = entry!.status === 'completed' ? await runtime.outcome(runId) : await (await runtime.resume(runId, { ask: approve })).result;
  const again = scene.world.calls().slice(before.length).filter((step) => finished.includes(step));
  if (again.length > 0) faults.push(`done again: ${again.join(', ')}`);
  if (JSON.stringify(essence(outcome)) !== JSON.stringify(expected)) faults.push(`another outcome: ${JSON.stringify(essence(outcome))}`);
  const deeds = scene.world.deeds();
  if (deeds.length !== 2 || new Set(deeds).size !== 2) faults.push(`deeds: ${deeds.join(', ')}`);
  await runtime.close();
  faults.push(...(await leftOver(scene.folder)));
  return faults.map((fault) => `killed after event ${killAfter} (${killed.type}): ${fault}`);
}

/** Damaged artifacts, and temporary files of dead processes that are there after `gc`. */
async function leftOver(folder: string): Promise<string[]> {
  const stores = openStores(folder);
  try {
    await stores.gc({ temporaryFolder: stage.temporary });
    const faults = readdirSync(join(folder, 'artifacts', 'incoming')).map((name) => `left in incoming: ${name}`);
    const ids = readdirSync(join(folder, 'artifacts'), { recursive: true, encoding: 'utf8' }).flatMap((path) => /[0-9a-f]{64}$/.exec(path)?.[0] ?? []);
    for (const id of ids) await stores.artifacts.verify(id).catch((error: unknown) => faults.push(String(error)));
    return faults;
  } finally {
    await stores.close();
  }
}

test('a run that is killed after any of its events is resumed to the same outcome, and nothing is done twice', async () => {
  const { expected, events, deeds } = await undisturbed();
  expect(deeds).toBe(2);
  expect(events).toBeGreaterThan(60);
  const due = Array.from({ length: events }, (_, index) => index + 1);
  const faults: string[] = [];
  const worker = async (): Promise<void> => {
    for (let killAfter = due.shift(); killAfter !== undefined; killAfter = due.shift()) faults.push(...(await killedAndResumed(killAfter, expected)));
  };
  await Promise.all(Array.from({ length: availableParallelism() }, worker));
  expect(faults).toEqual([]);
  // All scenes share one temporary folder: nothing of any process is left in it.
  expect(readdirSync(stage.temporary)).toEqual([]);
});
