import { readFileSync } from 'node:fs';
import { acceptedAttempt, messageOf, splitRef, type Outcome, type RunState } from '../../src/core/index.js';
import { deliverablesOf } from '../../src/runtime/answer.js';
import type { Runtime } from '../../src/runtime/index.js';
import { ARMS, BUDGET, type Arm } from './arms.js';
import type { LoopRecord, AttemptRecord } from './record.js';
import type { RecordedModels } from './recording.js';
import type { Delivered, LoopTask, Workbench } from './task.js';

/** What a run takes place with. */
export interface Stand {
  readonly runtime: Runtime;
  readonly models: RecordedModels;
  readonly bench: Workbench;
  /** Attempts at a step, the first included. */
  readonly attempts: number;
}

/** Does one task in one arm and has the truth look at what came out. */
export async function runTask(task: LoopTask, arm: Arm, { runtime, models, bench, attempts }: Stand): Promise<LoopRecord> {
  const inputs = (await task.inputs?.(bench)) ?? [];
  const plan = typeof task.plan === 'function' ? task.plan(bench) : task.plan;
  models.begin();
  // Results of earlier runs are not taken over: what is shared is shared by the recording, with what it cost.
  const run = runtime.run({ goal: task.goal, inputs, ...(plan === undefined ? {} : { plan }), budget: { ...BUDGET, attempts }, reuse: false, ...ARMS[arm] });
  const outcome = await run.result;
  const ms = Math.round(outcome.usage.ms + models.savedMs());
  const state = await runtime.state(run.id);
  const made = outcome.artifacts.map(({ step, port, path }) => ({ step, port, path }));
  return {
    task: task.id, family: task.family, arm, status: outcome.status, answer: outcome.answer, unproved: outcome.unproved,
    ...(outcome.error ? { error: `${outcome.error.code}: ${outcome.error.message}` } : {}),
    faults: await faultsOf(task, { outcome, text: outcome.answer, made }, bench), cannot: task.expects === 'cannot',
    attempts: await attemptsOf(task, outcome, state, { runtime, bench }), tokens: outcome.usage.llmTokens, roles: { ...models.tokensByRole() }, ms,
  };
}

/** What the truth is shown: the outcome's own, or what an attempt would have delivered. */
interface Shown {
  readonly outcome: Outcome;
  readonly text: string;
  readonly made: readonly { readonly step: string; readonly port: string; readonly path: string }[];
}

/** What is not there is a fault, and so is what the truth cannot read. */
async function faultsOf(task: LoopTask, { outcome, text, made }: Shown, bench: Workbench): Promise<string[]> {
  const artifactAt = (step: string, port: string): string => {
    const found = made.find((artifact) => artifact.step === step && artifact.port === port);
    if (!found) throw new RangeError(`there is no ${port} of ${step}`);
    return found.path;
  };
  const delivered: Delivered = { outcome, text, file: artifactAt, data: (step, port) => readData(artifactAt(step, port)) };
  try {
    return [...(await task.truth(delivered, bench))];
  } catch (error) {
    return [`could not be looked at: ${messageOf(error)}`];
  }
}

function readData(path: string): unknown {
  const text = readFileSync(path, 'utf8');
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

async function attemptsOf(task: LoopTask, outcome: Outcome, state: RunState, { runtime, bench }: Pick<Stand, 'runtime' | 'bench'>): Promise<AttemptRecord[]> {
  const steps = [...state.steps.values(), ...state.retired];
  const delivering = state.plan && deliverablesOf(state.plan, state).map((delivered) => splitRef(delivered).step).at(-1);
  const last = delivering ?? state.plan?.steps.at(-1)?.id;
  const records: AttemptRecord[] = [];
  for (const step of steps) {
    for (const attempt of step.attempts) {
      const made = await Promise.all(Object.entries(attempt.outputs).flatMap(([port, ids]) => [ids].flat().map(async (id) => ({ step: step.step.id, port, id, path: await runtime.artifactPath(id) }))));
      const words = made.find(({ id }) => state.artifacts.get(id)?.modality === 'text');
      const text = words && readFileSync(words.path, 'utf8');
      records.push({
        step: step.step.id, tool: attempt.tool, rung: attempt.rung, status: attempt.status, accepted: attempt === acceptedAttempt(step), tokens: attempt.tokens ?? 0,
        fails: attempt.verdicts.filter(({ status }) => status === 'fail').map(({ oracle, critique }) => ({ oracle, critique: critique ?? '' })),
        ...(step.step.id === last && made.length > 0 ? { faults: await faultsOf(task, { outcome, text: text ?? '', made }, bench) } : {}),
        ...(text === undefined ? {} : { text }),
      });
    }
  }
  return records;
}
