import { open } from 'node:fs/promises';
import { toVouchError, VouchError } from '../core/index.js';

const LIMIT_BYTES = 20_000_000;

/** The text of a file named on the command line. Throws INPUT_NOT_FOUND, INPUT_EMPTY or INPUT_TOO_LARGE (above 20 MB). */
export async function readTextFile(path: string, what: string): Promise<string> {
  const handle = await open(path).catch((cause: unknown) => {
    throw new VouchError('INPUT_NOT_FOUND', `The ${what} ${JSON.stringify(path)} cannot be read: ${(cause as Error).message}`, { cause, details: { path } });
  });
  try {
    const { size } = await handle.stat();
    if (size > LIMIT_BYTES) throw new VouchError('INPUT_TOO_LARGE', `The ${what} ${JSON.stringify(path)} has ${size} bytes; the limit is ${LIMIT_BYTES}.`, { details: { path } });
    const text = await handle.readFile('utf8');
    if (text.trim() === '') throw new VouchError('INPUT_EMPTY', `The ${what} ${JSON.stringify(path)} is empty.`, { details: { path } });
    return text;
  } catch (thrown) {
    throw toVouchError(thrown, 'INPUT_NOT_FOUND');
  } finally {
    await handle.close();
  }
}

/** The JSON in a file. Throws also `code` when it is not JSON. */
export async function readJsonFile(path: string, what: string, code: 'PLAN_INVALID' | 'USAGE'): Promise<unknown> {
  const text = await readTextFile(path, what);
  try {
    return JSON.parse(text) as unknown;
  } catch (cause) {
    throw new VouchError(code, `The ${what} ${JSON.stringify(path)} is not JSON: ${(cause as Error).message}`, { cause, details: { path } });
  }
}
