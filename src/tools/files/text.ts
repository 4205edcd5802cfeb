import { readFile } from 'node:fs/promises';
import { messageOf, throwIfAborted, VouchError } from '../../core/index.js';

export type TextEncoding = 'utf-8' | 'utf-16le' | 'utf-16be';

/** C0 controls but tab, line feed, form feed, carriage return and escape: none of them stands in text. */
const BINARY = /[\u0000-\u0008\u000b\u000e-\u001a\u001c-\u001f]/;

/**
 * Decodes text: UTF-8, or UTF-16 with a byte order mark or recognisable by its zero bytes. The mark is dropped.
 * Returns undefined for bytes that are no text.
 */
export function decodeText(bytes: Uint8Array): { text: string; encoding: TextEncoding } | undefined {
  const encoding = encodingOf(bytes);
  try {
    const text = new TextDecoder(encoding, { fatal: true }).decode(bytes);
    return BINARY.test(text) ? undefined : { text, encoding };
  } catch (thrown) {
    if ((thrown as NodeJS.ErrnoException).code === 'ERR_ENCODING_INVALID_ENCODED_DATA') return undefined;
    throw thrown;
  }
}

function encodingOf(bytes: Uint8Array): TextEncoding {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'utf-16le';
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return 'utf-16be';
  const sample = bytes.subarray(0, 1024);
  const zeros = [0, 0];
  sample.forEach((byte, index) => {
    if (byte === 0) zeros[index % 2] = (zeros[index % 2] ?? 0) + 1;
  });
  const [even = 0, odd = 0] = zeros;
  if (odd > sample.length / 5 && even === 0) return 'utf-16le';
  if (even > sample.length / 5 && odd === 0) return 'utf-16be';
  return 'utf-8';
}

/**
 * Text of a file as a string, whichever of the known encodings it has.
 * Throws INPUT_NOT_FOUND, INPUT_TOO_LARGE (above `maximumBytes`, default 20 MB), INPUT_CORRUPT when it is no text.
 */
export async function readTextFile(path: string, options: { signal?: AbortSignal | undefined; maximumBytes?: number } = {}): Promise<{ text: string; encoding: TextEncoding }> {
  const { maximumBytes = 20_000_000, signal } = options;
  let bytes: Buffer;
  try {
    bytes = await readFile(path, { signal });
  } catch (cause) {
    throwIfAborted(signal);
    throw new VouchError('INPUT_NOT_FOUND', `The file ${JSON.stringify(path)} cannot be read: ${messageOf(cause)}`, { cause });
  }
  if (bytes.length > maximumBytes) throw new VouchError('INPUT_TOO_LARGE', `The text file ${JSON.stringify(path)} holds ${bytes.length} bytes; the limit is ${maximumBytes}.`);
  const decoded = decodeText(bytes);
  if (!decoded) throw new VouchError('INPUT_CORRUPT', `The file ${JSON.stringify(path)} is no UTF-8 or UTF-16 text. If it is text in another encoding, convert it to UTF-8.`);
  return decoded;
}
