import { z } from 'zod';
import { accepts, isMedia } from './modality.js';
import type { OracleSpec } from './oracle.js';
import { StepRef, type Binding, type Each, type First, type Source } from './binding.js';
import { comparisonFault } from './comparison-fault.js';
import type { Condition } from './condition.js';
import { Plan, Step, type Given } from './plan.js';
import { formatPlanPath, type PlanFault, type PlanFaultCode } from './plan-fault.js';
import { findNeverRuns } from './never-runs.js';
import { findCycle, neededSteps } from './plan-graph.js';
import { describePort, didYouMean, itHas, quote, spoken, what } from './plan-words.js';
import type { Port } from './ports.js';
import type { ToolSpec } from './tool.js';
import { ValueTypes, type ValueType } from './value-type.js';
import { dependenciesOf, isEach, isFirst, sourcesOf, splitRef } from './sources.js';

/** What a plan may speak of. */
export interface PlanVocabulary {
  readonly tools: readonly ToolSpec[];
  readonly oracles: readonly OracleSpec[];
  /** `unknown`: what will be given is not known yet; names and modalities of givens are not checked. */
  readonly givens: readonly Given[] | 'unknown';
}

export type PlanCheck = { readonly plan: Plan; readonly faults: readonly [] } | { readonly plan?: undefined; readonly faults: readonly PlanFault[] };

/**
 * Checks a plan whole, before anything runs, and names all faults at once (of more than 100 the first 100 and how many more),
 * each with its path. A valid plan comes back with its defaults filled in.
 *
 * Rules that the types do not say: a port without `list` takes exactly one source, and that source must not be a list
 * output; a list port takes one or several sources, and a list output is spread into it. Content ports of every modality
 * but image, audio and video may hold literals (`text` and `url` as strings); parameter ports hold a literal, or a map over
 * literals. The outputs of a mapped step are lists; a map walks a list (of a list of lists: the outer one).
 */
export function validatePlan(plan: unknown, vocabulary: PlanVocabulary): PlanCheck {
  return new PlanValidator(vocabulary).check(plan);
}

const Envelope = z.object({ ...Plan.shape, steps: z.array(z.unknown()), deliverables: z.array(z.unknown()).default([]) });

/** Faults that are listed at most; nobody reads thousands, and each is stored with the run. */
const MOST_FAULTS = 100;

/** A misspelt `criteria` would otherwise be passed over, and nothing would be checked. */
const StrictStep = Step.strict();

function listed(faults: readonly PlanFault[]): readonly PlanFault[] {
  const more = faults.length - MOST_FAULTS;
  return more <= 0 ? faults : [...faults.slice(0, MOST_FAULTS), { path: '', code: 'more-faults', message: `${more} more are not listed.` }];
}

class PlanValidator {
  readonly #faults: PlanFault[] = [];
  readonly #tools: ReadonlyMap<string, ToolSpec>;
  readonly #oracles: ReadonlyMap<string, OracleSpec>;
  readonly #givens: ReadonlyMap<string, Given> | undefined;
  #types: ValueTypes = new ValueTypes([], new Map());
  /** Tool of each step id that the plan uses, also of steps that are malformed elsewhere; `undefined`: tool unknown. */
  readonly #stepTools = new Map<string, ToolSpec | undefined>();

  constructor(vocabulary: PlanVocabulary) {
    this.#tools = new Map(vocabulary.tools.map((tool) => [tool.name, tool]));
    this.#oracles = new Map(vocabulary.oracles.map((oracle) => [oracle.name, oracle]));
    this.#givens = vocabulary.givens === 'unknown' ? undefined : new Map(vocabulary.givens.map((given) => [given.name, given]));
  }

  check(raw: unknown): PlanCheck {
    const envelope = Envelope.safeParse(raw);
    if (!envelope.success) {
      this.#shapeFaults(envelope.error, []);
      return { faults: listed(this.#faults) };
    }
    const steps = this.#steps(envelope.data.steps);
    this.#types = new ValueTypes(steps.map(({ step }) => step), this.#tools);
    const deliverables = this.#deliverables(envelope.data.deliverables);
    for (const { step, index } of steps) this.#step(step, index);
    this.#structure(steps, deliverables);
    if (this.#faults.length > 0) return { faults: listed(this.#faults) };
    return { plan: { ...envelope.data, steps: steps.map(({ step }) => step), deliverables }, faults: [] };
  }

  #fault(path: readonly PropertyKey[], code: PlanFaultCode, message: string): void {
    this.#faults.push({ path: formatPlanPath(path), code, message });
  }

  #shapeFaults(error: z.ZodError, under: readonly PropertyKey[]): void {
    for (const issue of error.issues) {
      const message = issue.code === 'invalid_union' ? 'expected {"ref": "step.port"}, {"given": name}, {"value": literal}, a list of these, {"first": [...]} or {"map": ...}' : issue.message;
      this.#fault([...under, ...issue.path], 'bad-shape', message);
    }
  }

  /** The well-formed steps with their places; ids and tools of all steps become known. */
  #steps(raw: readonly unknown[]): { step: Step; index: number }[] {
    if (raw.length === 0) this.#fault(['steps'], 'no-steps', 'The plan has no steps.');
    const seen = new Map<string, number>();
    return raw.flatMap((value, index) => {
      const id = field(value, 'id');
      const tool = field(value, 'tool');
      if (id !== undefined) {
        const first = seen.get(id);
        if (first === undefined) {
          seen.set(id, index);
          this.#stepTools.set(id, tool === undefined ? undefined : this.#tools.get(tool));
        } else {
          this.#fault(['steps', index, 'id'], 'duplicate-id', `The id ${quote(id)} is already that of steps[${first}]; give each step its own.`);
        }
      }
      const step = StrictStep.safeParse(value);
      if (!step.success) this.#shapeFaults(step.error, ['steps', index]);
      return step.success ? [{ step: step.data, index }] : [];
    });
  }

  #step(step: Step, index: number): void {
    const tool = this.#tools.get(step.tool);
    if (!tool) {
      this.#fault(['steps', index, 'tool'], 'unknown-tool', `There is no tool ${quote(step.tool)}.${didYouMean(step.tool, this.#tools.keys())}`);
      this.#references(step, index);
      return;
    }
    for (const port of tool.inputs) {
      if (!port.optional && !Object.hasOwn(step.inputs, port.name)) {
        this.#fault(['steps', index, 'inputs', port.name], 'missing-input', `${tool.name} needs its input ${quote(port.name)} (${describePort(port)}).`);
      }
    }
    for (const [name, binding] of Object.entries(step.inputs)) {
      const path = ['steps', index, 'inputs', name];
      const port = tool.inputs.find((input) => input.name === name);
      if (port) this.#binding(binding, port, path);
      else this.#fault(path, 'unknown-input', `${tool.name} has no input ${quote(name)}.${itHas(tool.inputs)}`);
    }
    step.criteria.forEach((_, at) => { this.#criterion(step, tool, ['steps', index, 'criteria', at], at); });
    if (step.when) this.#condition(step.when, ['steps', index, 'when']);
    this.#sideBySide(step, index);
  }

  /** References of a step whose tool is unknown: at least that they point at something. */
  #references(step: Step, index: number): void {
    for (const [name, binding] of Object.entries(step.inputs)) {
      each(binding, ['steps', index, 'inputs', name], (source, path) => { this.#produced(source, path); });
    }
  }

  #binding(binding: Binding, port: Port, path: readonly PropertyKey[]): void {
    if (port.role === 'parameter') {
      this.#parameter(binding, port, path);
    } else if (isEach(binding)) {
      this.#each(binding, path, (type, what, at) => { this.#fits(type, what, port, at); }, (source, at) => { this.#content(source, port, at); });
    } else if (isFirst(binding)) {
      const type = this.#first(binding, [...path, 'first'], (source, at) => { this.#literal(source, port, at); });
      if (type) this.#fits(type, 'whichever ran', port, path);
    } else if (!port.list && Array.isArray(binding)) {
      this.#fault(path, 'list-mismatch', `The port takes one ${port.modality}, not a list.`);
    } else {
      if (!port.optional && sourcesOf(binding).length === 0) this.#fault(path, 'missing-input', `The port needs at least one ${port.modality}.`);
      each(binding, path, (source, at) => { this.#content(source, port, at); });
    }
  }

  #parameter(binding: Binding, port: Port, path: readonly PropertyKey[]): void {
    const literals = isEach(binding) && Array.isArray(binding.map) ? binding.map : [binding];
    if (literals.length === 0) this.#fault([...path, 'map'], 'empty-list', 'There is nothing to do for an empty list; name its items or leave the step out.');
    literals.forEach((literal, index) => {
      const at = isEach(binding) ? [...path, 'map', index] : path;
      if (Array.isArray(literal) || !('value' in literal)) {
        this.#fault(at, 'not-a-literal', 'The port is a parameter: write {"value": literal}, or {"map": [{"value": literal}, ...]}.');
        return;
      }
      const problem = port.schema && mismatch(port.schema, literal.value);
      if (problem) this.#fault(at, 'bad-literal', `${JSON.stringify(literal.value)} does not fit: ${problem.message}.`);
    });
  }

  #content(source: Source, port: Port, path: readonly PropertyKey[]): void {
    this.#literal(source, port, path);
    const type = this.#produced(source, path);
    if (!type) return;
    if (!accepts(port.modality, type.modality)) this.#fault(path, 'wrong-modality', `${what(source)} is ${type.modality}, but the port takes ${port.modality}.`);
    if (type.depth > 0 && !port.list) this.#fault(path, 'list-mismatch', `${what(source)} is a list of ${type.modality}, but the port takes one.`);
  }

  #literal(source: Source, port: Port, path: readonly PropertyKey[]): void {
    if (!('value' in source)) return;
    if (isMedia(port.modality)) this.#fault(path, 'bad-literal', `The port takes ${port.modality}; media cannot be literals: use {"ref"} or {"given"}.`);
    else if ((port.modality === 'text' || port.modality === 'url') && typeof source.value !== 'string') this.#fault(path, 'bad-literal', `The port takes ${port.modality}: the literal must be a string.`);
  }

  #fits(type: ValueType, name: string, port: Port, path: readonly PropertyKey[]): void {
    if (!accepts(port.modality, type.modality)) this.#fault(path, 'wrong-modality', `${name} is ${type.modality}, but the port takes ${port.modality}.`);
    if (type.depth > 0 && !port.list) this.#fault(path, 'list-mismatch', `${name} is a list of ${type.modality}, but the port takes one.`);
  }

  /** A map: `onItem` gets the type of one item of a list output, `onSource` each source of a list that is written down. */
  #each({ map }: Each, path: readonly PropertyKey[], onItem: (type: ValueType, name: string, at: readonly PropertyKey[]) => void, onSource: (source: Source, at: readonly PropertyKey[]) => void): void {
    const at = [...path, 'map'];
    if (Array.isArray(map)) {
      if (map.length === 0) this.#fault(at, 'empty-list', 'There is nothing to do for an empty list; name its items or leave the step out.');
      map.forEach((source, index) => {
        const type = 'ref' in source ? this.#types.output(source.ref) : undefined;
        // Lists are spread: what is walked is one value, whatever it comes from.
        if (type && type.depth > 0) onItem({ ...type, depth: 0, length: [] }, `an item of ${what(source)}`, [...at, index]);
        else onSource(source, [...at, index]);
      });
      return;
    }
    const noLiteral = (source: Source, where: readonly PropertyKey[]): void => {
      if ('value' in source) this.#fault(where, 'not-a-list', 'The literal stands for one value, not for one each item.');
    };
    const type = isFirst(map) ? this.#first(map, [...at, 'first'], noLiteral) : this.#produced(map, at);
    const name = isFirst(map) ? 'whichever ran' : what(map);
    if (type?.depth === 0) this.#fault(at, 'not-a-list', `${name} is one ${type.modality}, not a list: there are no items to walk.`);
    else if (type) onItem({ ...type, depth: type.depth === 2 ? 1 : 0, length: [] }, `an item of ${name}`, at);
  }

  /** Whichever ran: the type that all of them share; `undefined` after a fault. */
  #first({ first }: First, path: readonly PropertyKey[], onLiteral: (source: Source, at: readonly PropertyKey[]) => void): ValueType | undefined {
    const types = first.map((source, index) => {
      onLiteral(source, [...path, index]);
      return this.#produced(source, [...path, index]);
    });
    first.slice(0, -1).forEach((source, index) => {
      const unknown = 'ref' in source && types[index] === undefined;
      if (unknown || this.#types.maySkip(source, (step, port) => this.#optional(step, port))) return;
      this.#fault([...path, index + 1], 'never-taken', `${what(source)} before it is always there: no condition can skip it.`);
    });
    const known = types.flatMap((type, index) => (type ? [{ type, index }] : []));
    const lead = known[0]?.type;
    for (const { type, index } of known.slice(1)) {
      if (!lead) break;
      if (type.modality !== lead.modality) this.#fault([...path, index], 'wrong-modality', `${what(first[index])} is ${type.modality}, but the first of them is ${lead.modality}.`);
      else if (type.depth !== lead.depth) this.#fault([...path, index], 'list-mismatch', `${what(first[index])} is ${type.depth === 0 ? 'one value' : 'a list'}, and the first of them is ${lead.depth === 0 ? 'one value' : 'a list'}.`);
      else if (String(type.length) !== String(lead.length)) this.#fault([...path, index], 'list-lengths', `${what(first[index])} need not be as long as the first of them.`);
    }
    return lead;
  }

  #optional(step: Step, port: string): boolean {
    return this.#stepTools.get(step.id)?.inputs.find(({ name }) => name === port)?.optional ?? false;
  }

  /** Lists that one step walks together are equally long. */
  #sideBySide(step: Step, index: number): void {
    const walked = [...Object.entries(step.inputs).map(([name, binding]) => ({ binding, path: ['inputs', name] })), ...(step.when ? [{ binding: step.when.of, path: ['when', 'of'] }] : [])];
    const lists = walked.flatMap(({ binding, path }) => (isEach(binding) ? [{ path, length: this.#types.lengthOf(binding) }] : [])).filter(({ length }) => length.length > 0);
    for (const { path, length } of lists.slice(1)) {
      if (String(length) === String(lists[0]?.length)) continue;
      this.#fault(['steps', index, ...path, 'map'], 'list-lengths', `The lists that the step walks side by side need not be equally long: ${spoken(lists[0]?.length ?? [])} and ${spoken(length)}.`);
    }
  }

  #condition(condition: Condition, path: readonly PropertyKey[]): void {
    const at = [...path, 'of'];
    const { of } = condition;
    const look = (type: ValueType, name: string): void => { this.#looksAt(condition, type, name, path); };
    const produced = (source: Source, where: readonly PropertyKey[]): void => {
      const type = this.#produced(source, where);
      if (type) look(type, what(source));
    };
    const first = isFirst(of) ? this.#first(of, [...at, 'first'], () => undefined) : undefined;
    if (first) look(first, 'whichever ran');
    if (isEach(of)) this.#each(of, at, look, produced);
    else if (!isFirst(of)) produced(of, at);
  }

  /** A condition on values of this type can be decided at all. */
  #looksAt(condition: Condition, type: ValueType, name: string, path: readonly PropertyKey[]): void {
    const { criterion } = condition;
    if (criterion) {
      if (condition.field !== undefined) this.#fault([...path, 'field'], 'undecidable-condition', 'An oracle looks at a whole output; leave the field out.');
      if (type.depth > 0) this.#fault([...path, 'of'], 'undecidable-condition', `${name} is a list, and an oracle looks at one value; use {"map": ...} for each item's own.`);
      this.#oracleFits(criterion, { name, modality: type.modality }, [...path, 'criterion']);
      return;
    }
    const fault = comparisonFault(condition, type, name);
    if (fault) this.#fault([...path, fault.at], fault.code, fault.message);
  }

  /** What a reference or a given stands for; `undefined` for a literal, after a fault, or where the producing step's tool is unknown. */
  #produced(source: Source, path: readonly PropertyKey[]): ValueType | undefined {
    if ('value' in source) return undefined;
    if ('given' in source) {
      if (!this.#givens) return undefined;
      const given = this.#givens.get(source.given);
      if (given) return { modality: given.modality, depth: 0, length: [] };
      this.#fault(path, 'unknown-given', `Nothing named ${quote(source.given)} was given.${didYouMean(source.given, this.#givens.keys())}`);
      return undefined;
    }
    const { step, port } = splitRef(source.ref);
    if (!this.#stepTools.has(step)) {
      this.#fault(path, 'dangling-reference', `${quote(source.ref)}: there is no step ${quote(step)}.${didYouMean(step, this.#stepTools.keys())}`);
      return undefined;
    }
    const tool = this.#stepTools.get(step);
    const output = tool?.outputs.find((candidate) => candidate.name === port);
    if (!output) {
      if (tool) this.#fault(path, 'unknown-output', `${quote(source.ref)}: ${tool.name} has no output ${quote(port)}.${itHas(tool.outputs)}`);
      return undefined;
    }
    // A step that is malformed elsewhere has no type as a whole, but its tool has.
    return this.#types.output(source.ref) ?? { modality: output.modality, depth: output.list ? 1 : 0, length: output.list ? [source.ref] : [], schema: output.schema };
  }

  #criterion(step: Step, tool: ToolSpec, path: readonly PropertyKey[], at: number): void {
    const criterion = step.criteria[at];
    if (!criterion) return;
    const port = criterion.port === undefined ? tool.outputs[0] : tool.outputs.find((output) => output.name === criterion.port);
    if (!port && this.#oracles.has(criterion.oracle)) {
      this.#fault([...path, 'port'], 'unknown-criterion-port', `${tool.name} has no output ${quote(criterion.port ?? '')}.${itHas(tool.outputs)}`);
    }
    this.#oracleFits(criterion, port && { name: `${tool.name}.${port.name}`, modality: port.modality }, path);
  }

  /** The oracle exists, judges what it is to look at, and takes its parameters. */
  #oracleFits({ oracle: name, params }: Pick<Step['criteria'][number], 'oracle' | 'params'>, subject: { name: string; modality: string } | undefined, path: readonly PropertyKey[]): void {
    const oracle = this.#oracles.get(name);
    if (!oracle) {
      this.#fault([...path, 'oracle'], 'unknown-oracle', `There is no oracle ${quote(name)}.${didYouMean(name, this.#oracles.keys())}`);
      return;
    }
    if (subject && !oracle.modalities.includes(subject.modality) && !oracle.modalities.includes('any')) {
      this.#fault([...path, 'oracle'], 'oracle-modality', `${oracle.name} judges ${oracle.modalities.join(', ')}, but ${subject.name} is ${subject.modality}.`);
    }
    const problem = mismatch(oracle.params, params);
    if (problem) this.#fault([...path, 'params', ...problem.path], 'bad-criterion', `The parameters do not fit ${oracle.name}: ${problem.message}.`);
  }

  #deliverables(raw: readonly unknown[]): string[] {
    return raw.flatMap((value, index) => {
      const path = ['deliverables', index];
      const ref = StepRef.safeParse(value);
      if (!ref.success) {
        this.#shapeFaults(ref.error, path);
        return [];
      }
      const { step, port } = splitRef(ref.data);
      const tool = this.#stepTools.get(step);
      if (!this.#stepTools.has(step)) this.#fault(path, 'unknown-deliverable', `${quote(ref.data)}: there is no step ${quote(step)}.${didYouMean(step, this.#stepTools.keys())}`);
      else if (tool && !tool.outputs.some((output) => output.name === port)) this.#fault(path, 'unknown-deliverable', `${quote(ref.data)}: ${tool.name} has no output ${quote(port)}.${itHas(tool.outputs)}`);
      return [ref.data];
    });
  }

  /** Faults of the graph as a whole: cycles and superfluous steps. */
  #structure(placed: readonly { step: Step; index: number }[], deliverables: string[]): void {
    const steps = placed.map(({ step }) => step);
    const cycle = findCycle(steps);
    if (cycle) {
      const [first = '', second = first] = cycle;
      const at = placed.find(({ step }) => step.id === first);
      const port = Object.entries(at?.step.inputs ?? {}).find(([, binding]) => dependenciesOf({ inputs: { port: binding } }).includes(second));
      this.#fault(['steps', at?.index ?? 0, ...(port ? ['inputs', port[0]] : ['when'])], 'cycle', `Steps wait for each other: ${[...cycle, first].join(' → ')}.`);
    }
    for (const { id, part, needs, against } of findNeverRuns(steps, (step, port) => this.#optional(step, port))) {
      const index = placed.find(({ step }) => step.id === id)?.index ?? 0;
      this.#fault(['steps', index, ...(part === 'when' ? ['when'] : ['inputs', part.port])], 'never-runs', `${quote(id)} can never run: this needs that ${needs}, and another of its inputs needs that ${against}. Use {"first": [...]} for whichever branch ran.`);
    }
    const needed = neededSteps({ steps, deliverables });
    for (const { step, index } of placed) {
      if (!needed.has(step.id)) this.#fault(['steps', index], 'superfluous-step', `Nothing that ${quote(step.id)} (${step.tool}) makes reaches a deliverable; remove it or deliver it.`);
    }
  }
}

/** Visits the sources of a binding, each with its path. */
function each(binding: Binding, path: readonly PropertyKey[], visit: (source: Source, path: readonly PropertyKey[]) => void): void {
  if (Array.isArray(binding)) binding.forEach((source, at) => { visit(source, [...path, at]); });
  else if ('map' in binding) each(binding.map, [...path, 'map'], visit);
  else if ('first' in binding) each(binding.first, [...path, 'first'], visit);
  else visit(binding, path);
}

const compiled = new WeakMap<Record<string, unknown>, z.ZodType>();

/** The first way in which `value` does not fit a JSON Schema; a fault of the schema itself throws. */
function mismatch(schema: Record<string, unknown>, value: unknown): { path: readonly PropertyKey[]; message: string } | undefined {
  let type = compiled.get(schema);
  if (!type) {
    type = z.fromJSONSchema(schema);
    compiled.set(schema, type);
  }
  const issue = type.safeParse(value).error?.issues[0];
  if (!issue) return undefined;
  const where = formatPlanPath(issue.path);
  return { path: issue.path, message: where === '' ? issue.message : `${where}: ${issue.message}` };
}

function field(value: unknown, name: string): string | undefined {
  const found: unknown = typeof value === 'object' && value !== null ? (value as Record<string, unknown>)[name] : undefined;
  return typeof found === 'string' ? found : undefined;
}
