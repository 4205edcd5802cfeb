import { progressed } from '../activity.js';
import { LlamaGrammarEvaluationState, type Token } from 'node-llama-cpp';
import type { GrammarCache } from './grammar.js';
import type { LlamaRuntime } from './runtime.js';
import { StoppableText } from './text-stream.js';
import { schemaOf, type ChatBody } from './wire.js';

export interface Generated {
  readonly text: string;
  readonly finish: 'stop' | 'length';
  readonly promptTokens: number;
  readonly cachedTokens: number;
  readonly completionTokens: number;
}

const DEFAULT_MAX_TOKENS = 512;
/** Tokens that are decoded again with each new one, so that characters of several tokens come out whole. */
const DECODE_WINDOW = 16;

/** Generates one reply; `onText` gets the text in pieces as it becomes certain. Rejects with the signal's reason. */
export async function generate(runtime: LlamaRuntime, grammars: GrammarCache, body: ChatBody, signal: AbortSignal, onText: (text: string) => void): Promise<Generated> {
  const { conversation, prefix } = runtime.promptTokens(body.messages, body.prefix);
  const prompt = [...conversation, ...prefix];
  const schema = schemaOf(body);
  const grammar = schema === undefined ? undefined : await grammars.forSchema(schema);
  const limit = Math.min(body.max_completion_tokens ?? body.max_tokens ?? DEFAULT_MAX_TOKENS, runtime.contextSize - prompt.length - 1);

  return runtime.withSequence(prompt, signal, async (sequence, cached) => {
    const output = new StoppableText(body.stop);
    const decoder = new TokenDecoder(runtime);
    let finish: Generated['finish'] = 'stop';
    let count = 0;
    const tokens = sequence.evaluate(prompt.slice(-1), {
      temperature: body.temperature,
      ...(body.top_p === undefined ? {} : { topP: body.top_p }),
      ...(body.seed === undefined ? {} : { seed: body.seed }),
      ...(grammar === undefined ? {} : { grammarEvaluationState: new LlamaGrammarEvaluationState({ model: runtime.model, grammar }) }),
    });
    for await (const token of tokens) {
      signal.throwIfAborted();
      progressed();
      count += 1;
      const piece = output.advance(decoder.push(token));
      if (piece !== '') onText(piece);
      if (output.stopped) break;
      if (count >= limit) {
        finish = 'length';
        break;
      }
    }
    const rest = output.finish();
    if (rest !== '') onText(rest);
    return { text: output.text, finish, promptTokens: prompt.length, cachedTokens: cached, completionTokens: count };
  });
}

/** Decodes a growing list of tokens in constant time a token. */
class TokenDecoder {
  #settled = '';
  #window: Token[] = [];

  constructor(private readonly runtime: LlamaRuntime) {}

  /** The whole text so far; it may end in U+FFFD while a character is unfinished. */
  push(token: Token): string {
    this.#window.push(token);
    const text = this.runtime.model.detokenize(this.#window);
    if (this.#window.length >= DECODE_WINDOW && !text.endsWith('\uFFFD')) {
      this.#settled += text;
      this.#window = [];
      return this.#settled;
    }
    return this.#settled + text;
  }
}
