import { z } from 'zod';
import { Artifact, Verdict } from '../core/index.js';
import { jsonText } from './json-text.js';
import type { Sql } from './sql.js';

/** What an accepted attempt gave, kept so that an equal step need not be done again. */
export const StepResult = z.object({
  outputs: z.record(z.string(), z.union([Artifact, z.array(Artifact)])),
  verdicts: z.array(Verdict),
  /** What the verdicts rest on: the oracles that gave them and their code. */
  checks: z.string(),
  models: z.array(z.string()),
});
export type StepResult = z.infer<typeof StepResult>;

const Record = jsonText(StepResult);

/** Results by the hash of all that they depend on. A record that cannot be read counts as absent and is written anew. */
export interface Results {
  get(key: string): Promise<StepResult | undefined>;
  put(key: string, result: StepResult): Promise<void>;
}

export function openResults(sql: Sql): Results {
  return {
    async get(key) {
      const [row] = (await sql.rows('SELECT record FROM results WHERE key = ?', key)) as { record: string }[];
      return row && Record.safeParse(row.record).data;
    },
    async put(key, result) {
      await sql.run('INSERT INTO results (key, ts, record) VALUES (?, ?, ?) ON CONFLICT (key) DO UPDATE SET ts = excluded.ts, record = excluded.record', key, Date.now(), JSON.stringify(result));
    },
  };
}
