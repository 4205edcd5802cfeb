import type { ModelClient } from '../../src/core/index.js';

/** The same models; `spent.tokens` counts what the language model reads and writes. */
export function countingModels(models: ModelClient, spent: { tokens: number }): ModelClient {
  return {
    has: (job) => models.has(job),
    modelsFor: (job) => models.modelsFor(job),
    canScore: () => models.canScore(),
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
    embed: (texts, call) => models.embed(texts, call),
    speak: (request, call) => models.speak(request, call),
    voices: (call) => models.voices(call),
    transcribe: (request, call) => models.transcribe(request, call),
    ocr: (request, call) => models.ocr(request, call),
    readLines: (request, call) => models.readLines(request, call),
    detect: (request, call) => models.detect(request, call),
  };
}
