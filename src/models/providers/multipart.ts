import { createReadStream } from 'node:fs';
import { randomUUID } from 'node:crypto';
import { stat } from 'node:fs/promises';
import { VouchError } from '../../core/index.js';

/** A multipart/form-data body (RFC 7578) that reads its sound file while it is sent. */
export async function multipart(path: string, fields: readonly (readonly [string, string])[]): Promise<{ headers: Record<string, string>; body: AsyncIterable<Uint8Array> }> {
  let size: number;
  try {
    ({ size } = await stat(path));
  } catch (error) {
    throw new VouchError('INPUT_NOT_FOUND', `The sound file ${path} cannot be read.`, { cause: error, details: { file: path } });
  }
  const boundary = `vouch-${randomUUID()}`;
  const parts = fields.map(([name, value]) => `--${boundary}\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`);
  const head = Buffer.from(`${parts.join('')}--${boundary}\r\nContent-Disposition: form-data; name="file"; filename="audio"\r\nContent-Type: application/octet-stream\r\n\r\n`);
  const tail = Buffer.from(`\r\n--${boundary}--\r\n`);
  async function* body(): AsyncGenerator<Uint8Array> {
    yield head;
    for await (const chunk of createReadStream(path)) yield chunk as Uint8Array;
    yield tail;
  }
  return {
    headers: { 'content-type': `multipart/form-data; boundary=${boundary}`, 'content-length': String(head.length + size + tail.length) },
    body: body(),
  };
}
