import { dependenciesOf, type Step, type ToolSpec } from '../core/index.js';
import type { RunContext } from './run-context.js';

/** Tells the models which steps come next, so that theirs are loaded while the current ones work, and not unloaded before. */
export interface LookAhead {
  /** A step of the plan begins. */
  began(step: string): void;
  /** Nothing more is to come. */
  end(): void;
}

/** Steps that are looked at ahead, so that a step of a long plan costs no more than one of a short plan. */
const AHEAD = 64;

export function openLookAhead(context: RunContext): LookAhead {
  const { runId } = context.state;
  const steps = context.state.plan?.steps ?? [];
  if (steps.every(({ tool }) => (context.tools.get(tool)?.spec.needs ?? []).length === 0)) return { began: () => undefined, end: () => undefined };
  const over = new AbortController();
  const known = new Map(steps.map((step) => [step.id, step]));
  const needs = new Map(steps.map((step) => [step, dependenciesOf(step)]));
  const needsOf = (step: Step): readonly string[] => needs.get(step) ?? [];
  const followers = dependentsOf(steps, needsOf);
  const toCome = layersAfter(steps, needsOf).flat();
  const told = new Set<string>();
  let first = 0;
  const jobsOf = (step: Step): ToolSpec['needs'] => context.tools.get(step.tool)?.spec.needs ?? [];
  const isToCome = ({ id }: Step): boolean => !told.has(id) && context.state.steps.get(id)?.status === 'pending';
  const upcoming = (): Step[] => {
    for (let step = toCome[first]; step && !isToCome(step); step = toCome[first]) first++;
    const found: Step[] = [];
    for (let index = first; index < toCome.length && found.length < AHEAD; index++) {
      const step = toCome[index];
      if (step && isToCome(step)) found.push(step);
    }
    return found;
  };
  return {
    began(id) {
      if (told.has(id)) return;
      told.add(id);
      const layers = layersAfter(upcoming(), needsOf).map((layer) => [...new Set(layer.flatMap(jobsOf))]);
      const step = known.get(id);
      context.expect(runId, [step ? jobsOf(step) : [], ...layers]);
      const next = [...new Set((followers.get(id) ?? []).flatMap(jobsOf))];
      // A model that cannot be started is told by the step that needs it.
      if (next.length > 0) void context.warm(next, AbortSignal.any([context.signal, over.signal])).catch(() => undefined);
    },
    end() {
      over.abort();
      context.expect(runId, []);
    },
  };
}

/**
 * The steps in the order in which they can begin: a layer needs only those before it, and what is done or under way. Steps of a
 * cycle, and behind one, never begin; a checked plan has none.
 */
export function layersAfter(steps: readonly Step[], needsOf: (step: Step) => readonly string[] = dependenciesOf): Step[][] {
  const ids = new Set(steps.map(({ id }) => id));
  const waiting = new Map(steps.map((step) => [step.id, needsOf(step).filter((id) => ids.has(id)).length]));
  const followers = dependentsOf(steps, needsOf);
  const layers: Step[][] = [];
  for (let layer = steps.filter(({ id }) => waiting.get(id) === 0); layer.length > 0;) {
    layers.push(layer);
    layer = layer.flatMap(({ id }) => followers.get(id) ?? []).filter(({ id }) => {
      const left = (waiting.get(id) ?? 0) - 1;
      waiting.set(id, left);
      return left === 0;
    });
  }
  return layers;
}

/** By step: those that need it, each once. */
function dependentsOf(steps: readonly Step[], needsOf: (step: Step) => readonly string[]): Map<string, Step[]> {
  const followers = new Map<string, Step[]>();
  for (const step of steps) {
    for (const id of needsOf(step)) {
      const known = followers.get(id);
      if (known) known.push(step);
      else followers.set(id, [step]);
    }
  }
  return followers;
}
