import type { Binding, Each, Source } from './binding.js';
import type { Condition } from './condition.js';
import type { Step } from './plan.js';
import { acceptedAttempt, type RunState } from './run-state.js';
import { isEach, isFirst, isMapped, splitRef } from './sources.js';

/** One item of a mapped step: a step of its own, with each map replaced by what the item has in its place. */
export interface MapItem {
  readonly step: Step;
  /** What it is about, in words: the name of the file, the literal, or the output that it comes from. */
  readonly about: string;
}

interface Element {
  readonly binding: Source | { first: Source[] };
  readonly about: string;
}

/**
 * The items of a mapped step whose lists are known: `step[1]`, `step[2]`, ... A condition that looks at no item has been
 * decided for all of them; the step must have a map. No items: a list is empty, or what makes it was skipped.
 */
export function mapItems(step: Step, state: RunState): MapItem[] {
  const maps = [...Object.values(step.inputs), ...(step.when ? [step.when.of] : [])].filter(isEach);
  const walked = new Map<Binding, Element[]>(maps.map((each) => [each, elementsOf(each, state)]));
  const count = Math.min(...[...walked.values()].map((elements) => elements.length));
  return Array.from({ length: count }, (_, index) => {
    const own = (binding: Binding): Binding => walked.get(binding)?.[index]?.binding ?? binding;
    const inputs = Object.fromEntries(Object.entries(step.inputs).map(([port, binding]) => [port, own(binding)]));
    const when = step.when && isEach(step.when.of) ? { when: { ...step.when, of: own(step.when.of) as Condition['of'] } } : {};
    const { id, tool, criteria } = step;
    return { step: { id: `${id}[${index + 1}]`, tool, inputs, criteria, ...when }, about: [...walked.values()][0]?.[index]?.about ?? '' };
  });
}

function elementsOf({ map }: Each, state: RunState): Element[] {
  if (Array.isArray(map)) return map.flatMap((source) => spread(source, state));
  if (!isFirst(map)) return listAt(map.ref, state);
  const lists = map.first.map((source) => ('ref' in source ? listAt(source.ref, state) : [])).filter((list) => list.length > 0);
  return (lists[0] ?? []).map(({ about }, index) => ({ about, binding: { first: lists.flatMap((list) => (list[index] && !('first' in list[index].binding) ? [list[index].binding] : [])) } }));
}

/** What a source in a written list gives: itself, or all that its list holds. */
function spread(source: Source, state: RunState): Element[] {
  if (!('ref' in source)) return [{ binding: source, about: 'given' in source ? source.given : inWords(source.value) }];
  const { step: id } = splitRef(source.ref);
  const step = state.steps.get(id);
  if (step && isMapped(step.step)) return listAt(source.ref, state).flatMap((element) => ('ref' in element.binding ? spread(element.binding, state) : []));
  const made = step && acceptedAttempt(step)?.outputs[splitRef(source.ref).port];
  return Array.isArray(made) ? listAt(source.ref, state) : [{ binding: source, about: step?.itemOf?.about ?? source.ref }];
}

/** The elements of the list that `step.port` stands for. */
function listAt(ref: string, state: RunState): Element[] {
  const { step: id, port } = splitRef(ref);
  const step = state.steps.get(id);
  if (!step) return [];
  if (isMapped(step.step)) return (step.items ?? []).map((item) => ({ binding: { ref: `${item}.${port}` }, about: state.steps.get(item)?.itemOf?.about ?? item }));
  const made = acceptedAttempt(step)?.outputs[port];
  return Array.isArray(made) ? made.map((artifact, index) => ({ binding: { ref: `${ref}[${index + 1}]` }, about: state.artifacts.get(artifact)?.name ?? `${ref}[${index + 1}]` })) : [];
}

function inWords(value: unknown): string {
  const words = typeof value === 'string' ? value : JSON.stringify(value);
  return words.length > 60 ? `${words.slice(0, 59)}…` : words;
}
