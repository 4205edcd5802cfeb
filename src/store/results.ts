import type Database from 'libsql';
import { z } from 'zod';
import { Artifact, Verdict } from '../core/index.js';
import { guarded } from './database.js';
import { jsonText } from './json-text.js';

/** What an accepted attempt gave, kept so that an equal step need not be done again. */
export const StepResult = z.object({
  outputs: z.record(z.string(), z.union([Artifact, z.array(Artifact)])),
  verdicts: z.array(Verdict),
  models: z.array(z.string()),
});
export type StepResult = z.infer<typeof StepResult>;

const Record = jsonText(StepResult);

/** Results by the hash of all that they depend on. */
export interface Results {
  get(key: string): StepResult | undefined;
  put(key: string, result: StepResult): void;
}

/** Results in the journal's database. A record that cannot be read counts as absent and is written anew. */
export function openResults(database: Database.Database, path: string): Results {
  const select = database.prepare('SELECT record FROM results WHERE key = ?');
  const insert = database.prepare('INSERT OR REPLACE INTO results (key, ts, record) VALUES (?, ?, ?)');
  return {
    get(key) {
      const row = guarded(path, () => select.get(key)) as { record: string } | undefined;
      return row && Record.safeParse(row.record).data;
    },
    put: (key, result) => {
      guarded(path, () => insert.run(key, Date.now(), JSON.stringify(result)));
    },
  };
}
