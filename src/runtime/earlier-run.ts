import { acceptedAttempt, type Artifact, type RunState } from '../core/index.js';
import type { RunInput } from './types.js';

/** Things of earlier runs that a later one is offered, the latest. */
const OFFERED = 30;

/**
 * What an earlier run was given and what it made, as inputs of a later one: files and addresses by their names, results as
 * `step.port` in the order of the plan, lists left out, the latest last. A task such as "make it shorter" then finds what it speaks of; what no
 * word of the task means is left alone by the planner.
 */
export function inputsOfRun(state: RunState): RunInput[] {
  const given = state.givens.flatMap(({ name, artifact, value }): RunInput[] => {
    const stored = artifact === undefined ? undefined : state.artifacts.get(artifact);
    if (stored) return [asInput(stored, name)];
    return value === undefined ? [] : [{ url: value, earlier: true }];
  });
  const made = [...state.steps.values()].flatMap((step) =>
    Object.entries(acceptedAttempt(step)?.outputs ?? {}).flatMap(([port, id]): RunInput[] => {
      const stored = typeof id === 'string' ? state.artifacts.get(id) : undefined;
      return stored ? [asInput(stored, `${step.step.id}.${port}`)] : [];
    }),
  );
  // What was made anew of the same bytes stands once, in its later place.
  const last = new Map([...given, ...made].map((input) => [keyOf(input), input]));
  return [...given, ...made].filter((input) => last.get(keyOf(input)) === input).slice(-OFFERED);
}

function asInput(artifact: Artifact, name: string): RunInput {
  return { artifact: { ...artifact, name }, earlier: true };
}

function keyOf(input: RunInput): string {
  return JSON.stringify(typeof input === 'object' && 'artifact' in input ? input.artifact.id : input);
}
