import { isAlias, isMap, isScalar, isSeq, LineCounter, parseDocument, visit, type Document, type Node } from 'yaml';
import { messageOf, VouchError } from '../../core/index.js';
import { isMermaid, parseMermaid } from './parse-mermaid.js';

/** A plan from text: JSON, an outline or a flowchart of ours; its shape is for `validatePlan` to check. Throws PLAN_INVALID for text that is none of these. */
export function parsePlanText(text: string): unknown {
  if (isMermaid(text)) return parseMermaid(text);
  if (!text.trimStart().startsWith('{')) return parseOutline(text);
  try {
    return JSON.parse(text) as unknown;
  } catch (cause) {
    throw new VouchError('PLAN_INVALID', `The plan is not JSON: ${messageOf(cause)}`, { cause });
  }
}

/** The plan that an outline (see `formatOutline`) describes, for `validatePlan` to check. Throws PLAN_INVALID with the line. */
export function parseOutline(text: string): unknown {
  const lines = new LineCounter();
  // Tags are read here, so that the reader's warning that it does not know them says nothing.
  const document = parseDocument(text, { lineCounter: lines, logLevel: 'error', uniqueKeys: true });
  const [error] = document.errors;
  if (error?.code === 'MULTIPLE_DOCS') throw new VouchError('PLAN_INVALID', 'The text holds several documents (a line `---` stands between them); a plan is one.', { cause: error });
  if (error) throw new VouchError('PLAN_INVALID', `The outline cannot be read: ${error.message}`, { cause: error });
  return new OutlineReader(document, lines).plan();
}

type Entry = readonly [key: string, value: Node | null];

class OutlineReader {
  constructor(readonly document: Document, readonly lines: LineCounter) {}

  plan(): unknown {
    visit(this.document, { Alias: (_, alias) => this.#refuse(alias, 'anchors and aliases are not used in outlines; write the value itself') });
    const root = this.#entries(this.document.contents, 'the outline', ['version', 'goal', 'steps', 'deliver']);
    const steps = root.get('steps');
    if (!steps) throw this.#fault(this.document.contents, 'the outline has no steps');
    const { version, goal, deliver } = { version: root.get('version'), goal: root.get('goal'), deliver: root.get('deliver') };
    return {
      ...(version ? { version: this.#value(version) } : {}),
      ...(goal ? { goal: this.#value(goal) } : {}),
      steps: this.#pairs(steps, 'steps').map(([id, step]) => this.#step(id, step)),
      ...(deliver ? { deliverables: this.#value(deliver) } : {}),
    };
  }

  #step(id: string, node: Node | null): object {
    const entries = this.#entries(node, `step ${id}`, ['tool', 'if', 'with', 'check']);
    const [condition, inputs, checks] = [entries.get('if'), entries.get('with'), entries.get('check')];
    const tool = entries.get('tool');
    if (!tool) throw this.#fault(node, `step ${id} names no tool`);
    if (checks && !isSeq(checks)) throw this.#fault(checks, `the checks of step ${id} are a list`);
    return {
      id,
      tool: this.#value(tool),
      inputs: record(inputs ? this.#pairs(inputs, `the inputs of step ${id}`).map(([port, value]) => [port, this.#binding(value)]) : []),
      ...(checks ? { criteria: checks.items.map((check) => this.#check(check as Node)) } : {}),
      ...(condition ? { when: record(this.#pairs(condition, `the condition of step ${id}`).map(([name, value]) => [name, name === 'of' ? this.#binding(value) : this.#value(value)])) } : {}),
    };
  }

  #check(node: Node): unknown {
    const value = this.#value(node);
    return typeof value === 'string' ? { oracle: value } : value;
  }

  #binding(node: Node | null): unknown {
    switch (tagOf(node)) {
      case '!all': return this.#sources(node);
      case '!first': return { first: this.#sources(node) };
      case '!each': return { map: isSeq(node) ? this.#sources(node) : { ref: this.#name(node) } };
      case '!each-first': return { map: { first: this.#sources(node) } };
      default: return this.#source(node);
    }
  }

  #sources(node: Node | null): unknown[] {
    if (!isSeq(node)) throw this.#fault(node, `${tagOf(node) ?? ''} is followed by a list`);
    return node.items.map((item) => this.#source(item as Node));
  }

  #source(node: Node | null): unknown {
    const tag = tagOf(node);
    if (tag === '!from') return { ref: this.#name(node) };
    if (tag === '!given') return { given: this.#name(node) };
    if (tag !== undefined) throw this.#fault(node, `${tag} cannot stand here; there are !from, !given, !all, !first, !each and !each-first`);
    return { value: this.#value(node) };
  }

  #name(node: Node | null): string {
    if (!isScalar(node) || typeof node.value !== 'string') throw this.#fault(node, `${tagOf(node) ?? ''} is followed by a name`);
    return node.value;
  }

  #value(node: Node | null): unknown {
    if (node === null) return null;
    visit(node, { Node: (_, inner) => (tagOf(inner) === undefined ? undefined : this.#refuse(inner, `${tagOf(inner) ?? ''} cannot stand within a value`)) });
    return node.toJS(this.document) as unknown;
  }

  #entries(node: Node | null, what: string, allowed: readonly string[]): Map<string, Node | null> {
    const pairs = this.#pairs(node, what);
    const unknown = pairs.find(([key]) => !allowed.includes(key));
    if (unknown) throw this.#fault(unknown[1] ?? node, `${what} has no ${JSON.stringify(unknown[0])}; it has ${allowed.join(', ')}`);
    return new Map(pairs);
  }

  #pairs(node: Node | null, what: string): Entry[] {
    if (!isMap(node)) throw this.#fault(node, `expected names with values for ${what}`);
    return node.items.map(({ key, value }) => [isScalar(key) ? String(key.value) : String(key), value as Node | null]);
  }

  #refuse(node: Node, problem: string): never {
    throw this.#fault(node, problem);
  }

  #fault(node: Node | null, problem: string): VouchError {
    const line = node?.range ? this.lines.linePos(node.range[0]).line : 1;
    return new VouchError('PLAN_INVALID', `The outline cannot be read, line ${line}: ${problem}.`, { details: { line } });
  }
}

/** A tag of the outline's own; those of YAML itself say nothing here. */
function tagOf(node: unknown): string | undefined {
  const tag = isScalar(node) || isSeq(node) || isMap(node) ? node.tag : undefined;
  return tag?.startsWith('!') && !isAlias(node) ? tag : undefined;
}

/** Own properties only, whatever the names are. */
function record(entries: readonly (readonly [string, unknown])[]): Record<string, unknown> {
  return Object.fromEntries(entries);
}
