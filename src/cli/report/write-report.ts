import { rename, rm, writeFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { toVouchError, VouchError, type RunState } from '../../core/index.js';
import type { PathOf } from './media-library.js';
import { renderReport } from './render-report.js';

/** Writes the page; it appears whole or not at all. Throws USAGE when the path cannot be written. */
export async function writeReport(state: RunState, pathOf: PathOf, out: string): Promise<{ path: string; bytes: number }> {
  const path = resolve(out);
  const page = await renderReport(state, pathOf);
  const half = `${path}.${process.pid}.part`;
  try {
    await writeFile(half, page);
    await rename(half, path);
  } catch (thrown) {
    await rm(half, { force: true });
    const { code } = thrown as NodeJS.ErrnoException;
    if (code === 'ENOENT' || code === 'EISDIR' || code === 'EACCES' || code === 'ENOTDIR') {
      throw new VouchError('USAGE', `The report cannot be written to ${JSON.stringify(out)}: ${(thrown as Error).message}`, { cause: thrown });
    }
    throw toVouchError(thrown, 'STORE_FAILED');
  }
  return { path, bytes: Buffer.byteLength(page) };
}
