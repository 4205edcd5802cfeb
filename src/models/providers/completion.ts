import { z } from 'zod';
import type { TokenUsage, ToolCall } from '../../core/index.js';
import type { Endpoint } from './endpoint.js';
import { readComplaint } from './error-body.js';
import { brokenOff, complaint, invalidReply, withheld } from './failure.js';

/** Calls of one reply at most. */
const MOST_CALLS = 1024;

/** Arguments come as text, which streams give in pieces, or as the object itself. */
const Call = z.object({
  index: z.int().min(0).max(MOST_CALLS).nullish(),
  id: z.string().nullish(),
  function: z.object({ name: z.string().nullish(), arguments: z.union([z.string(), z.record(z.string(), z.unknown())]).nullish() }).nullish(),
});

/** Thoughts are `reasoning` at vLLM and Ollama, `reasoning_content` at SGLang, llama-server and older vLLMs. */
const Message = z.object({ content: z.string().nullish(), reasoning: z.string().nullish(), reasoning_content: z.string().nullish(), tool_calls: z.array(Call).nullish() });

/** Tokens of media are told apart by SGLang and our own server. */
const Tokens = z.int().nonnegative();
const Details = z.object({ image_tokens: Tokens.nullish(), audio_tokens: Tokens.nullish(), video_tokens: Tokens.nullish() });
/** What is no count is not told. */
const Usage = z.object({ prompt_tokens: Tokens, completion_tokens: Tokens.nullish(), prompt_tokens_details: Details.nullish() }).nullish().catch(null);

/** The parts of a completion, or of a piece of one, that are used; servers add more. */
const Completion = z.object({
  choices: z.array(z.object({ index: z.number().nullish(), message: Message.nullish(), delta: Message.nullish(), finish_reason: z.string().nullish() })),
  usage: Usage,
});

/** Reasons for which vLLM and SGLang end an answer before it is whole. */
const BROKEN_OFF: ReadonlySet<string> = new Set(['abort', 'error']);

export interface Collected {
  readonly text: string;
  readonly reasoning: string;
  readonly toolCalls: readonly ToolCall[];
  readonly finish: 'stop' | 'length';
  readonly usage: (TokenUsage & { readonly mediaTokens: number | undefined }) | undefined;
}

/** Puts a reply together, whole or from its pieces. */
export class CompletionCollector {
  #text = '';
  #reasoning = '';
  #finish: string | undefined;
  #usage: Collected['usage'];
  #choices = 0;
  readonly #calls = new Map<number, { id: string; name: string; arguments: string }>();

  constructor(private readonly endpoint: Endpoint) {}

  /** True once the server has said why the reply ends. */
  get finished(): boolean {
    return this.#finish !== undefined;
  }

  /** Takes a completion, or one piece of a stream. Throws what the server complains of. */
  take(answer: unknown): void {
    const parsed = Completion.safeParse(answer);
    if (!parsed.success) throw this.#refusal(answer, parsed.error);
    const { choices, usage } = parsed.data;
    // A piece with usage has no choices, or one like the last.
    if (usage) this.#usage = readUsage(usage);
    // One was asked for.
    const choice = choices.find(({ index }) => (index ?? 0) === 0);
    if (!choice) return;
    this.#choices += 1;
    const message = choice.message ?? choice.delta;
    this.#text += message?.content ?? '';
    this.#reasoning += message?.reasoning ?? message?.reasoning_content ?? '';
    for (const [position, call] of (message?.tool_calls ?? []).entries()) this.#takeCall(call, call.index ?? position);
    this.#finish = choice.finish_reason ?? this.#finish;
  }

  /** The whole reply. Throws MODEL_REPLY_INVALID for one without a choice, or with arguments that are no JSON object; MODEL_SERVER_FAILED for one that was broken off or withheld. */
  collected(): Collected {
    if (this.#choices === 0) throw invalidReply(this.endpoint, 'no chat completion', 'it holds no choice');
    if (BROKEN_OFF.has(this.#finish ?? '')) throw brokenOff(this.endpoint);
    if (this.#finish === 'content_filter') throw withheld(this.endpoint);
    const finish = this.#finish === 'length' ? 'length' : 'stop';
    return { text: this.#text, reasoning: this.#reasoning, toolCalls: [...this.#calls.values()].map((call) => this.#readCall(call)), finish, usage: this.#usage };
  }

  #takeCall(call: z.output<typeof Call>, index: number): void {
    const known = this.#calls.get(index) ?? { id: '', name: '', arguments: '' };
    this.#calls.set(index, known);
    if (call.id) known.id = call.id;
    // Some servers repeat the name in each piece, none gives it in pieces.
    if (call.function?.name) known.name = call.function.name;
    const values = call.function?.arguments;
    known.arguments = typeof values === 'object' && values !== null ? JSON.stringify(values) : known.arguments + (values ?? '');
  }

  #readCall({ id, name, arguments: text }: { id: string; name: string; arguments: string }): ToolCall {
    if (name === '') throw invalidReply(this.endpoint, 'a call of a tool without its name', 'it must say which', { text });
    try {
      const values = z.record(z.string(), z.unknown()).parse(JSON.parse(text === '' ? '{}' : text));
      return { id: id === '' ? name : id, name, arguments: values };
    } catch (error) {
      throw invalidReply(this.endpoint, `a call of "${name}" whose arguments are no JSON object`, error instanceof SyntaxError ? error.message : 'it is another value', { text });
    }
  }

  #refusal(answer: unknown, fault: z.ZodError): Error {
    const said = readComplaint(answer);
    if (!said) return invalidReply(this.endpoint, 'no chat completion', z.prettifyError(fault), { text: JSON.stringify(answer).slice(0, 2000) });
    // An HTTP status given as the code, or the kind of the error, tells whether it helps to ask again.
    const status = /^[45]\d\d$/.test(said.code) ? Number(said.code) : said.refused ? 400 : 500;
    return complaint({ status, code: said.code, message: said.message, param: said.param }, this.endpoint);
  }
}

function readUsage({ prompt_tokens, completion_tokens, prompt_tokens_details: details }: NonNullable<z.output<typeof Usage>>): Collected['usage'] {
  const told = [details?.image_tokens, details?.audio_tokens, details?.video_tokens].filter((tokens) => typeof tokens === 'number');
  return { promptTokens: prompt_tokens, completionTokens: completion_tokens ?? 0, mediaTokens: told.length === 0 ? undefined : told.reduce((sum, tokens) => sum + tokens, 0) };
}
