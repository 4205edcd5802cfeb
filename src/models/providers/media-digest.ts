import { createHash } from 'node:crypto';
import { setImmediate as turn } from 'node:timers/promises';

/** Hashing so many bytes takes a few ms. */
const PIECE_BYTES = 1 << 20;

/** Hexadecimal SHA-256 of a kind of medium and its bytes. The event loop has its turns in between: a video may have 64 MB. */
export async function digestInPieces(kind: string, bytes: Uint8Array): Promise<string> {
  const hash = createHash('sha256').update(kind);
  for (let at = 0; at < bytes.length; at += PIECE_BYTES) {
    if (at > 0) await turn();
    hash.update(bytes.subarray(at, at + PIECE_BYTES));
  }
  return hash.digest('hex');
}
