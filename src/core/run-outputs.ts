import type { Source } from './binding.js';
import { acceptedAttempt, type RunState, type StepState } from './run-state.js';
import { isMapped, splitRef } from './sources.js';

/** An output of a step, and of which item where the step is mapped. */
export interface OutputAt {
  /** The artifact's id. */
  readonly artifact: string;
  readonly item: StepState['itemOf'];
}

/**
 * What is there for `step.port`: one value, those of a list output, or those of all items of a mapped step, in order. Beside
 * the references that plans hold it knows those of items: `step[2].port` (one item's own) and `step.port[3]` (one element of
 * a list output).
 */
export function outputsAt(state: RunState, ref: string): OutputAt[] {
  const { step: id, port } = splitRef(ref);
  const step = state.steps.get(id);
  if (!step) return [];
  if (step.items) return step.items.flatMap((item) => outputsAt(state, `${item}.${port}`));
  const [, name = port, element] = /^(.*)\[(\d+)\]$/.exec(port) ?? [];
  const made = [acceptedAttempt(step)?.outputs[name] ?? []].flat();
  const chosen = element === undefined ? made : made.slice(Number(element) - 1, Number(element));
  return chosen.map((artifact) => ({ artifact, item: step.itemOf }));
}

/** True when `step.port` stands for a list in this run. */
export function isListAt(state: RunState, ref: string): boolean {
  const { step: id, port } = splitRef(ref);
  const step = state.steps.get(id);
  return step !== undefined && (isMapped(step.step) || Array.isArray(acceptedAttempt(step)?.outputs[port]));
}

/** True when the source has a value as far as steps go: it is no output, or its step completed. */
export function isThere(state: RunState, source: Source): boolean {
  return !('ref' in source) || state.steps.get(splitRef(source.ref).step)?.status === 'completed';
}
