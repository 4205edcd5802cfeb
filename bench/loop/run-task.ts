import { readFileSync } from 'node:fs';
import { acceptedAttempt, messageOf, type Outcome, type RunState } from '../../src/core/index.js';
import type { Runtime } from '../../src/runtime/index.js';
import { ARMS, BUDGET, type Arm } from './arms.js';
import type { LoopRecord, AttemptRecord } from './record.js';
import type { RecordedModels } from './recording.js';
import type { Delivered, LoopTask, Workbench } from './task.js';

/** Does one task in one arm and has the truth look at what came out. */
export async function runTask(task: LoopTask, arm: Arm, { runtime, models, bench }: { readonly runtime: Runtime; readonly models: RecordedModels; readonly bench: Workbench }): Promise<LoopRecord> {
  const inputs = (await task.inputs?.(bench)) ?? [];
  const plan = typeof task.plan === 'function' ? task.plan(bench) : task.plan;
  models.begin();
  // Results of earlier runs are not taken over: what is shared is shared by the recording, with what it cost.
  const run = runtime.run({ goal: task.goal, inputs, ...(plan === undefined ? {} : { plan }), budget: BUDGET, reuse: false, ...ARMS[arm] });
  const outcome = await run.result;
  const state = runtime.state(run.id);
  const ms = Math.round(outcome.usage.ms + models.savedMs());
  return {
    task: task.id, family: task.family, arm, status: outcome.status, answer: outcome.answer, unproved: outcome.unproved,
    ...(outcome.error ? { error: `${outcome.error.code}: ${outcome.error.message}` } : {}),
    faults: await faultsOf(task, outcome, bench), cannot: task.expects === 'cannot',
    attempts: attemptsOf(state, runtime), tokens: outcome.usage.llmTokens, ms,
  };
}

/** What is not there is a fault, and so is what the truth cannot read. */
async function faultsOf(task: LoopTask, outcome: Outcome, bench: Workbench): Promise<string[]> {
  const artifactAt = (step: string, port: string): string => {
    const found = outcome.artifacts.find((artifact) => artifact.step === step && artifact.port === port);
    if (!found) throw new RangeError(`there is no ${port} of ${step}`);
    return found.path;
  };
  const delivered: Delivered = { outcome, text: outcome.answer, file: artifactAt, data: (step, port) => readData(artifactAt(step, port)) };
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

function attemptsOf(state: RunState, runtime: Runtime): AttemptRecord[] {
  return [...state.steps.values(), ...state.retired].flatMap((step) => {
    const accepted = acceptedAttempt(step);
    return step.attempts.map((attempt) => {
      const text = Object.values(attempt.outputs).flat().map((id) => state.artifacts.get(id)).find((artifact) => artifact?.modality === 'text');
      return {
        step: step.step.id, tool: attempt.tool, rung: attempt.rung, status: attempt.status, accepted: attempt === accepted, tokens: attempt.tokens ?? 0,
        fails: attempt.verdicts.filter(({ status }) => status === 'fail').map(({ oracle, critique }) => ({ oracle, critique: critique ?? '' })),
        ...(text ? { text: readFileSync(runtime.artifactPath(text.id), 'utf8') } : {}),
      };
    });
  });
}
