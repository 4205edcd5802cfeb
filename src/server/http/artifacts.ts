import { open } from 'node:fs/promises';
import { basename, dirname } from 'node:path';
import contentDisposition from 'content-disposition';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { ArtifactId, VouchError } from '../../core/index.js';
import { sniffMime, sniffStart } from '../../tools/media/index.js';
import type { Runtime } from '../../runtime/index.js';
import type { ServerContext } from '../context.js';
import { fromStore } from '../stored-artifact.js';
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
/** Bytes of a linked artifact that are looked at to tell what it is. */
const START_BYTES = 65_536;
/** What a browser shows or saves without reading it itself: only this may come from another origin. */
const FOLLOWS = new Set(['image', 'audio', 'video', 'document']);

/** `GET` and `HEAD /v1/artifacts/:sha256`, with ranges, and `POST /v1/artifacts`. */
export function registerArtifacts(app: FastifyInstance, { runtime, uploads, tenants }: ServerContext): void {
  app.get('/v1/artifacts/:sha256', async (request, reply) => {
    const { sha256 } = parse(Params, request.params);
    const { name, download } = parse(Query, request.query);
    if (!(await tenants.sees(accessOf(request), 'artifact', sha256))) throw missing(sha256);
    const link = await fromStore(sha256, wordsOfMissing(sha256), () => linkTo(runtime.artifactLinks, request, { sha256, name, download }));
    // The link ends; and what the page reads itself must not be sent along it.
    if (link !== undefined) return reply.headers({ 'cache-control': 'no-store', vary: 'sec-fetch-dest', 'referrer-policy': 'no-referrer' }).redirect(link, 302);
    const path = await fromStore(sha256, wordsOfMissing(sha256), () => runtime.readArtifact(sha256));
    const etag = `"${sha256}"`;
    void reply.headers({ etag, 'cache-control': 'private, max-age=31536000, immutable', 'content-security-policy': "default-src 'none'; sandbox" });
    if (request.headers['if-none-match']?.split(/\s*,\s*/).some((tag) => tag === '*' || tag.replace(/^W\//, '') === etag)) return reply.status(304).send();
    const { mime, inline } = await presentation(await sniffMime(path), () => headOf(path));
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
      await tenants.own(accessOf(request), 'artifact', artifact.id);
      return reply.status(201).header('location', `/v1/artifacts/${artifact.id}`).send({ artifact });
    });
    done();
  });
}

function missing(id: string): VouchError {
  return new VouchError('NOT_FOUND', wordsOfMissing(id));
}

function wordsOfMissing(id: string): string {
  return `There is no artifact ${id}.`;
}

/** A link into the store, where it gives any, for what a browser shows or saves; text that is shown stays here. */
async function linkTo(links: Runtime['artifactLinks'], { method, headers }: FastifyRequest, { sha256, name, download }: { sha256: string; name: string | undefined; download: boolean }): Promise<string | undefined> {
  const destination = headers['sec-fetch-dest'];
  if (!links || method !== 'GET' || typeof destination !== 'string' || !FOLLOWS.has(destination) || headers['if-none-match'] !== undefined) return undefined;
  const start = await links.start(sha256, START_BYTES);
  if (start === undefined) throw missing(sha256);
  const { mime, inline } = await presentation(await sniffStart(start), () => Promise.resolve(start.subarray(0, HEAD_BYTES)));
  if (inline && !download && !INLINE.test(mime)) return undefined;
  return links.link(sha256, { mime, disposition: contentDisposition(name, { type: inline && !download ? 'inline' : 'attachment' }) });
}

/** How bytes are shown: by what they are, never by what somebody said they are. */
async function presentation(sniffed: string | undefined, head: () => Promise<Uint8Array>): Promise<{ mime: string; inline: boolean }> {
  if (sniffed !== undefined && INLINE.test(sniffed)) return { mime: sniffed, inline: true };
  if (sniffed !== undefined && !sniffed.startsWith('text/')) return { mime: 'application/octet-stream', inline: false };
  const text = textOf(await head());
  if (text === undefined) return { mime: 'application/octet-stream', inline: false };
  return { mime: 'text/plain; charset=utf-8', inline: !/^[\s\uFEFF]*</.test(text) };
}

/** The start of a text; `undefined` for what is none. */
function textOf(head: Uint8Array): string | undefined {
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(head, { stream: true });
    return text.includes('\0') ? undefined : text;
  } catch (error) {
    if (error instanceof TypeError) return undefined;
    throw error;
  }
}

async function headOf(path: string): Promise<Uint8Array> {
  const file = await open(path, 'r');
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(HEAD_BYTES), 0, HEAD_BYTES, 0);
    return buffer.subarray(0, bytesRead);
  } finally {
    await file.close();
  }
}
