import { readFile, realpath, stat } from 'node:fs/promises';
import { basename, dirname, resolve } from 'node:path';
import { applyEdits, findNodeAtLocation, modify, parseTree } from 'jsonc-parser';
import { VouchError } from '../core/index.js';
import { parseConfigText, type ServerConfigInput } from './config.js';
import { replaceFile } from './replace-file.js';
import { withLock } from './store/index.js';

const FORMAT = { insertSpaces: true, tabSize: 2 };

/**
 * Adds a server to a configuration file, or replaces the one of the same id; comments and the layout of everything else stay. The
 * whole is checked before anything is written, and the file changes in one step. Throws USAGE for a file or a server that is wrong.
 */
export async function writeServer(named: string, server: ServerConfigInput): Promise<'added' | 'replaced'> {
  // A link stays one: what it leads to is written.
  const file = await realpath(named).catch(() => resolve(named));
  // Of two that add at the same moment neither undoes what the other wrote.
  return withLock(dirname(file), basename(file), {}, () => write(file, server));
}

async function write(file: string, server: ServerConfigInput): Promise<'added' | 'replaced'> {
  const text = await readFile(file, 'utf8').catch((error: unknown) => {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return '{}\n';
    throw new VouchError('INPUT_NOT_FOUND', `The configuration ${file} cannot be read.`, { cause: error, details: { file } });
  });
  const known = parseConfigText(text, file).servers;
  const place = known.findIndex(({ id }) => id === server.id);
  const changed = place < 0 ? appended(text, server) : applyEdits(text, modify(text, ['servers', place], server, { formattingOptions: FORMAT }));
  parseConfigText(changed, file);
  const mode = await stat(file).then((found) => found.mode, () => undefined);
  await replaceFile(file, changed, mode);
  return place < 0 ? 'added' : 'replaced';
}

/** Behind the last server and laid out like it; where there is none, as the first. */
function appended(text: string, server: ServerConfigInput): string {
  const tree = parseTree(text);
  const last = (tree && findNodeAtLocation(tree, ['servers']))?.children?.at(-1);
  if (!last) return applyEdits(text, modify(text, ['servers'], [server], { formattingOptions: FORMAT }));
  const indent = /[\t ]*$/.exec(text.slice(text.lastIndexOf('\n', last.offset) + 1, last.offset))?.[0] ?? '';
  const end = last.offset + last.length;
  const written = JSON.stringify(server, undefined, 2).replaceAll('\n', `\n${indent}`);
  return `${text.slice(0, end)},\n${indent}${written}${text.slice(end)}`;
}
