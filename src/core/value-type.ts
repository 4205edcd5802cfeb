import type { Binding, Each, Source } from './binding.js';
import type { Step } from './plan.js';
import type { ToolSpec } from './tool.js';
import { isEach, isFirst, sourcesOf, splitRef } from './sources.js';

/** What a source stands for, as far as plan and tools say it. */
export interface ValueType {
  readonly modality: string;
  /** 0: one value; 1: a list; 2: a list of lists, which a mapped step with a list output makes. */
  readonly depth: 0 | 1 | 2;
  /** Of the outer list, as terms that add up: lists with equal terms are equally long. Empty for depth 0. */
  readonly length: readonly string[];
  /** JSON Schema of one value, where it is known. */
  readonly schema?: Record<string, unknown> | undefined;
}

/** The types of the values in a plan, its faulty parts left out. */
export class ValueTypes {
  readonly #steps: ReadonlyMap<string, Step>;
  readonly #tools: ReadonlyMap<string, Pick<ToolSpec, 'outputs'>>;
  readonly #lengths = new Map<string, readonly string[] | undefined>();

  constructor(steps: Iterable<Step>, tools: ReadonlyMap<string, Pick<ToolSpec, 'outputs'>>) {
    this.#steps = new Map([...steps].map((step) => [step.id, step]));
    this.#tools = tools;
  }

  /** The output `step.port`; `undefined` where plan or tool have none. */
  output(ref: string): ValueType | undefined {
    const { step: id, port: name } = splitRef(ref);
    const step = this.#steps.get(id);
    const port = step && this.#tools.get(step.tool)?.outputs.find((output) => output.name === name);
    if (!port) return undefined;
    const items = this.itemsOf(step);
    const depth = items && port.list ? 2 : items || port.list ? 1 : 0;
    return { modality: port.modality, depth, length: items ?? (port.list ? [ref] : []), schema: port.schema };
  }

  /** How many items a mapped step has, as terms; `undefined` for a step that runs once. */
  itemsOf(step: Step): readonly string[] | undefined {
    if (this.#lengths.has(step.id)) return this.#lengths.get(step.id);
    // Where steps wait for each other, the length stands for itself.
    this.#lengths.set(step.id, [`${step.id}?`]);
    const [each] = [...Object.values(step.inputs), ...(step.when ? [step.when.of] : [])].filter(isEach);
    const length = each && this.lengthOf(each);
    this.#lengths.set(step.id, length);
    return length;
  }

  /** The length of the list that a mapped port walks. */
  lengthOf({ map }: Each): readonly string[] {
    if (!Array.isArray(map)) {
      const [source] = isFirst(map) ? map.first : [map];
      return source && 'ref' in source ? (this.output(source.ref)?.length ?? []) : [];
    }
    return map.flatMap((source) => this.#spread(source)).sort();
  }

  /** True when the step that makes this value may be skipped: by its condition, by an empty list, or with what it cannot do without. */
  maySkip(source: Source, optionalPort: (step: Step, port: string) => boolean): boolean {
    const open = new Set<string>();
    const skippable = (one: Source): boolean => {
      const step = 'ref' in one ? this.#steps.get(splitRef(one.ref).step) : undefined;
      if (!step || open.has(step.id)) return false;
      open.add(step.id);
      const mayBeEmpty = this.itemsOf(step)?.every((term) => term !== '1') ?? false;
      return step.when !== undefined || mayBeEmpty || Object.entries(step.inputs).some(([port, binding]) => !optionalPort(step, port) && needs(binding, skippable));
    };
    return skippable(source);
  }

  #spread(source: Source): readonly string[] {
    const type = 'ref' in source ? this.output(source.ref) : undefined;
    if (!type || type.depth === 0 || !('ref' in source)) return ['1'];
    return type.depth === 1 ? type.length : [`all of ${source.ref}`];
  }
}

/** Whether a binding gives nothing when the sources that may be skipped are. */
function needs(binding: Binding, maySkip: (source: Source) => boolean): boolean {
  return isEach(binding) && !Array.isArray(binding.map) ? needs(binding.map, maySkip) : sourcesOf(binding).every(maySkip);
}
