import { open } from 'node:fs/promises';
import { fileTypeFromBuffer, fileTypeFromFile } from 'file-type';
import { messageOf, VouchError } from '../../core/index.js';

const HEAD_BYTES = 4096;
/** An `<svg>` element after at most a declaration, comments and a document type. */
const SVG_ROOT = /^\ufeff?\s*(<\?xml[^>]*>\s*)?(<!--[\s\S]*?-->\s*|<!DOCTYPE[^>[]*(\[[\s\S]*?\])?>\s*)*<svg[\s>]/i;

/** MIME type by the first bytes of a file; undefined for text and for what has no signature. Throws INPUT_CORRUPT for a file that ends within its signature, and the file system's errors. */
export async function sniffMime(path: string): Promise<string | undefined> {
  return judge(await headOf(path), () => recogniseFile(path));
}

/** The same by the start of a file that is elsewhere; some kinds show only after many kB. */
export function sniffStart(start: Uint8Array): Promise<string | undefined> {
  return judge(start.subarray(0, HEAD_BYTES), () => fileTypeFromBuffer(start));
}

async function judge(head: Uint8Array, recognise: () => Promise<{ readonly mime: string } | undefined>): Promise<string | undefined> {
  // The mark of UTF-16 also looks like the start of an MPEG sound frame.
  if (isUtf16(head)) return undefined;
  const mime = (await recognise())?.mime;
  if (mime !== undefined && mime !== 'application/xml') return mime;
  return SVG_ROOT.test(new TextDecoder().decode(head)) ? 'image/svg+xml' : mime;
}

async function recogniseFile(path: string): Promise<{ readonly mime: string } | undefined> {
  try {
    return await fileTypeFromFile(path);
  } catch (error) {
    // The reader of signatures has no class of its own for this that it gives out.
    if (!/End-Of-Stream/.test(messageOf(error))) throw error;
    throw new VouchError('INPUT_CORRUPT', 'The file ends before it has properly begun: it is damaged, or was not copied whole.', { cause: error });
  }
}

async function headOf(path: string): Promise<Uint8Array> {
  const file = await open(path);
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(HEAD_BYTES), 0, HEAD_BYTES, 0);
    return buffer.subarray(0, bytesRead);
  } finally {
    await file.close();
  }
}

function isUtf16(head: Uint8Array): boolean {
  const mark = ((head[0] ?? 0) << 8) | (head[1] ?? 0);
  if (mark !== 0xfffe && mark !== 0xfeff) return false;
  const text = new TextDecoder(mark === 0xfffe ? 'utf-16le' : 'utf-16be').decode(head.subarray(0, head.length & ~1));
  return !/[\u0000-\u0008\ufffd\uffff]/.test(text);
}
