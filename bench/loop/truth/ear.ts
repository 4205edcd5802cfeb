import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { mediaProgram } from '../../../src/tools/media/index.js';

const run = promisify(execFile);
const PROGRAM = join(import.meta.dirname, 'ear.py');

/**
 * What a recogniser of another family than the verifier's hears in a recording. `python` is an interpreter with
 * pocketsphinx; what was heard is kept in `folder` by the bytes of the recording. Throws where it cannot listen.
 */
export async function hearOtherwise(path: string, { python, folder }: { readonly python: string; readonly folder: string }): Promise<string> {
  const name = join(folder, `heard-${createHash('sha256').update(await readFile(path)).digest('hex').slice(0, 16)}`);
  if (existsSync(`${name}.txt`)) return readFile(`${name}.txt`, 'utf8');
  await run(mediaProgram('ffmpeg'), ['-hide_banner', '-nostdin', '-y', '-v', 'error', '-i', path, '-ar', '16000', '-ac', '1', '-c:a', 'pcm_s16le', `${name}.wav`]);
  const { stdout } = await run(python, [PROGRAM, `${name}.wav`], { timeout: 300_000 });
  await writeFile(`${name}.txt`, stdout.trim());
  return stdout.trim();
}
