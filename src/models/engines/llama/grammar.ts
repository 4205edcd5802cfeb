import type { Llama, LlamaGrammar } from 'node-llama-cpp';
import { badRequest } from '../wire-error.js';
import { toGrammarSchema } from './grammar-schema.js';

const KEPT_GRAMMARS = 32;

/** Builds and keeps the decoding grammars of JSON Schemas. */
export class GrammarCache {
  readonly #grammars = new Map<string, LlamaGrammar>();

  constructor(private readonly llama: Llama) {}

  /** 400 `invalid_schema` when the schema cannot be turned into a grammar. */
  async forSchema(schema: Readonly<Record<string, unknown>>): Promise<LlamaGrammar> {
    const key = JSON.stringify(schema);
    const known = this.#grammars.get(key);
    if (known) return known;
    const grammar = await this.#build(schema);
    if (this.#grammars.size >= KEPT_GRAMMARS) this.#grammars.delete(this.#grammars.keys().next().value ?? '');
    this.#grammars.set(key, grammar);
    return grammar;
  }

  async #build(schema: Readonly<Record<string, unknown>>): Promise<LlamaGrammar> {
    try {
      const generated = await this.llama.createGrammarForJsonSchema(toGrammarSchema(schema) as { type: 'object' });
      return await this.llama.createGrammar({ grammar: compact(generated.grammar) });
    } catch (error) {
      throw badRequest('invalid_schema', `No grammar can be made of the JSON Schema: ${error instanceof Error ? error.message : String(error)}`);
    }
  }
}

/**
 * Takes the generator's optional indentation and its closing blank lines out of a grammar: every white-space token costs
 * as much time as a word, and without the closing lines the end of the JSON text is the end of the reply.
 */
function compact(grammar: string): string {
  return grammar
    .replace(/^(comma-whitespace-[\w-]+ ::=).*$/gm, '$1 "," [ ]?')
    .replace(/^(whitespace-[\w-]+ ::=).*$/gm, '$1 [ ]?')
    .replace(/^(root ::= .*?) "(?:\\n){4}" \[\\n\]\*$/m, '$1');
}
