import { open, readFile, stat } from 'node:fs/promises';
import { pathToFileURL } from 'node:url';
import type { Artifact } from '../../core/index.js';

/** Bounds of what the page carries itself, bytes; what is larger is linked by its path. */
const ONE_LIMIT = 12_000_000;
const TOTAL_LIMIT = 64_000_000;
const TEXT_LIMIT = 40_000;

/** How the page shows an artifact's bytes. */
export type Shown =
  | { readonly kind: 'embedded'; readonly uri: string }
  | { readonly kind: 'linked'; readonly href: string; readonly path: string }
  | { readonly kind: 'text'; readonly text: string; readonly hiddenBytes: number; readonly path: string }
  | { readonly kind: 'gone'; readonly reason: string };

/** Where an artifact's bytes are; throws when the store does not have them whole. */
export type PathOf = (id: string) => string | Promise<string>;

/** Reads every artifact once, until the page would get too large. */
export async function loadMedia(artifacts: Iterable<Artifact>, pathOf: PathOf): Promise<Map<string, Shown>> {
  const shown = new Map<string, Shown>();
  let total = 0;
  for (const artifact of artifacts) {
    try {
      const path = await pathOf(artifact.id);
      if (isReadable(artifact)) {
        shown.set(artifact.id, await loadText(path));
      } else if (artifact.bytes > ONE_LIMIT || total + artifact.bytes > TOTAL_LIMIT || !isPlayable(artifact)) {
        await stat(path);
        shown.set(artifact.id, { kind: 'linked', href: pathToFileURL(path).href, path });
      } else {
        total += artifact.bytes;
        shown.set(artifact.id, { kind: 'embedded', uri: `data:${artifact.mime};base64,${(await readFile(path)).toString('base64')}` });
      }
    } catch (thrown) {
      shown.set(artifact.id, { kind: 'gone', reason: (thrown as Error).message });
    }
  }
  return shown;
}

function isReadable({ modality, mime }: Artifact): boolean {
  return ['text', 'json', 'url'].includes(modality) || mime.startsWith('text/') || mime === 'application/json';
}

/** The type goes into an address, so it must look like one. */
function isPlayable({ mime }: Artifact): boolean {
  return /^(image|audio|video)\/[a-z0-9][a-z0-9.+-]*$/.test(mime);
}

async function loadText(path: string): Promise<Shown> {
  const handle = await open(path);
  try {
    const { size } = await handle.stat();
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(Math.min(size, TEXT_LIMIT)), 0, Math.min(size, TEXT_LIMIT), 0);
    return { kind: 'text', text: buffer.subarray(0, bytesRead).toString('utf8'), hiddenBytes: size - bytesRead, path };
  } finally {
    await handle.close();
  }
}
