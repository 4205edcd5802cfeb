import type { ChatRequest, TokenUsage } from '../../core/index.js';

/** Characters of a token: of English text about four, of other scripts and of code fewer. On the careful side, for a budget is to end. */
const CHARACTERS_A_TOKEN = 3;
/** Tokens of a picture, a sound or a video, as the usual encoders have it. */
const TOKENS_A_MEDIUM = 256;
/** What the template puts around each message. */
const TOKENS_A_MESSAGE = 4;

/** What a conversation and its answer cost, where the server does not tell: a budget must end all the same. */
export function estimateUsage({ messages, tools }: Pick<ChatRequest, 'messages' | 'tools'>, answer: string): TokenUsage {
  let [characters, media] = [tools === undefined ? 0 : JSON.stringify(tools).length, 0];
  for (const { content } of messages) {
    for (const part of typeof content === 'string' ? [{ type: 'text' as const, text: content }] : content) {
      if (part.type === 'text') characters += part.text.length;
      else media += 1;
    }
  }
  const tokensOf = (length: number): number => Math.ceil(length / CHARACTERS_A_TOKEN);
  return { promptTokens: tokensOf(characters) + media * TOKENS_A_MEDIUM + messages.length * TOKENS_A_MESSAGE, completionTokens: Math.max(1, tokensOf(answer.length)), estimated: true };
}
