import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { messageOf, throwIfAborted, VouchError } from '../../core/index.js';

/**
 * SHA-256 of a file as 64 hex digits, streamed: memory does not depend on its size.
 * Throws INPUT_NOT_FOUND when it cannot be read, or the signal's reason.
 */
export async function sha256OfFile(path: string, options: { signal?: AbortSignal | undefined } = {}): Promise<string> {
  const hash = createHash('sha256');
  try {
    for await (const chunk of createReadStream(path, { highWaterMark: 1 << 20, signal: options.signal })) hash.update(chunk as Buffer);
  } catch (cause) {
    throwIfAborted(options.signal);
    throw new VouchError('INPUT_NOT_FOUND', `The file ${JSON.stringify(path)} cannot be read: ${messageOf(cause)}`, { cause });
  }
  return hash.digest('hex');
}
