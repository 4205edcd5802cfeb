import { appendFileSync, existsSync, mkdirSync, readFileSync, renameSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import { z } from 'zod';
import { FAILURES, type FailureKind } from '../decide/failure-kind.js';
import { REMEDIES } from '../decide/remedy.js';
import { keepRecord } from './best-effort.js';

/** One thing that went wrong, or was mended, with the one change that was made because of it. */
export const LogbookEntry = z.object({
  /** ISO 8601. */
  at: z.string(),
  model: z.string(),
  /** Which start of the server it was. */
  generation: z.int().nonnegative(),
  failure: z.enum(Object.keys(FAILURES) as [FailureKind, ...FailureKind[]]).nullable(),
  /** `evict` makes room for another model, `reap` ends what a killed runtime left; the rest are the ladder's. */
  remedy: z.enum([...REMEDIES, 'evict', 'reap']),
  /** What was changed, from what to what; empty where nothing was. */
  change: z.string(),
  reason: z.string(),
});
export type LogbookEntry = z.infer<typeof LogbookEntry>;

/** A file above this becomes `<name>.1`: two files are kept. */
const FILE_BYTES = 1_000_000;
const REASON_CHARACTERS = 1_000;
/** Entries that are kept in memory. */
const RECENT = 1_000;

/** Says what happened to the model servers of this machine, oldest first; in memory alone where there is no file. */
export class Logbook {
  readonly #recent: LogbookEntry[] = [];

  constructor(private readonly file?: string) {}

  write(entry: Omit<LogbookEntry, 'at'>): void {
    const whole: LogbookEntry = { at: new Date().toISOString(), ...entry, reason: entry.reason.slice(0, REASON_CHARACTERS) };
    this.#recent.push(whole);
    if (this.#recent.length > RECENT) this.#recent.shift();
    const { file } = this;
    if (file === undefined) return;
    keepRecord(file, () => {
      mkdirSync(dirname(file), { recursive: true });
      if ((statSync(file, { throwIfNoEntry: false })?.size ?? 0) > FILE_BYTES) renameSync(file, `${file}.1`);
      appendFileSync(file, `${JSON.stringify(whole)}\n`);
    });
  }

  /** The latest of what this process wrote. */
  get entries(): readonly LogbookEntry[] {
    return this.#recent;
  }
}

/** All entries that are kept in the file, oldest first. A line that was not written to its end is passed over. */
export function readLogbook(file: string): LogbookEntry[] {
  return [`${file}.1`, file].filter((path) => existsSync(path)).flatMap((path) =>
    readFileSync(path, 'utf8').split('\n').flatMap((line) => {
      if (line === '') return [];
      try {
        return [LogbookEntry.parse(JSON.parse(line))];
      } catch {
        return [];
      }
    }),
  );
}
