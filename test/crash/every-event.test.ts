import { availableParallelism } from 'node:os';
import { readdirSync } from 'node:fs';
import { jest } from '@jest/globals';
import type { Question, VouchEvent } from '../../src/core/index.js';
import type { TestRuntime } from '../support/workshop.js';
import { openStage, type Scene, type Stage } from './stage.js';
import { essence, expectedOf, harmed, leftOver, type Expected } from './unharmed.js';

// Dozens of processes, one for each event and more.
jest.setTimeout(1_800_000);

let stage: Stage;
beforeAll(async () => { stage = await openStage(); });
afterAll(() => { stage.close(); });

type Plan = 'crash' | 'letter';

/** When a process is killed: once its event is written, or as soon as the journal was handed it. */
interface Moment {
  readonly killAfter: number;
  readonly unwritten?: true;
}

const approve = (): Promise<string> => Promise.resolve('yes');

/** The run of a process that nobody kills. */
async function undisturbed(plan: Plan): Promise<Expected & { readonly events: number }> {
  const scene = stage.scene();
  expect(await scene.victim({ plan }).said).toContain('ended completed');
  const runtime = scene.runtime();
  const { runId } = (await runtime.runs())[0]!;
  const result = { ...expectedOf(await runtime.outcome(runId), scene.world), events: (await runtime.history(runId)).length };
  await runtime.close();
  return result;
}

/**
 * Kills a run once each of its events is written, and when every so manieth is handed over; some at a time. Has it looked at each time, and collects what is wrong. What
 * is handed over and lost leaves a journal that ends where an earlier one did.
 */
async function killedAtEach(plan: Plan, events: number, handedOver: { readonly every: number }, look: (scene: Scene, runtime: TestRuntime) => Promise<string[]>): Promise<string[]> {
  const numbers = Array.from({ length: events }, (_, index) => index + 1);
  const due = numbers.flatMap((killAfter): Moment[] => (killAfter % handedOver.every === 0 ? [{ killAfter }, { killAfter, unwritten: true }] : [{ killAfter }]));
  const faults: string[] = [];
  const worker = async (): Promise<void> => {
    for (let moment = due.shift(); moment !== undefined; moment = due.shift()) faults.push(...(await killedAt(plan, moment, look)));
  };
  await Promise.all(Array.from({ length: availableParallelism() }, worker));
  return faults;
}

async function killedAt(plan: Plan, moment: Moment, look: (scene: Scene, runtime: TestRuntime) => Promise<string[]>): Promise<string[]> {
  const { killAfter, unwritten } = moment;
  const scene = stage.scene();
  const { child, said } = scene.victim({ plan, ...moment });
  await said;
  const faults = child.signalCode === 'SIGKILL' ? [] : ['the process ended by itself'];
  const runtime = scene.runtime();
  const [entry] = await runtime.runs();
  const written = entry ? await runtime.history(entry.runId) : [];
  // What is not written may be so by chance, and what came after it never is.
  if (unwritten ? written.length > killAfter : written.length !== killAfter) faults.push(`${written.length} events are written`);
  if (entry) faults.push(...(await look(scene, runtime)));
  else if (scene.world.calls().length + scene.world.deeds().length > 0) faults.push('something was done of which nothing is written');
  await runtime.close();
  // A process of another scene may just have been killed: what is left in the temporary folder is looked for at the end.
  faults.push(...(await leftOver(scene.folder, stage.temporary)).filter((fault) => !fault.startsWith(stage.temporary)));
  return faults.map((fault) => `killed when event ${killAfter} (${written.at(-1)?.type ?? 'none'}) was ${unwritten ? 'handed over' : 'written'}: ${fault}`);
}

test('a run that is killed at any of its events is resumed to the same outcome, and nothing is done twice', async () => {
  const expected = await undisturbed('crash');
  expect(expected.deeds).toBe(2);
  expect(expected.events).toBeGreaterThan(60);
  const faults = await killedAtEach('crash', expected.events, { every: 5 }, async (scene, runtime) => {
    const { runId, faultsOf } = await harmed(runtime, scene.world);
    const isOver = (await runtime.summary(runId)).status === 'completed';
    return faultsOf(isOver ? await runtime.outcome(runId) : await (await runtime.resume(runId, { ask: approve })).result, expected);
  });
  expect(faults).toEqual([]);
  // All scenes share one temporary folder: nothing of any process is left in it.
  expect(readdirSync(stage.temporary)).toEqual([]);
});

/** True while nobody can know whether the letter was sent: its attempt has begun, and no end of it is known. */
function isCutOff(history: readonly VouchEvent[]): boolean {
  const of = (type: VouchEvent['type']): number => history.filter((event) => event.type === type && 'step' in event.data && event.data.step === 'mail').length;
  return of('attempt.started') > of('attempt.ended');
}

test('a deed that no key tells from another is done once, whenever its run is killed: where nobody can know of it, the user is asked and looks', async () => {
  const expected = await undisturbed('letter');
  expect(expected.deeds).toBe(1);
  let open = 0;
  const faults = await killedAtEach('letter', expected.events, { every: 2 }, async (scene, runtime) => {
    const { runId, faultsOf } = await harmed(runtime, scene.world);
    if ((await runtime.summary(runId)).status === 'completed') return faultsOf(await runtime.outcome(runId), expected);
    const wasCutOff = isCutOff(await runtime.history(runId));
    const sent = scene.world.deeds().length;
    let asked = 0;
    const ask = async ({ id }: Question): Promise<string> => {
      if (!id.startsWith('repeat-')) return 'yes';
      asked++;
      return scene.world.deeds().length > 0 ? 'no' : 'yes';
    };
    const outcome = await (await runtime.resume(runId, { ask })).result;
    open += wasCutOff ? 1 : 0;
    const faults = asked === (wasCutOff ? 1 : 0) ? [] : [`the user was asked ${asked} times whether it is to be done again`];
    if (!wasCutOff || sent === 0) return [...faults, ...faultsOf(outcome, expected)];
    // Who finds the letter sent does not have it sent again, and the step has no result of its own.
    if (outcome.status !== 'failed' || outcome.error?.code !== 'REFUSED') faults.push(`ended ${outcome.status} ${outcome.error?.code ?? ''}`);
    return [...faults, ...faultsOf(outcome, { ...expected, outcome: essence(outcome) })];
  });
  expect(faults).toEqual([]);
  expect(open).toBeGreaterThan(2);
  expect(readdirSync(stage.temporary)).toEqual([]);
});
