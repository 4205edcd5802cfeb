import type { ModelClient } from '../../src/core/index.js';

/** Hands everything on; what a measurement wants otherwise is put in the place of a method. */
export function passingModels(models: ModelClient): ModelClient {
  return {
    has: (job) => models.has(job),
    modelsFor: (job) => models.modelsFor(job),
    canScore: () => models.canScore(),
    chat: (request, call) => models.chat(request, call),
    score: (request, call) => models.score(request, call),
    embed: (items, call) => models.embed(items, call),
    speak: (request, call) => models.speak(request, call),
    voices: (call) => models.voices(call),
    transcribe: (request, call) => models.transcribe(request, call),
    ocr: (request, call) => models.ocr(request, call),
    readLines: (request, call) => models.readLines(request, call),
    detect: (request, call) => models.detect(request, call),
  };
}
