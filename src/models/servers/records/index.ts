/** What is written down about model servers: which run, what they said, what went wrong, what they took. */
import { join } from 'node:path';
import { Loads } from './loads.js';
import { Logbook } from './logbook.js';
import { Measurements } from './measured.js';
import { ServerRegistry } from './registry.js';

export { Loads } from './loads.js';
export { Logbook, LogbookEntry, readLogbook } from './logbook.js';
export { Measurements, type Measurement } from './measured.js';
export { ServerRegistry, type RunningServer } from './registry.js';
export { lastWords, ServerLog } from './server-log.js';

export interface ServerRecords {
  readonly registry: ServerRegistry | undefined;
  /** Loads under way, of all runtimes that share the folder. */
  readonly loads: Loads;
  readonly logbook: Logbook;
  readonly measurements: Measurements;
  /** Where the logs of servers lie. */
  readonly logs: string | undefined;
}

/** The records below a folder; without one nothing is kept beyond this process. */
export function openRecords(folder?: string): ServerRecords {
  if (folder === undefined) return { registry: undefined, loads: new Loads(), logbook: new Logbook(), measurements: new Measurements(), logs: undefined };
  return { registry: new ServerRegistry(join(folder, 'running')), loads: new Loads(join(folder, 'loading')), logbook: new Logbook(logbookFile(folder)), measurements: new Measurements(join(folder, 'measured.json')), logs: join(folder, 'logs') };
}

export function logbookFile(folder: string): string {
  return join(folder, 'logbook.jsonl');
}
