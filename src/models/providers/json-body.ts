import { randomUUID } from 'node:crypto';

/** Bytes of one piece of base64: a multiple of 3, so that the pieces join without padding between them. */
const PIECE_BYTES = 3 * 128 * 1024;

/** A string of the wire that holds media: its bytes become base64 piece by piece while they are sent, so that the event loop is never held up by a whole picture. */
export class MediaString {
  constructor(
    /** What stands before the base64; ASCII without quotes. */
    readonly prefix: string,
    readonly bytes: Uint8Array,
  ) {}

  /** The whole string, at once. */
  toString(): string {
    return this.prefix + Buffer.from(this.bytes.buffer, this.bytes.byteOffset, this.bytes.byteLength).toString('base64');
  }
}

export interface JsonBody {
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | AsyncIterable<Uint8Array>;
}

/** A value as the body of a request; MediaStrings in it are streamed. */
export function jsonBody(value: unknown): JsonBody {
  const media: MediaString[] = [];
  const marker = randomUUID();
  const text = JSON.stringify(value, (_key, item: unknown) => {
    if (!(item instanceof MediaString)) return item;
    media.push(item);
    return marker;
  });
  const type = { 'content-type': 'application/json' };
  if (media.length === 0) return { headers: type, body: text };
  const between = text.split(marker);
  const length = between.reduce((sum, piece) => sum + Buffer.byteLength(piece), 0) + media.reduce((sum, { prefix, bytes }) => sum + prefix.length + 4 * Math.ceil(bytes.length / 3), 0);
  return { headers: { ...type, 'content-length': String(length) }, body: pieces(between, media) };
}

async function* pieces(between: readonly string[], media: readonly MediaString[]): AsyncIterable<Uint8Array> {
  for (const [index, text] of between.entries()) {
    yield Buffer.from(text);
    const item = media[index];
    if (!item) continue;
    yield Buffer.from(item.prefix, 'latin1');
    const bytes = Buffer.from(item.bytes.buffer, item.bytes.byteOffset, item.bytes.byteLength);
    for (let start = 0; start < bytes.length; start += PIECE_BYTES) {
      yield Buffer.from(bytes.toString('base64', start, Math.min(start + PIECE_BYTES, bytes.length)), 'latin1');
      // Others are served between two pieces, also where the socket takes everything at once.
      await new Promise((resolve) => setImmediate(resolve));
    }
  }
}
