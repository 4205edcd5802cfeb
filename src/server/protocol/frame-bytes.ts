/** A binary frame's bytes. Pure, and free of zod: the client SDK uses it in browsers. */

/** Puts a header in front of bytes. */
export function joinFrame(header: object, body: Uint8Array): Uint8Array {
  const json = new TextEncoder().encode(JSON.stringify(header));
  const frame = new Uint8Array(4 + json.length + body.length);
  new DataView(frame.buffer).setUint32(0, json.length);
  frame.set(json, 4);
  frame.set(body, 4 + json.length);
  return frame;
}

/** Takes a frame apart; the body is a view on its bytes. Throws RangeError for a header that is cut off, too long or no JSON. */
export function splitFrame(frame: Uint8Array, headerLimit: number): { header: unknown; body: Uint8Array } {
  if (frame.length < 4) throw new RangeError('a binary frame begins with four bytes that say how long its header is');
  const length = new DataView(frame.buffer, frame.byteOffset).getUint32(0);
  if (length > headerLimit || 4 + length > frame.length) throw new RangeError(`the header of a binary frame is at most ${headerLimit} bytes and lies whole in the frame, this one says ${length}`);
  try {
    return { header: JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(frame.subarray(4, 4 + length))), body: frame.subarray(4 + length) };
  } catch (cause) {
    throw new RangeError('the header of a binary frame is not JSON', { cause });
  }
}
