import type { Endpoint } from './endpoint.js';
import { invalidReply } from './failure.js';

/** Bytes of a JSON answer, or of a whole stream, at most: vectors of 256 texts with 8,192 numbers each take 50 MB. */
const MOST_BYTES = 128_000_000;
/** Bytes that are read of an error; the rest says nothing more. */
const ERROR_BYTES = 64_000;

/** The bytes of an answer, as they come, unpacked. Throws MODEL_REPLY_INVALID where they do not end within `most`. */
export async function* boundedBytes(body: AsyncIterable<Uint8Array> | null, endpoint: Endpoint, most = MOST_BYTES): AsyncGenerator<Uint8Array> {
  let size = 0;
  for await (const bytes of body ?? []) {
    size += bytes.length;
    if (size > most) throw invalidReply(endpoint, `more than ${Math.round(most / 1e6)} MB`, 'no answer is that long');
    yield bytes;
  }
}

/** An answer as JSON. Throws SyntaxError where it is none. */
export async function readJson(body: AsyncIterable<Uint8Array> | null, endpoint: Endpoint): Promise<unknown> {
  const pieces: Uint8Array[] = [];
  for await (const bytes of boundedBytes(body, endpoint)) pieces.push(bytes);
  return JSON.parse(new TextDecoder().decode(Buffer.concat(pieces))) as unknown;
}

/** The first part of an answer as text; what follows is not fetched. */
export async function readStart(body: AsyncIterable<Uint8Array> | null, most = ERROR_BYTES): Promise<string> {
  const pieces: Uint8Array[] = [];
  let size = 0;
  for await (const bytes of body ?? []) {
    pieces.push(bytes);
    size += bytes.length;
    if (size >= most) break;
  }
  return new TextDecoder().decode(Buffer.concat(pieces).subarray(0, most));
}
