import type { IncomingMessage } from 'node:http';
import type { FastifyInstance } from 'fastify';
import { answerBadBytes } from './errors.js';

/** Bytes that must have come between two looks. */
const LEAST_BYTES = 512;

/** Cuts off requests whose body stops coming or only trickles: each would hold a connection for ever. How long a request takes in all is not bounded: files may be large. */
export function registerSlowBodies(app: FastifyInstance, bodyMs: number): void {
  app.addHook('onRequest', (request, _reply, next) => {
    const { headers, raw } = request;
    if (headers['transfer-encoding'] !== undefined || Number(headers['content-length'] ?? 0) > 0) watch(raw, bodyMs);
    next();
  });
}

function watch(request: IncomingMessage, bodyMs: number): void {
  const { socket } = request;
  let seen = socket.bytesRead;
  const timer = setInterval(() => {
    // What the server has not read yet is not the client's fault.
    const waits = !request.complete && request.readableLength === 0;
    if (waits && socket.bytesRead - seen < LEAST_BYTES) {
      clearInterval(timer);
      answerBadBytes({ code: 'ERR_HTTP_REQUEST_TIMEOUT' }, socket);
      return;
    }
    if (request.complete) clearInterval(timer);
    seen = socket.bytesRead;
  }, bodyMs);
  timer.unref();
  request.once('close', () => { clearInterval(timer); });
}
