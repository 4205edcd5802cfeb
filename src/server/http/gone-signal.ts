import type { FastifyReply } from 'fastify';
import { VouchError } from '../../core/index.js';

/** Aborted when the client goes before it has its answer. Not for runs: those go on. */
export function goneSignal(reply: FastifyReply): AbortSignal {
  const controller = new AbortController();
  const end = (): void => {
    if (!reply.raw.writableFinished) controller.abort(new VouchError('CANCELLED', 'The client has gone.'));
  };
  // It may have gone while it was counted whether it may ask at all.
  if (reply.raw.destroyed) end();
  else reply.raw.once('close', end);
  return controller.signal;
}
