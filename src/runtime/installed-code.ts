import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** What decides how an output is checked: oracles and all that they are made of, and the prompts of judges. */
const PARTS = ['agents/verifier', 'core', 'kernels', 'models', 'oracles', 'tools'];

let known: Promise<string> | undefined;

/** Changes with the code of Vouch that checks outputs: an upgrade that leaves it as it is changes nothing. Read once a process, beside other work; after an error the next call reads anew. */
export function installedCode(): Promise<string> {
  return (known ??= read().catch((error: unknown) => {
    known = undefined;
    throw error;
  }));
}

async function read(): Promise<string> {
  const here = fileURLToPath(new URL('../', import.meta.url));
  // The same in src/ and in dist/.
  const prompts = fileURLToPath(new URL('../../prompts/', import.meta.url));
  const files = (await Promise.all([...PARTS.map((part) => join(here, part)), prompts].map(filesIn))).flat();
  const hash = createHash('sha256');
  for (const { name, bytes } of files) hash.update(`${name}\0${bytes.length}\0`).update(bytes);
  return hash.digest('hex').slice(0, 16);
}

async function filesIn(folder: string): Promise<{ readonly name: string; readonly bytes: Buffer }[]> {
  const names = (await readdir(folder, { recursive: true })).filter((name) => /(?:\.js|(?<!\.d)\.ts|\.json|\.md)$/.test(name)).sort();
  return Promise.all(names.map(async (name) => ({ name, bytes: await readFile(join(folder, name)) })));
}
