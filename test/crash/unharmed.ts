import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Outcome } from '../../src/core/index.js';
import type { Runtime } from '../../src/runtime/types.js';
import { openStores } from '../../src/store/index.js';
import type { World } from './world.js';

/** What a run that nobody harms comes to. */
export interface Expected {
  readonly outcome: object;
  /** What it does to the world. */
  readonly deeds: number;
}

export function expectedOf(outcome: Outcome, world: World): Expected {
  return { outcome: essence(outcome), deeds: world.deeds().length };
}

/** What must be the same however often a run was harmed. `noisy`: steps that make other bytes each time. */
export function essence({ status, answer, artifacts, steps, unproved, error }: Outcome, noisy: readonly string[] = []): object {
  return {
    status, answer, unproved, error: error?.code,
    artifacts: artifacts.map(({ step, port, modality, id }) => [step, port, modality, noisy.includes(step) ? 'noise' : id]),
    steps: steps.map(({ id, status: ended }) => [id, ended]),
  };
}

/** A run that was harmed, as it lies there. */
export interface Harmed {
  readonly runId: string;
  /** What is wrong with how it ended: another outcome, a finished step that was done again, a deed that is missing or was done twice; `[]` where nothing is. */
  faultsOf(outcome: Outcome, expected: Expected): string[];
}

/** Call it before anybody goes on with the run, the only one of the runtime. */
export async function harmed(runtime: Runtime, world: World): Promise<Harmed> {
  const { runId } = (await runtime.runs())[0]!;
  const finished = await finishedSteps(runtime, runId);
  const before = world.calls().length;
  return {
    runId,
    faultsOf(outcome, expected) {
      const faults: string[] = [];
      const again = world.calls().slice(before).filter((step) => finished.includes(step));
      if (again.length > 0) faults.push(`done again: ${again.join(', ')}`);
      if (JSON.stringify(essence(outcome)) !== JSON.stringify(expected.outcome)) faults.push(`another outcome: ${JSON.stringify(essence(outcome))}`);
      const deeds = world.deeds();
      if (deeds.length !== expected.deeds || new Set(deeds).size < deeds.length) faults.push(`deeds: ${deeds.join(', ')}`);
      return faults;
    },
  };
}

/** Steps that the journal knows to be done, each item of a mapped one by itself. */
export async function finishedSteps(runtime: Runtime, runId: string): Promise<string[]> {
  return [...(await runtime.state(runId)).steps.values()].filter(({ status }) => status === 'completed').map(({ step }) => step.id);
}

/** Damaged artifacts of a data folder that nobody uses, and files of dead processes that are there after `gc`. */
export async function leftOver(folder: string, temporaryFolder: string): Promise<string[]> {
  const stores = openStores(folder);
  try {
    await stores.gc({ temporaryFolder });
    const faults = readdirSync(join(folder, 'artifacts', 'incoming')).map((name) => `left in incoming: ${name}`);
    const ids = readdirSync(join(folder, 'artifacts'), { recursive: true, encoding: 'utf8' }).flatMap((path) => /[0-9a-f]{64}$/.exec(path)?.[0] ?? []);
    for (const id of ids) await stores.artifacts.verify(id).catch((error: unknown) => faults.push(String(error)));
    return [...faults, ...(await stores.gc({ temporaryFolder, dryRun: true })).temporary];
  } finally {
    await stores.close();
  }
}
