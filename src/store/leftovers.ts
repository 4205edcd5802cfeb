import { readdir, readFile, rm, stat } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { isLeftover } from './owner.js';
import { CLAIMS, SCRATCH_NAME } from './scratch.js';

/** Folders of a data folder that hold files under their maker's name while they are being written. */
const INCOMING = [join('artifacts', 'incoming'), join('s3', 'artifacts', 'incoming'), 'uploads'];

/** Files and folders whose processes are gone: what was being written, scratch folders and what they had claimed. */
export async function findLeftovers(dataFolder: string, temporaryFolder: string): Promise<string[]> {
  const incoming = await Promise.all(INCOMING.map((folder) => leftIn(join(dataFolder, folder), (name) => name)));
  const scratch = await leftIn(temporaryFolder, (name) => SCRATCH_NAME.exec(name)?.[1]);
  const claimed = await Promise.all(scratch.map(claimsOf));
  return [...incoming.flat(), ...scratch, ...claimed.flat()];
}

export async function removeLeftovers(paths: readonly string[]): Promise<void> {
  for (const path of paths) await rm(path, { recursive: true, force: true });
}

async function leftIn(folder: string, ownerOf: (name: string) => string | undefined): Promise<string[]> {
  const left: string[] = [];
  for (const name of await namesIn(folder)) {
    const owner = ownerOf(name);
    const found = owner === undefined ? undefined : await stat(join(folder, name)).catch(() => undefined);
    if (owner !== undefined && found && isLeftover(owner, found.mtimeMs)) left.push(join(folder, name));
  }
  return left;
}

/** Only what lies beside the scratch folder itself: a file is no reason to remove just anything. */
async function claimsOf(scratch: string): Promise<string[]> {
  const lines = (await readFile(join(scratch, CLAIMS), 'utf8').catch(() => '')).split('\n');
  const claimed: string[] = [];
  for (const path of lines) {
    if (path !== '' && dirname(path) === dirname(scratch) && basename(path).startsWith('playwright_') && (await stat(path).catch(() => undefined))) claimed.push(path);
  }
  return claimed;
}

async function namesIn(folder: string): Promise<string[]> {
  try {
    return await readdir(folder);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
    throw error;
  }
}
