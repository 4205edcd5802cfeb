import type { FastifyInstance, FastifyRequest } from 'fastify';
import PQueue from 'p-queue';
import { VouchError } from '../../core/index.js';
import { decodeRaster, type Raster } from './raster.js';
import { badRequest } from './wire-error.js';

/** What an engine does with the pixels of one request; its result is the JSON reply. */
export type ImageHandler = (image: Raster, request: FastifyRequest, signal: AbortSignal) => Promise<unknown>;

/**
 * A route that takes an image: as the raw bytes of the body, or where `bytesOf` finds them in it. Requests are served one after the other, which bounds memory; work for
 * a client that has gone is dropped. Bytes that do not decode, or too many pixels, are answered with 400.
 */
export function addImageRoute(app: FastifyInstance, path: string, handle: ImageHandler, bytesOf: (body: unknown) => unknown = (body) => body): void {
  const queue = new PQueue({ concurrency: 1 });
  app.post(path, async (request, reply) => {
    const controller = new AbortController();
    const abandon = (): void => {
      if (!reply.raw.writableEnded) controller.abort(new VouchError('CANCELLED', 'The client has gone.'));
    };
    reply.raw.once('close', abandon);
    try {
      return await queue.add(async () => handle(await decodeBody(bytesOf(request.body)), request, controller.signal), { signal: controller.signal });
    } finally {
      reply.raw.off('close', abandon);
    }
  });
}

async function decodeBody(body: unknown): Promise<Raster> {
  if (!Buffer.isBuffer(body)) throw badRequest('invalid_request', 'Send the bytes of an image as the body, with an image/* content type.');
  try {
    return await decodeRaster(body);
  } catch (error) {
    if (VouchError.is(error) && error.code.startsWith('INPUT_')) throw badRequest(error.code.toLowerCase(), error.message);
    throw error;
  }
}
