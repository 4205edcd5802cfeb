import type { FastifyReply } from 'fastify';
import { VouchError } from '../../core/index.js';

/** Aborted when the client goes before it has its answer. Not for runs: those go on. */
export function goneSignal(reply: FastifyReply): AbortSignal {
  const controller = new AbortController();
  reply.raw.once('close', () => {
    if (!reply.raw.writableFinished) controller.abort(new VouchError('CANCELLED', 'The client has gone.'));
  });
  return controller.signal;
}
