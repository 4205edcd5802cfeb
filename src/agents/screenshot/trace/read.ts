import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { VouchError, messageOf } from '../../../core/index.js';
import { BrowseOutcome, type Recording } from '../operate/index.js';
import { MARGIN } from './crops.js';

/** Reads a trace folder for a replay. Throws INPUT_NOT_FOUND or INPUT_CORRUPT. */
export async function readTrace(folder: string): Promise<Recording> {
  const path = join(folder, 'trace.json');
  const text = await readFile(path, 'utf8').catch((cause: unknown) => {
    throw new VouchError('INPUT_NOT_FOUND', `There is no trace in ${folder}: ${messageOf(cause)}`, { cause });
  });
  let outcome: BrowseOutcome;
  try {
    outcome = BrowseOutcome.parse(JSON.parse(text));
  } catch (cause) {
    throw new VouchError('INPUT_CORRUPT', `${path} is no trace of an operated page: ${messageOf(cause).slice(0, 300)}`, { cause });
  }
  const steps = await Promise.all(outcome.steps.map(async (step) => ({ step, crop: step.crop === null ? undefined : await picture(join(folder, step.crop)) })));
  return { steps, claims: outcome.claims, margin: MARGIN };
}

async function picture(path: string): Promise<Buffer> {
  return readFile(path).catch((cause: unknown) => {
    throw new VouchError('INPUT_CORRUPT', `The trace lacks its picture ${path}.`, { cause });
  });
}
