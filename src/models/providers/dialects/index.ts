/** One record a kind of model server: how it is spoken to. */
import { infinity } from './infinity.js';
import { llamaCppPython } from './llama-cpp-python.js';
import { llamaServer } from './llama-server.js';
import { localai } from './localai.js';
import { ollama } from './ollama.js';
import { openai } from './openai.js';
import { Dialect, type DialectInput } from './schema.js';
import { sglang } from './sglang.js';
import { transformers } from './transformers.js';
import { vllm } from './vllm.js';
import { vouch } from './vouch.js';
import { xinference } from './xinference.js';

export { Dialect } from './schema.js';

const RECORDS = [vouch, vllm, sglang, llamaServer, llamaCppPython, ollama, localai, transformers, xinference, infinity, openai] as const satisfies readonly DialectInput[];

export type DialectName = (typeof RECORDS)[number]['name'];
export const DIALECT_NAMES = RECORDS.map(({ name }) => name) as [DialectName, ...DialectName[]];

const table = new Map<string, Dialect>(RECORDS.map((record) => [record.name, Dialect.parse(record)]));

/** All records, the one for servers of which nothing is known last. */
export const DIALECTS: readonly Dialect[] = [...table.values()];

export function dialectOf(name: DialectName): Dialect {
  const dialect = table.get(name);
  if (!dialect) throw new Error(`There is no dialect "${name}".`);
  return dialect;
}
