import { acceptedAttempt, assuranceOf, type Outcome, type RunState, type StepState } from '../core/index.js';
import type { ArtifactStore } from '../store/index.js';

/** The outcome of a run, derived from its state. A run that is still open or was interrupted counts as `failed`. */
export function outcomeOf(state: RunState, store: ArtifactStore): Outcome {
  return {
    runId: state.runId,
    status: state.status === 'open' ? 'failed' : state.status,
    answer: state.answer,
    artifacts: artifactsOf(state, store),
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

function artifactsOf(state: RunState, store: ArtifactStore): Outcome['artifacts'] {
  return [...state.steps.values()].flatMap((step) =>
    Object.entries(acceptedAttempt(step)?.outputs ?? {}).flatMap(([port, ids]) =>
      [ids].flat().flatMap((id) => {
        const artifact = state.artifacts.get(id);
        if (!artifact || !store.has(id)) return [];
        const { modality, mime, bytes } = artifact;
        return [{ id, step: step.step.id, port, modality, mime, bytes, path: store.path(id) }];
      }),
    ),
  );
}
