import { PassThrough } from 'node:stream';
import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import type { ServerContext } from '../context.js';
import type { EventSink, WrittenEvent } from '../runs/index.js';
import { accessOf } from './guard.js';
import { parse } from './parse.js';

/** Bytes that may wait for the network before events are held back. */
const HIGH_BYTES = 256_000;

const Params = z.object({ runId: z.string().max(100) });
const Query = z.object({ since: z.coerce.number().int().min(0).optional() });
const LastEventId = z.coerce.number().int().min(0);

/** Ends a leg of a run: after it nothing comes until somebody resumes the run. */
const END = /^run\.(completed|failed|suspended|paused|cancelled)$/;

/**
 * `GET /v1/runs/:runId/events`: server-sent events, one a run event, with its seq as the id. It goes on after `Last-Event-ID`,
 * or `?since=`, and ends with the run; a reader who has all of an ended run is told so by 204, at which an EventSource stops.
 */
export function registerEvents(app: FastifyInstance, { runtime, host, options, log, connections, tenants }: ServerContext): void {
  app.get('/v1/runs/:runId/events', async (request, reply) => {
    const { runId } = parse(Params, request.params);
    await tenants.mustSee(accessOf(request), { runId });
    const header = request.headers['last-event-id'];
    const { since: asked = 0 } = parse(Query, request.query);
    const since = header === undefined ? asked : parse(LastEventId, header);
    const { status } = await runtime.summary(runId);
    const channel = host.channel(runId);
    if (status !== 'open' && (await channel.log.after(since, 1)).length === 0) return reply.status(204).send();
    await channel.mustHave(runId, since);
    const leave = connections.openStream();
    const stream = new PassThrough({ highWaterMark: HIGH_BYTES });
    const heartbeat = setInterval(() => {
      if (stream.writable && !stream.writableNeedDrain) stream.write(': still here\n\n');
    }, options.heartbeatMs);
    const sink = sinkOf(stream, options.stallMs);
    const stop = channel.subscribe(since, sink, (last) => {
      // After the last event nothing more is to be read.
      if (stream.writableEnded) return;
      log.info({ runId, last }, 'an event stream was not read and is ended');
      stream.destroy();
    });
    stream.once('close', () => {
      clearInterval(heartbeat);
      stop();
      leave();
    });
    return reply.headers({ 'content-type': 'text/event-stream; charset=utf-8', 'cache-control': 'no-store', 'x-accel-buffering': 'no' }).send(stream);
  });
}

function sinkOf(stream: PassThrough, stallMs: number): EventSink {
  return {
    ready: () => stream.writable && !stream.writableNeedDrain,
    send: ({ seq, event, bytes }: WrittenEvent) => {
      stream.write(`id: ${seq}\n`);
      stream.write('data: ');
      stream.write(bytes);
      stream.write('\n\n');
      if (END.test(event.type)) stream.end();
    },
    drained: () => new Promise((resolve) => {
      if (!stream.writable) {
        resolve(false);
        return;
      }
      const settle = (drained: boolean): void => {
        clearTimeout(timer);
        stream.off('drain', onDrain).off('close', onClose);
        resolve(drained);
      };
      const onDrain = (): void => { settle(true); };
      const onClose = (): void => { settle(false); };
      const timer = setTimeout(settle, stallMs, false);
      stream.once('drain', onDrain).once('close', onClose);
    }),
  };
}
