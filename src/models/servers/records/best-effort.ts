import { dirname } from 'node:path';
import { messageOf } from '../../../core/index.js';

/** Folders that a warning was given for. */
const warned = new Set<string>();

/**
 * Reads or writes records on disk. A disk that is full or may not be written to must not end the servers that the record is about: it is
 * said once a folder and process, and what is kept in memory still holds.
 */
export function keepRecord(file: string, keep: () => void): void {
  try {
    keep();
  } catch (error) {
    const folder = dirname(file);
    if (warned.has(folder)) return;
    warned.add(folder);
    process.emitWarning(`Records of the model servers cannot be kept in ${folder}: ${messageOf(error)} The servers run on without them.`, 'VouchWarning');
  }
}
