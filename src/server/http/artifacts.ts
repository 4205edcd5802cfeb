import { open } from 'node:fs/promises';
import { basename, dirname } from 'node:path';
import contentDisposition from 'content-disposition';
import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { ArtifactId, VouchError } from '../../core/index.js';
import { sniffMime } from '../../tools/media/index.js';
import type { ServerContext } from '../context.js';
import { goneSignal } from './gone-signal.js';
import { accessOf } from './guard.js';
import { parse } from './parse.js';

const Params = z.object({ sha256: ArtifactId });
const Query = z.object({
  /** What it is called when it is saved. */
  name: z.string().max(255).optional(),
  download: z.stringbool().default(false),
});

/** Media that a page may show or play. Everything else is text, or only to be saved: above all SVG and HTML, which can hold programs. */
const INLINE = /^(image\/(png|jpeg|gif|webp|avif|bmp|tiff)|audio\/[\w.+-]+|video\/[\w.+-]+)$/;
/** Bytes that are looked at to tell text from data. */
const HEAD_BYTES = 4096;

/** `GET` and `HEAD /v1/artifacts/:sha256`, with ranges, and `POST /v1/artifacts`. */
export function registerArtifacts(app: FastifyInstance, { runtime, uploads, tenants }: ServerContext): void {
  app.get('/v1/artifacts/:sha256', async (request, reply) => {
    const { sha256 } = parse(Params, request.params);
    const { name, download } = parse(Query, request.query);
    if (!(await tenants.sees(accessOf(request), 'artifact', sha256))) throw missing(sha256);
    const path = await pathOf((id) => runtime.readArtifact(id), sha256);
    const etag = `"${sha256}"`;
    void reply.headers({ etag, 'cache-control': 'private, max-age=31536000, immutable', 'content-security-policy': "default-src 'none'; sandbox" });
    if (request.headers['if-none-match']?.split(/\s*,\s*/).some((tag) => tag === '*' || tag.replace(/^W\//, '') === etag)) return reply.status(304).send();
    const { mime, inline } = await presentation(path);
    void reply.header('content-type', mime).header('content-disposition', contentDisposition(name, { type: inline && !download ? 'inline' : 'attachment' }));
    // The bytes under an id never change: a range of ours is always fresh. Any other tag gets the whole.
    if (request.headers['if-range'] === etag) delete request.raw.headers['if-range'];
    return reply.sendFile(basename(path), dirname(path), { etag: false, lastModified: false, cacheControl: false, contentType: false });
  });

  void app.register((scope, _options, done) => {
    // The body stays a stream, whatever it says it is.
    scope.removeAllContentTypeParsers();
    scope.addContentTypeParser('*', (_request, payload, parsed) => {
      parsed(null, payload);
    });
    scope.post('/v1/artifacts', { config: { scope: 'run' } }, async (request, reply) => {
      // A form's boundaries and headers would be stored as if they were the file.
      if (request.headers['content-type']?.startsWith('multipart/')) throw new VouchError('INPUT_UNSUPPORTED', 'The body is a form. Send the bytes of the file alone as the body, and its name as ?name=.');
      const { name = 'upload' } = parse(Query, request.query);
      const artifact = await uploads.take(request.raw, name, goneSignal(reply));
      tenants.own(accessOf(request), 'artifact', artifact.id);
      return reply.status(201).header('location', `/v1/artifacts/${artifact.id}`).send({ artifact });
    });
    done();
  });
}

/** Throws NOT_FOUND, and ARTIFACT_CORRUPT. */
async function pathOf(find: (id: string) => Promise<string>, id: string): Promise<string> {
  try {
    return await find(id);
  } catch (error) {
    if (VouchError.is(error) && error.code === 'ARTIFACT_CORRUPT') throw error;
    // The cause would say where the store lies, which is nobody's business.
    throw missing(id);
  }
}

function missing(id: string): VouchError {
  return new VouchError('NOT_FOUND', `There is no artifact ${id}.`);
}

/** How bytes are shown: by what they are, never by what somebody said they are. */
async function presentation(path: string): Promise<{ mime: string; inline: boolean }> {
  const sniffed = await sniffMime(path);
  if (sniffed !== undefined && INLINE.test(sniffed)) return { mime: sniffed, inline: true };
  if (sniffed !== undefined && !sniffed.startsWith('text/')) return { mime: 'application/octet-stream', inline: false };
  const head = await headOf(path);
  if (head === undefined) return { mime: 'application/octet-stream', inline: false };
  return { mime: 'text/plain; charset=utf-8', inline: !/^[\s\uFEFF]*</.test(head) };
}

/** The start of a text; `undefined` for what is none. */
async function headOf(path: string): Promise<string | undefined> {
  const file = await open(path, 'r');
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(HEAD_BYTES), 0, HEAD_BYTES, 0);
    const text = new TextDecoder('utf-8', { fatal: true }).decode(buffer.subarray(0, bytesRead), { stream: true });
    return text.includes('\0') ? undefined : text;
  } catch (error) {
    if (error instanceof TypeError) return undefined;
    throw error;
  } finally {
    await file.close();
  }
}
