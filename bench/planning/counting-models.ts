import type { ModelClient } from '../../src/core/index.js';
import { passingModels } from './passing-models.js';

/** The same models; `spent.tokens` counts what the language model reads and writes. */
export function countingModels(models: ModelClient, spent: { tokens: number }): ModelClient {
  return {
    ...passingModels(models),
    chat: async (request, call) => {
      const reply = await models.chat(request, call);
      spent.tokens += reply.usage.promptTokens + reply.usage.completionTokens;
      return reply;
    },
    score: async (request, call) => {
      const reply = await models.score(request, call);
      spent.tokens += reply.usage.promptTokens + reply.usage.completionTokens;
      return reply;
    },
  };
}
