import { accepts, isMedia, Modality, type Given, type Port, type Source, type ToolSpec } from '../../core/index.js';
import type { Use } from './arrange.js';
import type { StatedLimits } from './stated-limits.js';
import { conversionPath, requiredContent, takesLiteral } from './type-paths.js';
import { stems } from './words.js';

/** A step before criteria and parameters. */
export interface DraftStep {
  readonly id: string;
  readonly tool: ToolSpec;
  readonly clause: string;
  readonly inputs: Record<string, Source | Source[]>;
  /** What the wording says about the result; empty for a converter that the types asked for. */
  readonly limits: StatedLimits;
  /** True for a converter that the types asked for, not the request. */
  readonly inserted: boolean;
}

/** A required input that nothing can provide. */
export interface OpenInput {
  readonly step: string;
  readonly tool: string;
  readonly port: Port;
  readonly clause: string;
}

/** A port for which several things that the user gave are equally likely. */
export interface UnclearInput {
  readonly tool: string;
  readonly port: Port;
  readonly options: readonly string[];
}

export interface Wiring {
  readonly steps: readonly DraftStep[];
  readonly open: readonly OpenInput[];
  readonly unclear: readonly UnclearInput[];
  readonly notes: readonly string[];
}

export interface WiringRequest {
  readonly goal: string;
  readonly uses: readonly Use[];
  readonly givens: readonly Given[];
  readonly tools: readonly ToolSpec[];
  /** Quoted texts by their marks (`[text 1]`). */
  readonly quotes: ReadonlyMap<string, string>;
  /** How well a tool fits the whole request; decides between equally short chains of converters. */
  readonly fit: (tool: ToolSpec) => number;
}

/** Something that a port can be bound to. */
interface Value {
  readonly source: Source;
  readonly modality: string;
  readonly list: boolean;
  /** Place of the producing step; -1 for what the user gave. */
  readonly step: number;
  readonly name: string;
  readonly words: ReadonlySet<string>;
  /** The first output of its step, or a given. */
  readonly primary: boolean;
  /** The tool of several uses that make the same of different files. */
  readonly group: ToolSpec | undefined;
  uses: number;
}

/** Binds the ports of the chosen tools to givens and earlier outputs by type, recency and wording, and inserts converters where a modality is missing. */
export function wireUses(request: WiringRequest): Wiring {
  return new Wirer(request).run();
}

class Wirer {
  readonly #request: WiringRequest;
  readonly #values: Value[];
  readonly #steps: DraftStep[] = [];
  readonly #open: OpenInput[] = [];
  readonly #unclear: UnclearInput[] = [];
  readonly #notes: string[] = [];
  readonly #spent = new Set<string>();

  constructor(request: WiringRequest) {
    this.#request = request;
    this.#values = request.givens.map((given) => ({ source: { given: given.name }, modality: given.modality, list: false, step: -1, name: given.name, words: new Set(stems(given.name.replace(/\.\w+$/, '').replace(/[\W_]+/g, ' '))), primary: true, group: undefined, uses: 0 }));
  }

  run(): Wiring {
    for (const use of this.#request.uses) {
      const given = this.#values.find((value) => use.given !== undefined && value.step < 0 && value.name === use.given);
      this.#add({ ...use, inserted: false }, given);
    }
    return { steps: this.#steps, open: this.#open, unclear: this.#unclear, notes: this.#notes };
  }

  /** Adds one step; `fixed` is bound to the first port that takes it. */
  #add({ tool, clause, limits, inserted, given }: Omit<Use, 'score'> & { inserted: boolean }, fixed: Value | undefined): Value[] {
    const inputs: Record<string, Source | Source[]> = {};
    const taken = new Set<Value>();
    for (const port of bindingOrder(tool)) {
      const first = fixed && !taken.has(fixed) && accepts(port.modality, fixed.modality);
      if (first) taken.add(fixed);
      const binding = first ? use(fixed) : this.#bind(tool, port, clause, taken);
      if (binding) inputs[port.name] = binding;
    }
    const id = this.#id(tool.name);
    for (const port of requiredContent(tool)) if (!(port.name in inputs)) this.#open.push({ step: id, tool: tool.name, port, clause });
    const index = this.#steps.push({ id, tool, clause, inputs, limits, inserted }) - 1;
    const words = new Set([...stems(tool.name.replace(/[_-]+/g, ' ')), ...stems(clause)]);
    const outputs = tool.outputs.map((port, at): Value => ({ source: { ref: `${id}.${port.name}` }, modality: port.modality, list: port.list, step: index, name: id, words, primary: at === 0, group: given === undefined ? undefined : tool, uses: 0 }));
    this.#values.push(...outputs);
    return outputs;
  }

  #bind(tool: ToolSpec, port: Port, clause: string, taken: Set<Value>): Source | Source[] | undefined {
    const fitting = this.#values.filter((value) => accepts(port.modality, value.modality) && (!value.list || port.list));
    const side = isSidePort(tool, port);
    const quoted = takesLiteral(port) ? this.#quotedIn(clause) : undefined;
    if (quoted !== undefined && !taken.size) return { value: quoted };
    if (port.list) return this.#bindList(port, clause, fitting, taken);
    const free = fitting.filter((value) => !taken.has(value));
    const candidates = side ? free.filter((value) => value.uses === 0 || mentions(clause, value)) : free;
    const best = this.#best(candidates, clause);
    if (best && !port.optional && best.step < 0 && isMedia(best.modality)) this.#doubt(tool, port, candidates, clause);
    if (best && (!port.optional || mentions(clause, best) || best.uses === 0)) {
      const bound = this.#joined(best, port, clause) ?? best;
      taken.add(best).add(bound);
      return use(bound);
    }
    if (quoted !== undefined) return { value: quoted };
    if (port.optional) return undefined;
    if (!side) {
      const converted = this.#convert(port, clause);
      if (converted) {
        taken.add(converted);
        return use(converted);
      }
    }
    if (takesLiteral(port)) return { value: this.#literal(clause) };
    const again = this.#best(fitting, clause);
    return again ? use(again) : undefined;
  }

  #bindList(port: Port, clause: string, fitting: readonly Value[], taken: Set<Value>): Source[] | undefined {
    const named = fitting.filter((value) => value.step < 0 && clause.includes(value.name));
    const unused = fitting.filter((value) => value.uses === 0 && (value.primary || port.modality !== Modality.any));
    const chosen = named.length > 1 ? named : unused.length > 0 ? unused : fitting;
    if (chosen.length === 0) {
      const converted = port.optional ? undefined : this.#convert(port, clause);
      return converted ? [use(converted)] : undefined;
    }
    for (const value of chosen) taken.add(value);
    return chosen.map(use);
  }

  /** Notes that it is unclear which of several files is meant, unless the tool takes them all or the words name one. */
  #doubt(tool: ToolSpec, port: Port, candidates: readonly Value[], clause: string): void {
    const likely = candidates.filter((value) => value.step < 0 && value.uses === 0);
    const takes = requiredContent(tool).filter((other) => accepts(other.modality, port.modality)).length;
    if (likely.length <= takes || likely.some((value) => clause.includes(value.name)) || this.#request.goal.includes(likely[0]?.name ?? '')) return;
    this.#unclear.push({ tool: tool.name, port, options: likely.map((value) => value.name) });
  }

  /** The results of the same work on several files as one, where a tool joins them. */
  #joined(value: Value, port: Port, clause: string): Value | undefined {
    const group = this.#values.filter((other) => other.group !== undefined && other.group === value.group && other.modality === value.modality && other.uses === 0);
    if (group.length < 2) return undefined;
    const joiner = this.#request.tools.find((tool) => {
      const [input, ...others] = requiredContent(tool);
      return input?.list && others.length === 0 && accepts(input.modality, value.modality) && tool.outputs[0]?.modality === port.modality;
    });
    return joiner && this.#add({ tool: joiner, clause, limits: {}, inserted: true }, undefined).at(0);
  }

  #best(values: readonly Value[], clause: string): Value | undefined {
    const words = new Set(stems(clause));
    const score = (value: Value): number => {
      if (value.step < 0) return (clause.includes(value.name) ? 6 : 0) + (value.uses === 0 ? 2 : 0.5) + overlap(words, value.words) + (/\boriginal\b/i.test(clause) ? 3 : 0);
      return (value.uses === 0 ? 3 : 1.2) + 0.02 * value.step + overlap(words, value.words);
    };
    return values.map((value) => ({ value, score: score(value) })).sort((a, b) => b.score - a.score)[0]?.value;
  }

  /** Makes the modality of a port from something that nobody has used yet. */
  #convert(port: Port, clause: string): Value | undefined {
    const sources = this.#values.filter((value) => !value.list && value.uses === 0 && (isMedia(value.modality) || value.modality === Modality.url || !takesLiteral(port)));
    const paths = sources
      .map((value) => ({ value, chain: conversionPath(this.#request.tools, value.modality, port.modality, this.#request.fit) }))
      .filter((path): path is { value: Value; chain: ToolSpec[] } => path.chain !== undefined)
      .sort((a, b) => Number(clause.includes(b.value.name)) - Number(clause.includes(a.value.name)) || a.chain.length - b.chain.length);
    const [best] = paths;
    if (!best) return undefined;
    let value: Value | undefined = best.value;
    for (const [at, tool] of best.chain.entries()) {
      const from: Value | undefined = value;
      const next = best.chain[at + 1];
      const wanted = next ? (requiredContent(next)[0]?.modality ?? '') : port.modality;
      value = from && this.#add({ tool, clause, limits: {}, inserted: true }, from).find((output) => !output.list && accepts(wanted, output.modality));
      this.#notes.push(`${tool.name} was added to make ${port.modality} of ${from?.modality ?? 'what is there'}.`);
    }
    return value;
  }

  /** A text that the clause quotes. */
  #quotedIn(clause: string): string | undefined {
    for (const [mark, text] of this.#request.quotes) {
      if (clause.includes(mark)) {
        this.#spent.add(mark);
        return text;
      }
    }
    return undefined;
  }

  /** The only quoted text of the request that no step has used, else the wording of the clause itself. */
  #literal(clause: string): string {
    const unspent = [...this.#request.quotes].filter(([mark]) => !this.#spent.has(mark));
    const [first] = unspent;
    if (!first) return clause;
    this.#spent.add(first[0]);
    return first[1];
  }

  #id(tool: string): string {
    const base = tool.toLowerCase().replace(/[^a-z0-9_-]+/g, '_').replace(/^_+|_+$/g, '') || 'step';
    const taken = new Set(this.#steps.map((step) => step.id));
    for (let number = 1; ; number += 1) {
      const id = number === 1 ? base : `${base}-${number}`;
      if (!taken.has(id)) return id;
    }
  }
}

function use(value: Value): Source {
  value.uses += 1;
  return value.source;
}

/** Media first, so that what is named is bound before texts are looked for; required before optional. */
function bindingOrder(tool: ToolSpec): Port[] {
  const content = tool.inputs.filter((port) => port.role === 'content');
  const rank = (port: Port): number => (port.optional ? 2 : 0) + (takesLiteral(port) ? 1 : 0);
  return [...content].sort((a, b) => rank(a) - rank(b));
}

/** A text port beside another content port: an instruction, a question or a script more often than the material. */
function isSidePort(tool: ToolSpec, port: Port): boolean {
  return takesLiteral(port) && requiredContent(tool).some((other) => other !== port && (!takesLiteral(other) || bindingOrder(tool).indexOf(other) < bindingOrder(tool).indexOf(port)));
}

function mentions(clause: string, value: Value): boolean {
  return value.step < 0 ? clause.includes(value.name) : overlap(new Set(stems(clause)), value.words) > 0;
}

/** 0 to 1: how many words two sets have in common, at most two counted. */
function overlap(a: ReadonlySet<string>, b: ReadonlySet<string>): number {
  let common = 0;
  for (const word of a) if (b.has(word)) common += 1;
  return Math.min(common, 2) / 2;
}
