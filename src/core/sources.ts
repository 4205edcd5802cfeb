import type { Binding, Each, First, Source } from './binding.js';
import type { Step } from './plan.js';

// No schema here: the client reads plans without any dependency.

/** True when the binding makes its step run once an item. */
export function isEach(binding: Binding): binding is Each {
  return !Array.isArray(binding) && 'map' in binding;
}

/** True when the binding takes whichever of several steps ran. */
export function isFirst(binding: Binding | Each['map']): binding is First {
  return !Array.isArray(binding) && 'first' in binding;
}

/** All sources that a binding speaks of, in order. */
export function sourcesOf(binding: Binding): Source[] {
  if (Array.isArray(binding)) return binding;
  if ('map' in binding) return sourcesOf(binding.map);
  return 'first' in binding ? binding.first : [binding];
}

/** The same binding with each of its sources replaced. */
export function mapSources(binding: Binding, change: (source: Source) => Source): Binding {
  if (Array.isArray(binding)) return binding.map(change);
  if ('map' in binding) return { map: mapSources(binding.map, change) } as Each;
  return 'first' in binding ? { first: binding.first.map(change) } : change(binding);
}

/** The two halves of `step.port`. */
export function splitRef(ref: string): { step: string; port: string } {
  const dot = ref.indexOf('.');
  return { step: ref.slice(0, dot), port: ref.slice(dot + 1) };
}

/** Everything that a step is bound to: its inputs by port, and what its condition looks at as `when`. */
function bindingsOf(step: Pick<Step, 'inputs' | 'when'>): Binding[] {
  return [...Object.values(step.inputs), ...(step.when ? [step.when.of] : [])];
}

/** True when the step runs once an item. */
export function isMapped(step: Pick<Step, 'inputs' | 'when'>): boolean {
  return bindingsOf(step).some(isEach);
}

/** Ids of the steps that `step` waits for, each once. */
export function dependenciesOf(step: Pick<Step, 'inputs' | 'when'>): string[] {
  const ids = bindingsOf(step).flatMap(sourcesOf).flatMap((source) => ('ref' in source ? [splitRef(source.ref).step] : []));
  return [...new Set(ids)];
}

/** Names of the givens that `step` speaks of, each once. */
export function givensOf(step: Pick<Step, 'inputs' | 'when'>): string[] {
  return [...new Set(bindingsOf(step).flatMap(sourcesOf).flatMap((source) => ('given' in source ? [source.given] : [])))];
}
