import { VouchError, type ChatRequest } from '../../core/index.js';
import { mediaOnWire, type ChatBody } from './chat-body.js';
import type { Endpoint } from './endpoint.js';

/** No tokenizer puts more characters into a token than this, on average over a conversation. */
const MOST_CHARACTERS_A_TOKEN = 12;

/** Refuses what a server that cuts prompts would surely cut, or has cut. */
export function refuseTooLong(endpoint: Endpoint, request: ChatRequest, sent: ChatBody): void {
  const { dialect, contextTokens, reckonedTokens = 0 } = endpoint;
  if (dialect.tooLong !== 'cuts' || contextTokens === undefined) return;
  const least = leastTokens(request);
  const media = mediaOnWire(sent);
  if (least > contextTokens) throw tooLong(endpoint, `takes at least ${least} tokens, and its context holds ${contextTokens}`);
  if (least + media * reckonedTokens > contextTokens) throw tooLong(endpoint, `holds ${media === 1 ? 'a medium' : `${media} media`}, for each of which the server reckons ${reckonedTokens} tokens, and its context holds ${contextTokens}`);
}

/** An answer to a prompt that counted fewer tokens than its text can have, or that filled the context, was given without its start. */
export function refuseTruncated(endpoint: Endpoint, request: ChatRequest, promptTokens: number | undefined): void {
  if (endpoint.dialect.tooLong !== 'cuts' || promptTokens === undefined) return;
  const least = leastTokens(request);
  if (promptTokens < least) throw tooLong(endpoint, `takes at least ${least} tokens, and the model was given ${promptTokens}`);
  if (endpoint.contextTokens !== undefined && promptTokens >= endpoint.contextTokens) throw tooLong(endpoint, `fills the whole context of ${endpoint.contextTokens} tokens`);
}

function leastTokens({ messages }: ChatRequest): number {
  const characters = messages.reduce((sum, { content }) => sum + (typeof content === 'string' ? content.length : content.reduce((length, part) => length + (part.type === 'text' ? part.text.length : 0), 0)), 0);
  return Math.ceil(characters / MOST_CHARACTERS_A_TOKEN);
}

function tooLong({ server, model, dialect }: Endpoint, why: string): VouchError {
  return new VouchError('MODEL_SERVER_FAILED', `The conversation ${why}: ${server} (${dialect.title}) would leave out its start without a word. Give ${model} a larger context there (num_ctx), or send less.`, {
    retryable: false,
    details: { server, code: 'context_length_exceeded' },
  });
}
