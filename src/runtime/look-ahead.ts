import { dependenciesOf, type Step, type ToolSpec } from '../core/index.js';
import type { RunContext } from './run-context.js';

/** Tells the models which steps come next, so that theirs are loaded while the current ones work, and not unloaded before. */
export interface LookAhead {
  /** A step of the plan begins. */
  began(step: string): void;
  /** Nothing more is to come. */
  end(): void;
}

export function openLookAhead(context: RunContext): LookAhead {
  const { runId } = context.state;
  const steps = context.state.plan?.steps ?? [];
  const over = new AbortController();
  const told = new Set<string>();
  const jobsOf = (step: Step): ToolSpec['needs'] => context.tools.get(step.tool)?.spec.needs ?? [];
  const isToCome = ({ id }: Step): boolean => !told.has(id) && context.state.steps.get(id)?.status === 'pending';
  return {
    began(id) {
      if (told.has(id)) return;
      told.add(id);
      const layers = layersAfter(steps.filter(isToCome)).map((layer) => [...new Set(layer.flatMap(jobsOf))]);
      const current = steps.filter((step) => step.id === id).flatMap(jobsOf);
      context.expect(runId, [current, ...layers]);
      const next = [...new Set(steps.filter((step) => dependenciesOf(step).includes(id)).flatMap(jobsOf))];
      // A model that cannot be started is told by the step that needs it.
      if (next.length > 0) void context.warm(next, AbortSignal.any([context.signal, over.signal])).catch(() => undefined);
    },
    end() {
      over.abort();
      context.expect(runId, []);
    },
  };
}

/** The steps in the order in which they can begin: a layer needs only those before it, and what is done or under way. */
export function layersAfter(steps: readonly Step[]): Step[][] {
  const layers: Step[][] = [];
  let open = [...steps];
  while (open.length > 0) {
    const waiting = new Set(open.map(({ id }) => id));
    const layer = open.filter((step) => !dependenciesOf(step).some((id) => waiting.has(id)));
    // A cycle never begins; a checked plan has none.
    if (layer.length === 0) return layers;
    layers.push(layer);
    const placed = new Set(layer);
    open = open.filter((step) => !placed.has(step));
  }
  return layers;
}
