import { z } from 'zod';
import { accepts, isMedia } from './modality.js';
import { nearestNames } from './nearest-names.js';
import type { OracleSpec } from './oracle.js';
import { Plan, sourcesOf, splitRef, Step, StepRef, type Binding, type Given, type Source } from './plan.js';
import { formatPlanPath, type PlanFault, type PlanFaultCode } from './plan-fault.js';
import { findCycle, neededSteps } from './plan-graph.js';
import type { Port } from './ports.js';
import type { ToolSpec } from './tool.js';

/** What a plan may speak of. */
export interface PlanVocabulary {
  readonly tools: readonly ToolSpec[];
  readonly oracles: readonly OracleSpec[];
  readonly givens: readonly Given[];
}

export type PlanCheck = { readonly plan: Plan; readonly faults: readonly [] } | { readonly plan?: undefined; readonly faults: readonly PlanFault[] };

/**
 * Checks a plan whole, before anything runs, and names all faults at once, each with its path. A valid plan comes back
 * with its defaults filled in.
 *
 * Rules that the types do not say: a port without `list` takes exactly one source, and that source must not be a list
 * output; a list port takes one or several sources, and a list output is spread into it. Content ports of every modality
 * but image, audio and video may hold literals (`text` and `url` as strings); parameter ports hold literals only.
 */
export function validatePlan(plan: unknown, vocabulary: PlanVocabulary): PlanCheck {
  return new PlanValidator(vocabulary).check(plan);
}

const Envelope = z.object({ ...Plan.shape, steps: z.array(z.unknown()), deliverables: z.array(z.unknown()).default([]) });

/** A misspelt `criteria` would otherwise be passed over, and nothing would be checked. */
const StrictStep = Step.strict();

class PlanValidator {
  readonly #faults: PlanFault[] = [];
  readonly #tools: ReadonlyMap<string, ToolSpec>;
  readonly #oracles: ReadonlyMap<string, OracleSpec>;
  readonly #givens: ReadonlyMap<string, Given>;
  /** Tool of each step id that the plan uses, also of steps that are malformed elsewhere; `undefined`: tool unknown. */
  readonly #stepTools = new Map<string, ToolSpec | undefined>();

  constructor(vocabulary: PlanVocabulary) {
    this.#tools = new Map(vocabulary.tools.map((tool) => [tool.name, tool]));
    this.#oracles = new Map(vocabulary.oracles.map((oracle) => [oracle.name, oracle]));
    this.#givens = new Map(vocabulary.givens.map((given) => [given.name, given]));
  }

  check(raw: unknown): PlanCheck {
    const envelope = Envelope.safeParse(raw);
    if (!envelope.success) {
      this.#shapeFaults(envelope.error, []);
      return { faults: this.#faults };
    }
    const steps = this.#steps(envelope.data.steps);
    const deliverables = this.#deliverables(envelope.data.deliverables);
    for (const { step, index } of steps) this.#step(step, index);
    this.#structure(steps, deliverables);
    if (this.#faults.length > 0) return { faults: this.#faults };
    return { plan: { ...envelope.data, steps: steps.map(({ step }) => step), deliverables }, faults: [] };
  }

  #fault(path: readonly PropertyKey[], code: PlanFaultCode, message: string): void {
    this.#faults.push({ path: formatPlanPath(path), code, message });
  }

  #shapeFaults(error: z.ZodError, under: readonly PropertyKey[]): void {
    for (const issue of error.issues) {
      const message = issue.code === 'invalid_union' ? 'expected {"ref": "step.port"}, {"given": name}, {"value": literal} or a list of these' : issue.message;
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
      return;
    }
    if (!port.list && Array.isArray(binding)) {
      this.#fault(path, 'list-mismatch', `The port takes one ${port.modality}, not a list.`);
    } else if (!port.optional && sourcesOf(binding).length === 0) {
      this.#fault(path, 'missing-input', `The port needs at least one ${port.modality}.`);
    }
    each(binding, path, (source, at) => { this.#content(source, port, at); });
  }

  #parameter(binding: Binding, port: Port, path: readonly PropertyKey[]): void {
    if (Array.isArray(binding) || !('value' in binding)) {
      this.#fault(path, 'not-a-literal', 'The port is a parameter: write {"value": literal}.');
      return;
    }
    const problem = port.schema && mismatch(port.schema, binding.value);
    if (problem) this.#fault(path, 'bad-literal', `${JSON.stringify(binding.value)} does not fit: ${problem.message}.`);
  }

  #content(source: Source, port: Port, path: readonly PropertyKey[]): void {
    if ('value' in source) {
      const isString = typeof source.value === 'string';
      if (isMedia(port.modality)) this.#fault(path, 'bad-literal', `The port takes ${port.modality}; media cannot be literals: use {"ref"} or {"given"}.`);
      else if ((port.modality === 'text' || port.modality === 'url') && !isString) this.#fault(path, 'bad-literal', `The port takes ${port.modality}: the literal must be a string.`);
      return;
    }
    const produced = this.#produced(source, path);
    if (!produced) return;
    if (!accepts(port.modality, produced.modality)) {
      this.#fault(path, 'wrong-modality', `${produced.what} is ${produced.modality}, but the port takes ${port.modality}.`);
    }
    if (produced.list && !port.list) this.#fault(path, 'list-mismatch', `${produced.what} is a list of ${produced.modality}, but the port takes one.`);
  }

  /** What a reference or a given stands for; `undefined` after a fault, or where the producing step's tool is unknown. */
  #produced(source: Source, path: readonly PropertyKey[]): { modality: string; list: boolean; what: string } | undefined {
    if ('value' in source) return undefined;
    if ('given' in source) {
      const given = this.#givens.get(source.given);
      if (given) return { modality: given.modality, list: false, what: quote(source.given) };
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
    if (output) return { modality: output.modality, list: output.list, what: quote(source.ref) };
    if (tool) this.#fault(path, 'unknown-output', `${quote(source.ref)}: ${tool.name} has no output ${quote(port)}.${itHas(tool.outputs)}`);
    return undefined;
  }

  #criterion(step: Step, tool: ToolSpec, path: readonly PropertyKey[], at: number): void {
    const criterion = step.criteria[at];
    if (!criterion) return;
    const oracle = this.#oracles.get(criterion.oracle);
    if (!oracle) {
      this.#fault([...path, 'oracle'], 'unknown-oracle', `There is no oracle ${quote(criterion.oracle)}.${didYouMean(criterion.oracle, this.#oracles.keys())}`);
      return;
    }
    const port = criterion.port === undefined ? tool.outputs[0] : tool.outputs.find((output) => output.name === criterion.port);
    if (!port) {
      this.#fault([...path, 'port'], 'unknown-criterion-port', `${tool.name} has no output ${quote(criterion.port ?? '')}.${itHas(tool.outputs)}`);
    } else if (!oracle.modalities.includes(port.modality) && !oracle.modalities.includes('any')) {
      this.#fault([...path, 'oracle'], 'oracle-modality', `${oracle.name} judges ${oracle.modalities.join(', ')}, but ${tool.name}.${port.name} is ${port.modality}.`);
    }
    const problem = mismatch(oracle.params, criterion.params);
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
      const port = Object.entries(at?.step.inputs ?? {}).find(([, binding]) => sourcesOf(binding).some((source) => 'ref' in source && splitRef(source.ref).step === second));
      this.#fault(['steps', at?.index ?? 0, 'inputs', port?.[0] ?? ''], 'cycle', `Steps wait for each other: ${[...cycle, first].join(' → ')}.`);
    }
    const needed = neededSteps({ steps, deliverables });
    for (const { step, index } of placed) {
      if (!needed.has(step.id)) this.#fault(['steps', index], 'superfluous-step', `Nothing that ${quote(step.id)} (${step.tool}) makes reaches a deliverable; remove it or deliver it.`);
    }
  }
}

function each(binding: Binding, path: readonly PropertyKey[], visit: (source: Source, path: readonly PropertyKey[]) => void): void {
  if (!Array.isArray(binding)) visit(binding, path);
  else binding.forEach((source, at) => { visit(source, [...path, at]); });
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

function quote(name: string): string {
  return JSON.stringify(name);
}

function describePort(port: Port): string {
  return `${port.list ? 'list of ' : ''}${port.modality}${port.description === '' ? '' : `, ${port.description}`}`;
}

function didYouMean(name: string, known: Iterable<string>): string {
  const near = nearestNames(name, [...known]);
  return near.length === 0 ? '' : ` Did you mean ${near.map(quote).join(' or ')}?`;
}

function itHas(ports: readonly Port[]): string {
  return ports.length === 0 ? ' It has none.' : ` It has ${ports.map((port) => `${quote(port.name)} (${port.modality})`).join(', ')}.`;
}
