import { accepts, isMedia, Modality, type Binding, type Condition, type Port, type Source, type ToolSpec } from '../../core/index.js';
import type { Use } from './use.js';
import { SUBJECTS } from './condition-reading.js';
import { asksFact } from './clause-kinds.js';
import { carriedWords } from './carried-words.js';
import type { ClauseCondition } from './conditions.js';
import type { DraftStep, OpenInput, UnclearInput, Wiring, WiringRequest } from './drafts.js';
import { reducerFor } from './reduce.js';
import { conversionPathFor, needsMaterial, requiredContent, takesLiteral } from './type-paths.js';
import { canWalk, isNamed, isOtherBranch, isSameBranch, likeliestValue, mentions, OF_EACH, overlap, speaksOfOne, use, type Binder, type Value } from './wired-values.js';
import { stems } from './words.js';

type Work = Omit<Use, 'score' | 'place'> & { readonly inserted: boolean };

/** Binds the ports of the chosen tools to givens and earlier outputs by type, recency and wording, and inserts converters where a modality is missing. */
export function wireUses(request: WiringRequest): Wiring {
  return new Wirer(request).run();
}

class Wirer {
  readonly #request: WiringRequest;
  readonly #values: Value[];
  readonly #steps: DraftStep[] = [];
  /** What each step was bound to first. */
  readonly #sources: (Value | undefined)[] = [];
  readonly #open: OpenInput[] = [];
  readonly #unclear: UnclearInput[] = [];
  readonly #undecided: string[] = [];
  readonly #notes: string[] = [];
  readonly #spent = new Set<string>();

  constructor(request: WiringRequest) {
    this.#request = request;
    this.#values = request.givens.map((given, place) => ({ place, source: { given: given.name }, modality: given.modality, list: false, step: -1, name: given.name, words: new Set(stems(given.name.replace(/\.\w+$/, '').replace(/[\W_]+/g, ' '))), primary: true, group: undefined, uses: 0 }));
  }

  run(): Wiring {
    for (const use of this.#request.uses) {
      const givens = this.#values.filter((value) => value.step < 0 && use.givens?.includes(value.name));
      this.#add({ ...use, inserted: false }, use.twin ? this.#sourceOfLast(use.tool) : this.#asOne(givens));
    }
    return { steps: this.#steps, open: this.#open, unclear: this.#unclear, undecided: this.#undecided, notes: this.#notes };
  }

  /** What the last step with the tool was bound to first. */
  #sourceOfLast(tool: ToolSpec): Value | undefined {
    const at = this.#steps.findLastIndex((step) => step.tool === tool);
    return this.#sources[at];
  }

  /** Several given things as the list that a step walks. */
  #asOne(givens: readonly Value[]): Value | undefined {
    const [first, ...others] = givens;
    if (!first || others.length === 0) return first;
    for (const given of givens) given.uses += 1;
    return { ...first, source: givens.flatMap(({ source }) => source), walk: givens.map(({ name }) => name).join('\n'), uses: 0 };
  }

  /** Adds one step; `fixed` is bound to the first port that takes it, or converted where none does. */
  #add(work: Work, fixed: Value | undefined): Value[] {
    const { tool, clause, limits, inserted } = work;
    const step: Binder = { tool, clause, on: work.on, taken: new Set(), walk: undefined };
    const inputs: Record<string, Binding> = {};
    let lead = fixed && this.#madeFit(fixed, tool, clause);
    for (const port of bindingOrder(tool)) {
      const isLead = lead !== undefined && accepts(port.modality, lead.modality);
      const binding = isLead && lead ? this.#take(step, lead) : this.#bind(step, port);
      if (isLead) lead = undefined;
      if (binding) inputs[port.name] = binding;
    }
    const when = work.on && this.#when(work.on, step);
    const id = this.#id(tool.name);
    for (const port of requiredContent(tool)) if (!(port.name in inputs)) this.#open.push({ step: id, tool: tool.name, port, clause });
    const index = this.#steps.push({ id, tool, clause, inputs, when, limits, inserted }) - 1;
    this.#sources[index] = [...step.taken][0];
    const words = new Set([...stems(tool.name.replace(/[_-]+/g, ' ')), ...stems(clause)]);
    const outputs = tool.outputs.map((port, at): Value => {
      const instead = when && [...step.taken].find((value) => value.modality === port.modality && value.walk === step.walk);
      const list = port.list && step.walk === undefined;
      return {
        source: { ref: `${id}.${port.name}` }, modality: port.modality, list, walk: step.walk ?? (list ? `${id}.${port.name}` : undefined), on: when && work.on, instead,
        step: index, name: id, words, primary: at === 0, group: work.givens === undefined ? undefined : tool, uses: 0,
      };
    });
    // The list output of a mapped step is a list of lists, which no port takes as it is.
    this.#values.push(...outputs.filter((_, at) => !(tool.outputs[at]?.list && step.walk !== undefined)));
    return outputs;
  }

  /** The value, or what the shortest chain of converters makes of it for the tool. */
  #madeFit(value: Value, tool: ToolSpec, clause: string): Value {
    const [port] = requiredContent(tool);
    if (!port || tool.inputs.some((input) => input.role === 'content' && accepts(input.modality, value.modality))) return value;
    const chain = conversionPathFor(clause, this.#request.tools, value.modality, port.modality, this.#request.fit);
    return (chain && this.#through(chain, value, port.modality, clause)) ?? value;
  }

  #bind(step: Binder, port: Port): Binding | undefined {
    const { tool, clause, taken } = step;
    const fitting = this.#values.filter((value) => accepts(port.modality, value.modality) && (port.list || canWalk(step, value)) && !(step.on && isOtherBranch(value.on, step.on)));
    const side = isSidePort(tool, port);
    const quoted = takesLiteral(port) ? this.#quotedIn(clause) : undefined;
    if (quoted !== undefined && !taken.size) return { value: quoted };
    // A question is asked in the words of the request, not in what an earlier step has written.
    if (side && port.name === 'question' && quoted === undefined && asksFact(clause)) return { value: clause };
    if (port.list) return this.#bindList(step, port, fitting);
    const free = fitting.filter((value) => !taken.has(value));
    const candidates = side ? free.filter((value) => value.uses === 0 || mentions(clause, value)) : free;
    const best = likeliestValue(candidates, clause);
    if (best && !port.optional && best.step < 0 && isMedia(best.modality)) this.#doubt(tool, port, candidates, clause);
    if (best && (!port.optional || mentions(clause, best) || best.uses === 0)) {
      const bound = this.#joined(best, port, clause) ?? best;
      taken.add(best);
      return this.#take(step, bound);
    }
    if (quoted !== undefined) return { value: quoted };
    if (port.optional) return this.#madeOfNamed(step, port);
    // A text that the request quotes and nobody used is likelier meant than one that would have to be made of a thing that the words leave out.
    if (takesLiteral(port) && !inputsNamed(clause) && [...this.#request.quotes.keys()].some((mark) => !this.#spent.has(mark))) return { value: this.#literal(clause) ?? clause };
    if (!side) {
      const converted = this.#convert(port, clause);
      if (converted) return this.#take(step, converted);
    }
    const literal = takesLiteral(port) ? (this.#literal(clause) ?? (side || !needsMaterial(tool) ? clause : undefined)) : undefined;
    if (literal !== undefined) return { value: literal };
    const again = likeliestValue(fitting, clause);
    return again ? this.#take(step, again) : undefined;
  }

  /** For an optional port: what a converter makes of a thing that the words name and no other port takes. */
  #madeOfNamed(step: Binder, port: Port): Binding | undefined {
    const named = this.#values.find((value) => value.step < 0 && value.uses === 0 && isMedia(value.modality) && isNamed(step.clause, value) && !step.tool.inputs.some((input) => accepts(input.modality, value.modality)));
    const chain = named && conversionPathFor(step.clause, this.#request.tools, named.modality, port.modality, this.#request.fit);
    const made = named && chain && this.#through(chain, named, port.modality, step.clause);
    return made && this.#take(step, made);
  }

  /** Binds a port that takes one: a value that is a list makes the step walk it, and one that may not come has a stand-in. */
  #take(step: Binder, value: Value): Binding {
    step.taken.add(value);
    value.uses += 1;
    const { source } = value;
    if (value.walk !== undefined) step.walk = value.walk;
    if (!('length' in source)) {
      const other = isSameBranch(value.on, step.on) ? undefined : this.#standIn(value);
      if (other) {
        other.uses += 1;
        const first = [value, other].sort((a, b) => (a === value.instead ? 1 : b === value.instead ? -1 : a.step - b.step)).flatMap((one) => one.source);
        return value.walk === undefined ? { first } : { map: { first } };
      }
      return value.walk === undefined ? source : 'ref' in source ? { map: source } : { map: [source] };
    }
    return { map: [...source] };
  }

  /** What there is where a conditional value was not made: that of the other branch, or what the value was to be made of. */
  #standIn({ on, modality, walk, instead }: Value): Value | undefined {
    if (!on) return undefined;
    const other = this.#values.find((value) => value.on?.condition === on.condition && value.on.otherwise !== on.otherwise && value.modality === modality && value.walk === walk);
    return other ?? (instead && !Array.isArray(instead.source) ? instead : undefined);
  }

  /** The test of a stated condition on the value that its words speak of. */
  #when(on: ClauseCondition, step: Binder): Condition | undefined {
    for (const { criterion, not, modalities, words } of this.#request.readCondition(on)) {
      const values = [...step.taken, ...this.#values].filter((value, at, all) => all.indexOf(value) === at && modalities.includes(value.modality) && (value.walk === undefined || value.walk === step.walk) && !isOtherBranch(value.on, on));
      const spoken = (value: Value): number => (isNamed(words, value) ? 6 : 0) + (SUBJECTS[value.modality]?.test(words) ? 3 : 0) + (step.taken.has(value) ? 1.5 : 0) + overlap(new Set(stems(words)), value.words) + 0.02 * value.step;
      const [subject] = values.map((value) => ({ value, score: spoken(value) })).sort((a, b) => b.score - a.score);
      if (!subject) continue;
      const { source, walk } = subject.value;
      const of = (walk === undefined ? source : { map: source }) as Condition['of'];
      return { of, criterion, ...(not ? { not } : {}) };
    }
    this.#undecided.push(on.condition.words);
    return undefined;
  }

  #bindList(step: Binder, port: Port, fitting: readonly Value[]): Source[] | undefined {
    const { clause, taken } = step;
    const named = fitting.filter((value) => value.step < 0 && isNamed(clause, value));
    const unused = fitting.filter((value) => value.uses === 0 && (value.primary || port.modality !== Modality.any));
    const chosen = named.length > 1 ? named : unused.length > 0 ? unused : fitting;
    if (chosen.length === 0) {
      const converted = port.optional ? undefined : this.#convert(port, clause);
      return converted ? use(converted) : undefined;
    }
    for (const value of chosen) taken.add(value);
    return chosen.flatMap(use);
  }

  /** Notes that it is unclear which of several files is meant, unless the tool takes them all or the words name one. */
  #doubt(tool: ToolSpec, port: Port, candidates: readonly Value[], clause: string): void {
    const likely = candidates.filter((value) => value.step < 0 && value.uses === 0);
    const takes = requiredContent(tool).filter((other) => accepts(other.modality, port.modality)).length;
    if (likely.length <= takes || likely.some((value) => isNamed(clause, value)) || this.#request.goal.includes(likely[0]?.name ?? '')) return;
    this.#unclear.push({ tool: tool.name, port, options: likely.map((value) => value.name) });
  }

  /** The results of the same work on several things as one, where a tool joins them and the words do not speak of each. */
  #joined(value: Value, port: Port, clause: string): Value | undefined {
    const group = this.#values.filter((other) => other.group !== undefined && other.group === value.group && other.modality === value.modality && other.uses === 0);
    if (value.walk === undefined ? group.length < 2 : OF_EACH.test(clause) || speaksOfOne(clause)) return undefined;
    const joiner = reducerFor({ to: 'one', modality: undefined }, value.modality, this.#request.allTools) ?? this.#request.tools.find((tool) => {
      const [input, ...others] = requiredContent(tool);
      return input?.list && others.length === 0 && accepts(input.modality, value.modality) && tool.outputs[0]?.modality === port.modality;
    });
    return joiner && this.#add({ tool: joiner, clause, limits: {}, inserted: true }, undefined).at(0);
  }

  /** Makes the modality of a port from something that nobody has used yet. */
  #convert(port: Port, clause: string): Value | undefined {
    const sources = this.#values.filter((value) => !value.list && (value.uses === 0 || this.#onlyPictured(value)) && (isMedia(value.modality) || value.modality === Modality.url || !takesLiteral(port)));
    const paths = sources
      .map((value) => ({ value, chain: conversionPathFor(clause, this.#request.tools, value.modality, port.modality, this.#request.fit) }))
      .filter((path): path is { value: Value; chain: ToolSpec[] } => path.chain !== undefined)
      .sort((a, b) => Number(isNamed(clause, b.value)) - Number(isNamed(clause, a.value)) || Number(this.#onlyPictured(b.value)) - Number(this.#onlyPictured(a.value)) || a.chain.length - b.chain.length);
    const [best] = paths;
    if (!best) return undefined;
    return this.#through(best.chain, best.value, port.modality, clause);
  }

  /** A page that so far was only photographed: its words are had from itself, not from the picture of it. */
  #onlyPictured({ modality, source }: Value): boolean {
    if (modality !== Modality.url || !('given' in source)) return false;
    return this.#steps.some(({ tool, inputs }) => tool.outputs.every((output) => output.modality !== Modality.text) && Object.values(inputs).some((binding) => 'given' in binding && binding.given === source.given));
  }

  /** What a chain of converters makes of a value. */
  #through(chain: readonly ToolSpec[], from: Value, modality: string, clause: string): Value | undefined {
    let value: Value | undefined = from;
    for (const [at, tool] of chain.entries()) {
      const source: Value | undefined = value;
      const next = chain[at + 1];
      const wanted = next ? (requiredContent(next)[0]?.modality ?? '') : modality;
      value = source && this.#add({ tool, clause, limits: {}, inserted: true }, source).find((output) => !output.list && accepts(wanted, output.modality));
      this.#notes.push(`${tool.name} was added to make ${modality} of ${source?.modality ?? 'what is there'}.`);
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

  /** The only quoted text of the request that no step has used, else the words that the clause wants carried over; where it may be, the clause itself. */
  #literal(clause: string): string | undefined {
    const unspent = [...this.#request.quotes].filter(([mark]) => !this.#spent.has(mark));
    const [first] = unspent;
    if (!first) return carriedWords(clause) ?? (this.#request.wordingIsMaterial ? clause : undefined);
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

function inputsNamed(clause: string): boolean {
  return Object.values(SUBJECTS).some((name) => name.test(clause)) || /:\/\//.test(clause);
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
