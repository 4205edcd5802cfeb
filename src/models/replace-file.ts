import { randomBytes } from 'node:crypto';
import { chmod, mkdir, rename, rm, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';

/** Writes a file whole, in its folder, which is made: whoever reads it meanwhile, and after a kill, has the old content or the new. `mode`: who may do what with it; default what the process gives. */
export async function replaceFile(file: string, content: string | Buffer, mode?: number): Promise<void> {
  await mkdir(dirname(file), { recursive: true });
  const scratch = `${file}.${randomBytes(6).toString('hex')}.new`;
  try {
    await writeFile(scratch, content, { flag: 'wx' });
    if (mode !== undefined) await chmod(scratch, mode);
    await rename(scratch, file);
  } catch (error) {
    await rm(scratch, { force: true });
    throw error;
  }
}
