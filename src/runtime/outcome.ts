import { acceptedAttempt, assuranceOf, toVouchError, VouchError, type Outcome, type RunState, type StepState } from '../core/index.js';
import type { ArtifactStore } from '../store/index.js';

/** How an outcome names what was made. */
export interface OutcomeOptions {
  /** Default true: what lies elsewhere is brought to this machine. False: each `path` is empty. */
  readonly paths?: boolean | undefined;
}

/** The outcome of a run, derived from its state. A run that is still open or was interrupted counts as `failed`. Throws STORE_FAILED, STORE_FULL and ARTIFACT_CORRUPT. */
export async function outcomeOf(state: RunState, store: ArtifactStore, { paths = true }: OutcomeOptions = {}): Promise<Outcome> {
  return outcomeWith(state, await artifactsOf(state, store, paths));
}

/** The outcome of a run that has just ended. Where what it made cannot be had just now, the outcome says so instead of naming it: the run has ended as it did. */
export async function outcomeAtEnd(state: RunState, store: ArtifactStore, options: OutcomeOptions): Promise<Outcome> {
  try {
    return await outcomeOf(state, store, options);
  } catch (thrown) {
    const { code, message } = toVouchError(thrown, 'STORE_FAILED');
    const error = new VouchError(code, `The run is ${state.status}, but what it made cannot be had from the artifact store: ${message}`, { cause: thrown });
    return { ...outcomeWith(state, []), ...(state.error ? {} : { error: error.toJSON() }) };
  }
}

function outcomeWith(state: RunState, artifacts: Outcome['artifacts']): Outcome {
  return {
    runId: state.runId,
    status: state.status === 'open' ? 'failed' : state.status,
    answer: state.answer,
    artifacts,
    steps: [...state.steps.values()].filter(({ itemOf }) => !itemOf).map((step) => stepOutcome(step, state)),
    verdicts: [...[...state.steps.values()].flatMap(({ attempts }) => attempts.flatMap(({ verdicts }) => verdicts)), ...state.answerVerdicts],
    unproved: [...state.unproved],
    assurance: assuranceOf([...state.steps.values()].flatMap((step) => acceptedAttempt(step)?.verdicts ?? [])),
    plan: state.plan ?? null,
    usage: state.usage,
    ...(state.status === 'suspended' && state.question ? { question: state.question } : {}),
    ...(state.error ? { error: state.error } : {}),
  };
}

function stepOutcome(step: StepState, state: RunState): Outcome['steps'][number] {
  if (!step.items) return one(step);
  const items = step.items.flatMap((id) => state.steps.get(id) ?? []);
  return { ...one(step), attempts: items.reduce((sum, { attempts }) => sum + attempts.length, 0), items: items.map((item) => ({ ...one(item), about: item.itemOf?.about ?? '' })) };
}

function one({ step, status, attempts, ms, skipped }: StepState): Outcome['steps'][number] {
  return { id: step.id, tool: attempts.at(-1)?.tool ?? step.tool, status, attempts: attempts.length, ms, ...(skipped ? { reason: skipped.reason } : {}) };
}

async function artifactsOf(state: RunState, store: ArtifactStore, paths: boolean): Promise<Outcome['artifacts']> {
  const made: Outcome['artifacts'] = [];
  for (const step of state.steps.values()) {
    for (const [port, ids] of Object.entries(acceptedAttempt(step)?.outputs ?? {})) {
      for (const id of [ids].flat()) {
        const artifact = state.artifacts.get(id);
        if (!artifact || !(await store.has(id))) continue;
        const { modality, mime, bytes } = artifact;
        made.push({ id, step: step.step.id, port, modality, mime, bytes, path: paths ? await store.path(id) : '' });
      }
    }
  }
  return made;
}
