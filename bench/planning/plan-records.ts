import { appendFile, readFile } from 'node:fs/promises';
import { z } from 'zod';
import type { PlanGraph } from './score.js';

/** One planned request, as a line of a progress file. */
const PlanRecord = z.strictObject({
  id: z.string(),
  /** single, chain, dag, or none for a request that cannot be done. */
  type: z.string(),
  reply: z.enum(['planned', 'missing', 'ambiguous', 'invalid']),
  tools: z.array(z.string()),
  links: z.array(z.string()),
  /** What the wording means; empty where no plan is right. */
  gold: z.strictObject({ tools: z.array(z.string()), links: z.array(z.string()) }),
  ms: z.number(),
  /** Read and written by the language model. */
  tokens: z.number(),
});
export type PlanRecord = z.infer<typeof PlanRecord>;

/** The lines of a progress file; none where there is no file yet. A line cut off by a kill is planned again. */
export async function readRecords(path: string): Promise<PlanRecord[]> {
  const text = await readFile(path, 'utf8').catch((error: unknown) => {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return '';
    throw error;
  });
  const complete = text.slice(0, text.lastIndexOf('\n') + 1);
  return complete.split('\n').filter(Boolean).map((line) => PlanRecord.parse(JSON.parse(line)));
}

export async function appendRecord(path: string, record: PlanRecord): Promise<void> {
  await appendFile(path, `${JSON.stringify(record)}\n`);
}

export function graphsOf(record: PlanRecord): { got: PlanGraph; gold: PlanGraph } {
  const graph = ({ tools, links }: PlanRecord['gold']): PlanGraph => ({ tools: new Set(tools), links: new Set(links) });
  return { got: graph(record), gold: graph(record.gold) };
}
