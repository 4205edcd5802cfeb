import { createHash } from 'node:crypto';
import { appendFile, readFile } from 'node:fs/promises';
import { VouchError, type ModelClient } from '../../src/core/index.js';
import { passingModels } from './passing-models.js';

/**
 * The same models with a memory: what was embedded, scored or answered before is taken from a file of one JSON record a line, so that
 * an evaluation after a change of rules costs only the questions that are new. Times are those of the memory, not of the models.
 */
export async function rememberingModels(models: ModelClient, file: string): Promise<ModelClient> {
  const known = new Map<string, unknown>();
  for (const line of (await readFile(file, 'utf8').catch(() => '')).split('\n')) {
    if (line === '') continue;
    const { key, value } = JSON.parse(line) as { key: string; value: unknown };
    known.set(key, value);
  }
  const keep = async (key: string, value: unknown): Promise<void> => {
    known.set(key, value);
    await appendFile(file, `${JSON.stringify({ key, value })}\n`);
  };
  const once = async <T>(of: unknown, make: () => Promise<T>): Promise<T> => {
    const key = createHash('sha256').update(JSON.stringify(of)).digest('base64url');
    if (!known.has(key)) await keep(key, await make());
    return known.get(key) as T;
  };
  return {
    ...passingModels(models),
    chat: (request, call) => once(['chat', request], () => models.chat(request, call)),
    score: (request, call) => once(['score', request], () => models.score(request, call)),
    async embed(items, call) {
      const fresh = [...new Set(items)].filter((item) => typeof item !== 'string' || !known.has(`embed ${item}`));
      const made = await models.embed(fresh, call);
      for (const [at, item] of fresh.entries()) if (typeof item === 'string') await keep(`embed ${item}`, made[at]);
      return items.map((item) => (typeof item === 'string' ? (known.get(`embed ${item}`) as number[]) : (made[fresh.indexOf(item)] ?? [])));
    },
  };
}

/** The same models without the language model: what rules, types and likeness alone come to. */
export function withoutLanguageModel(models: ModelClient): ModelClient {
  return {
    ...passingModels(models),
    has: (job) => job !== 'chat' && models.has(job),
    canScore: () => false,
    chat: () => Promise.reject(new VouchError('MODEL_MISSING', 'No language model takes part in this measurement.')),
  };
}
