import type { FastifyInstance } from 'fastify';
import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client';
import { toVouchError } from '../../core/index.js';
import type { ServerContext } from '../context.js';

/** Bounds of the histogram of answer times, s. */
const SECONDS = [0.005, 0.02, 0.1, 0.5, 2, 10, 60];

/** `/healthz`: the process lives. `/readyz`: its store can be read. `/metrics`: in the text format of Prometheus. */
export function registerHealth(app: FastifyInstance, context: ServerContext): void {
  const { runtime } = context;
  app.get('/healthz', { config: { scope: 'public' } }, () => ({ status: 'ok' }));
  app.get('/readyz', { config: { scope: 'public' } }, async (_request, reply) => {
    try {
      await runtime.conversations.list(1);
    } catch (error) {
      return reply.status(503).send({ status: 'not ready', error: toVouchError(error).toJSON() });
    }
    return reply.send({ status: 'ready' });
  });
  const registry = metricsOf(context);
  const answers = new Histogram({ name: 'vouch_http_request_duration_seconds', help: 'Time to answer a request.', labelNames: ['method', 'route', 'status'], buckets: SECONDS, registers: [registry] });
  app.addHook('onResponse', (request, reply, done) => {
    answers.observe({ method: request.method, route: request.routeOptions.url ?? 'none', status: reply.statusCode }, reply.elapsedTime / 1000);
    done();
  });
  app.get('/metrics', async (_request, reply) => reply.type(registry.contentType).send(await registry.metrics()));
}

/** The server's own numbers. */
function metricsOf({ runtime, host, connections }: ServerContext): Registry {
  const registry = new Registry();
  const registers = [registry];
  collectDefaultMetrics({ register: registry });
  new Gauge({ name: 'vouch_runs_active', help: 'Runs under way in this process.', registers, collect() { this.set(host.active); } });
  new Gauge({ name: 'vouch_connections', help: 'Open WebSocket connections.', registers, collect() { this.set(connections.size); } });
  if (runtime.models.ledger) {
    new Gauge({
      name: 'vouch_device_bytes', help: 'Memory and disk for models: what is free by measurement, what is set aside, what models may take together.', labelNames: ['device', 'what'], registers,
      async collect() {
        this.reset();
        for (const { device, freeBytes, reservedBytes, budgetBytes } of (await runtime.models.ledger?.()) ?? []) {
          // What nobody could measure is not zero.
          for (const [what, bytes] of Object.entries({ free: freeBytes, reserved: reservedBytes, budget: budgetBytes })) if (bytes !== undefined) this.set({ device, what }, bytes);
        }
      },
    });
  }
  const runs = new Counter({ name: 'vouch_runs_total', help: 'Runs that have ended, by how.', labelNames: ['status'], registers });
  const tokens = new Counter({ name: 'vouch_llm_tokens_total', help: 'Tokens of language models that ended runs have used.', registers });
  const verdicts = new Counter({ name: 'vouch_verdicts_total', help: 'Verdicts of ended runs, by oracle and status.', labelNames: ['oracle', 'status'], registers });
  host.onEnd((run) => {
    void run.result.then((outcome) => {
      runs.inc({ status: outcome.status });
      tokens.inc(outcome.usage.llmTokens);
      for (const { oracle, status } of outcome.verdicts) verdicts.inc({ oracle, status });
    });
  });
  return registry;
}
