import { mkdir, rm, writeFile } from 'node:fs/promises';
import { basename, extname, join } from 'node:path';
import type { Download } from 'playwright-core';

/** So many files of one name may lie in the folder. */
const MOST = 1000;

/** Saves a download in a folder under its own name; where that is taken, as `name (2).txt` and so on. Gives its path. */
export async function saveDownload(download: Download, folder: string): Promise<string> {
  await mkdir(folder, { recursive: true });
  const path = await claimName(folder, safeName(download.suggestedFilename()));
  try {
    await download.saveAs(path);
    return path;
  } catch (error) {
    await rm(path, { force: true });
    throw error;
  }
}

/** A name of a page as a name in a folder: no path, no hidden file. */
function safeName(suggested: string): string {
  return basename(suggested).replace(/[^\w.() -]+/g, '_').replace(/^\.+/, '') || 'download';
}

/** Takes a free name by creating the file, so that two downloads at once do not take the same one. */
async function claimName(folder: string, name: string): Promise<string> {
  const extension = extname(name);
  const stem = name.slice(0, name.length - extension.length);
  for (let number = 1; number < MOST; number += 1) {
    const path = join(folder, number === 1 ? name : `${stem} (${number})${extension}`);
    try {
      await writeFile(path, '', { flag: 'wx' });
      return path;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    }
  }
  throw new RangeError(`${folder} holds ${MOST} files named ${name}.`);
}
