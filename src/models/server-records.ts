import { join } from 'node:path';
import { vouchHome, type VouchHome } from './home.js';
import { logbookFile, readLogbook, type LogbookEntry } from './servers/index.js';

/** Where logs, the logbook and measurements of model servers are kept. */
export function serverFolder(home: VouchHome): string {
  return join(home.data, 'servers');
}

/** What happened to the model servers of this machine, oldest first. */
export function readServerLogbook(home: VouchHome = vouchHome()): LogbookEntry[] {
  return readLogbook(logbookFile(serverFolder(home)));
}
