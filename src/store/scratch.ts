import { mkdtempSync } from 'node:fs';
import { appendFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { VouchError } from '../core/index.js';
import { ownPrefix } from './owner.js';

/** Names of scratch folders; the group says whose they are. */
export const SCRATCH_NAME = /^vouch-[a-z]+-([0-9a-f]{8}-\d+-\w{6})$/;
/** Lists what other programs made beside a scratch folder for the same process. */
export const CLAIMS = '.claims';

/** A folder for work under way. What a killed process leaves is cleared away by `vouch gc`. */
export interface Scratch {
  readonly folder: string;
  /** Says that a folder which another program made in the same place belongs to this process, too. */
  readonly claim: (path: string) => Promise<void>;
  readonly remove: () => Promise<void>;
}

/** Gives `work` an empty folder and removes it afterwards, also while somebody who was let go still writes there. */
export async function withScratch<T>(what: string, work: (folder: string) => Promise<T>): Promise<T> {
  const scratch = await openScratch(what);
  try {
    return await work(scratch.folder);
  } finally {
    await scratch.remove();
  }
}

/**
 * The same for work that may need no folder: it is made when `folder` is first read, since making and removing one costs more than
 * most of what is done without. Who was let go and first asks for it when all is over gets CANCELLED.
 */
export async function withScratchOnDemand<T>(what: string, work: (scratch: { readonly folder: string }) => Promise<T>): Promise<T> {
  let made: Scratch | undefined;
  let isOver = false;
  const folderOf = (): string => {
    if (isOver && !made) throw new VouchError('CANCELLED', 'What the scratch folder was for is over.');
    return (made ??= makeScratch(what)).folder;
  };
  try {
    return await work({ get folder() { return folderOf(); } });
  } finally {
    isOver = true;
    await made?.remove();
  }
}

/** `what`: lower-case letters. */
export function openScratch(what: string): Promise<Scratch> {
  return new Promise((resolve) => { resolve(makeScratch(what)); });
}

function makeScratch(what: string): Scratch {
  const folder = mkdtempSync(join(tmpdir(), `vouch-${what}-${ownPrefix()}`));
  return {
    folder,
    claim: (path) => appendFile(join(folder, CLAIMS), `${path}\n`),
    remove: () => rm(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 50 }),
  };
}
