import { acceptedAttempt, assuranceOf, type Outcome, type RunState, type StepState } from '../core/index.js';
import type { ArtifactStore } from '../store/index.js';

/** The outcome of a run, derived from its state. A run that is still open or was interrupted counts as `failed`. */
export async function outcomeOf(state: RunState, store: ArtifactStore): Promise<Outcome> {
  return {
    runId: state.runId,
    status: state.status === 'open' ? 'failed' : state.status,
    answer: state.answer,
    artifacts: await artifactsOf(state, store),
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

async function artifactsOf(state: RunState, store: ArtifactStore): Promise<Outcome['artifacts']> {
  const made: Outcome['artifacts'] = [];
  for (const step of state.steps.values()) {
    for (const [port, ids] of Object.entries(acceptedAttempt(step)?.outputs ?? {})) {
      for (const id of [ids].flat()) {
        const artifact = state.artifacts.get(id);
        if (!artifact || !(await store.has(id))) continue;
        const { modality, mime, bytes } = artifact;
        made.push({ id, step: step.step.id, port, modality, mime, bytes, path: await store.path(id) });
      }
    }
  }
  return made;
}
