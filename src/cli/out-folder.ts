import { constants } from 'node:fs';
import { access, copyFile, rm, stat, writeFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { fileTypeFromFile } from 'file-type';
import { toVouchError, VouchError, type Outcome } from '../core/index.js';
import { makeFolder } from '../store/index.js';
import { sha256OfFile } from '../tools/files/index.js';

/** Throws USAGE before a run when `folder` is a file or could not be written. Makes nothing. */
export async function checkOutFolder(folder: string): Promise<void> {
  for (let path = resolve(folder); ; path = dirname(path)) {
    const found = await stat(path).catch(() => undefined);
    if (!found) continue;
    if (!found.isDirectory()) throw new VouchError('USAGE', `The output folder ${folder} cannot be made: ${path} is a file.`);
    await access(path, constants.W_OK).catch((cause: unknown) => {
      throw new VouchError('USAGE', `The output folder ${folder} cannot be written: no permission for ${path}.`, { cause });
    });
    return;
  }
}

/**
 * Copies what a run made to `folder` under readable names (`step-port.png`), with the answer and the plan beside it.
 * Nothing is ever overwritten: a taken name gets a number. Gives the outcome with the paths of the copies.
 */
export async function fillOutFolder(outcome: Outcome, folder: string): Promise<Outcome> {
  const target = resolve(folder);
  try {
    makeFolder(target);
    const artifacts: Outcome['artifacts'] = [];
    for (const artifact of outcome.artifacts) {
      const extension = await extensionOf(artifact);
      const path = await writeNew(target, safeName(`${artifact.step.replace(']', '')}-${artifact.port}`), extension, (into) => copyWhole(artifact, into));
      artifacts.push({ ...artifact, path });
    }
    if (outcome.answer !== '') await writeText(target, 'answer', 'txt', `${outcome.answer}\n`);
    if (outcome.plan) await writeText(target, 'plan', 'json', `${JSON.stringify(outcome.plan, null, 2)}\n`);
    return { ...outcome, artifacts };
  } catch (thrown) {
    throw toVouchError(thrown, 'STORE_FAILED');
  }
}

/** Throws ARTIFACT_CORRUPT where the stored bytes are not what they were. */
async function copyWhole({ id, path }: Outcome['artifacts'][number], into: string): Promise<void> {
  await copyFile(path, into, constants.COPYFILE_EXCL);
  if ((await sha256OfFile(into)) !== id) throw new VouchError('ARTIFACT_CORRUPT', `The bytes of artifact ${id} have changed on disk (${path}).`, { details: { artifact: id } });
}

function writeText(folder: string, name: string, extension: string, text: string): Promise<string> {
  return writeNew(folder, name, extension, (into) => writeFile(into, text, { flag: 'wx' }));
}

/** Calls `write` with the first free path; a half-written file is removed. */
async function writeNew(folder: string, name: string, extension: string, write: (path: string) => Promise<unknown>): Promise<string> {
  for (let number = 1; ; number += 1) {
    const path = join(folder, `${name}${number === 1 ? '' : `-${number}`}.${extension}`);
    try {
      await write(path);
      return path;
    } catch (thrown) {
      if ((thrown as NodeJS.ErrnoException).code === 'EEXIST') continue;
      await rm(path, { force: true });
      throw thrown;
    }
  }
}

/** Letters, digits, `.`, `_` and `-` only, so that no name can leave the folder or surprise a shell. */
function safeName(name: string): string {
  return name.replace(/[^A-Za-z0-9_.-]+/g, '-').replace(/^[.-]+/, '').slice(0, 100) || 'artifact';
}

async function extensionOf({ modality, path }: { modality: string; path: string }): Promise<string> {
  if (modality === 'text' || modality === 'url') return 'txt';
  if (modality === 'json') return 'json';
  if (modality === 'web-page') return 'html';
  return (await fileTypeFromFile(path))?.ext ?? 'bin';
}
