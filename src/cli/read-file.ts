import { stat } from 'node:fs/promises';
import { messageOf, VouchError } from '../core/index.js';
import { parsePlanText } from '../runtime/index.js';
import { readTextFile } from '../tools/files/index.js';

const LIMIT_BYTES = 20_000_000;

/** The text of a file named on the command line, up to 20 MB. Throws INPUT_NOT_FOUND, INPUT_EMPTY, INPUT_TOO_LARGE or INPUT_CORRUPT. */
export async function readNamedFile(path: string, what: string): Promise<string> {
  const found = await stat(path).catch((cause: unknown) => {
    throw new VouchError('INPUT_NOT_FOUND', `The ${what} ${JSON.stringify(path)} cannot be read: ${(cause as Error).message}`, { cause, details: { path } });
  });
  if (!found.isFile()) throw new VouchError('INPUT_NOT_FOUND', `The ${what} ${JSON.stringify(path)} is not a file.`, { details: { path } });
  if (found.size > LIMIT_BYTES) throw new VouchError('INPUT_TOO_LARGE', `The ${what} ${JSON.stringify(path)} has ${found.size} bytes; the limit is ${LIMIT_BYTES}.`, { details: { path } });
  const { text } = await readTextFile(path, { maximumBytes: LIMIT_BYTES });
  if (text.trim() === '') throw new VouchError('INPUT_EMPTY', `The ${what} ${JSON.stringify(path)} is empty.`, { details: { path } });
  return text;
}

/** The plan in a file, JSON or an outline; its steps are not yet checked. Throws also PLAN_INVALID. */
export async function readPlanFile(path: string): Promise<unknown> {
  const text = await readNamedFile(path, 'plan file');
  try {
    return parsePlanText(text);
  } catch (cause) {
    throw new VouchError('PLAN_INVALID', `The plan file ${JSON.stringify(path)} holds no plan. ${messageOf(cause)}`, { cause, details: { path } });
  }
}

/** The JSON in a file. Throws also `code` when it is not JSON. */
export async function readJsonFile(path: string, what: string, code: 'PLAN_INVALID' | 'USAGE'): Promise<unknown> {
  const text = await readNamedFile(path, what);
  try {
    return JSON.parse(text) as unknown;
  } catch (cause) {
    throw new VouchError(code, `The ${what} ${JSON.stringify(path)} is not JSON: ${(cause as Error).message}`, { cause, details: { path } });
  }
}
