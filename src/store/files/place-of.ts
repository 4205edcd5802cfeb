import { fsync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';

/** Where the bytes of an artifact lie in the folder of its store. */
export function placeOf(folder: string, id: string): string {
  return join(folder, id.slice(0, 2), id);
}

/** Resolves when what was written through an open file, or stands in an open folder, is on the disk. */
export const synced = promisify(fsync);
