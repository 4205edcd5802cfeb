import { acceptedAttempt, type Artifact, type RunState } from '../core/index.js';
import type { RunInput } from './types.js';

/**
 * What an earlier run was given and what it made, as inputs of a later one: files and addresses by their names, results as
 * `step.port` in the order of the plan, lists left out. A task such as "make it shorter" then finds what it speaks of.
 */
export function inputsOfRun(state: RunState): RunInput[] {
  const given = state.givens.flatMap(({ name, artifact, value }): RunInput[] => {
    const stored = artifact === undefined ? undefined : state.artifacts.get(artifact);
    if (stored) return [asInput(stored, name)];
    return value === undefined ? [] : [{ url: value }];
  });
  const made = [...state.steps.values()].flatMap((step) =>
    Object.entries(acceptedAttempt(step)?.outputs ?? {}).flatMap(([port, id]): RunInput[] => {
      const stored = typeof id === 'string' ? state.artifacts.get(id) : undefined;
      return stored ? [asInput(stored, `${step.step.id}.${port}`)] : [];
    }),
  );
  return [...given, ...made];
}

function asInput(artifact: Artifact, name: string): RunInput {
  return { artifact: { ...artifact, name } };
}
