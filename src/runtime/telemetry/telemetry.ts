import { diag, DiagLogLevel, type DiagLogger } from '@opentelemetry/api';
import { defaultResource, detectResources, envDetector, resourceFromAttributes } from '@opentelemetry/resources';
import { MeterProvider, PeriodicExportingMetricReader, type PushMetricExporter } from '@opentelemetry/sdk-metrics';
import { BatchSpanProcessor, TracerProvider, type SpanExporter } from '@opentelemetry/sdk-trace';
import { messageOf, type VouchEvent } from '../../core/index.js';
import { endpointOf, type Endpoint } from './endpoint.js';
import { RunMetrics } from './metrics.js';
import { RunSpans } from './spans.js';

/** How often metrics are exported where OTEL_METRIC_EXPORT_INTERVAL does not say, ms. */
const METRICS_EVERY_MS = 60_000;

export interface Telemetry {
  /** Takes the next event of any run. */
  take(event: VouchEvent): void;
  /** Exports what is left; where that fails, warns. */
  close(): Promise<void>;
}

/** Begins to export. `agentOf`: the agent that has a tool. Headers, timeouts, compression and the resource come from the standard variables of the process. */
export async function startTelemetry(env: NodeJS.ProcessEnv, agentOf: (tool: string) => string | undefined): Promise<Telemetry> {
  // Exporters tell nobody else that they cannot reach their endpoint.
  diag.setLogger(warnings, { logLevel: DiagLogLevel.WARN, suppressOverrideMessage: true });
  const [traces, metrics] = [endpointOf('traces', env), endpointOf('metrics', env)];
  const resource = defaultResource().merge(resourceFromAttributes({ 'service.name': 'vouch' })).merge(detectResources({ detectors: [envDetector] }));
  const tracers = traces && new TracerProvider({ resource, spanProcessors: [new BatchSpanProcessor({ exporter: await spanExporter(traces) })] });
  const every = Number(env['OTEL_METRIC_EXPORT_INTERVAL'] ?? METRICS_EVERY_MS);
  const exportIntervalMillis = Number.isFinite(every) && every >= 1 ? every : METRICS_EVERY_MS;
  const meters = metrics && new MeterProvider({ resource, readers: [new PeriodicExportingMetricReader({ exporter: await metricExporter(metrics), exportIntervalMillis, exportTimeoutMillis: Math.min(exportIntervalMillis, 30_000) })] });
  const spans = tracers && new RunSpans(tracers.getTracer('vouch'), agentOf);
  const measured = meters && new RunMetrics(meters.getMeter('vouch'));
  return {
    take(event) {
      spans?.take(event);
      measured?.take(event);
    },
    async close() {
      spans?.endAll();
      // A collector that is down must not keep a runtime from closing.
      for (const ended of await Promise.allSettled([tracers?.shutdown(), meters?.shutdown()])) {
        if (ended.status === 'rejected') warn(`The last spans or metrics could not be exported: ${messageOf(ended.reason)}`);
      }
    },
  };
}

async function spanExporter({ url, protocol }: Endpoint): Promise<SpanExporter> {
  const { OTLPTraceExporter } = protocol === 'http/json' ? await import('@opentelemetry/exporter-trace-otlp-http') : await import('@opentelemetry/exporter-trace-otlp-proto');
  return new OTLPTraceExporter({ url });
}

async function metricExporter({ url, protocol }: Endpoint): Promise<PushMetricExporter> {
  const { OTLPMetricExporter } = protocol === 'http/json' ? await import('@opentelemetry/exporter-metrics-otlp-http') : await import('@opentelemetry/exporter-metrics-otlp-proto');
  return new OTLPMetricExporter({ url });
}

const warn = (message: string): void => { process.emitWarning(message, 'OpenTelemetryWarning'); };
const quiet = (): void => undefined;
const warnings: DiagLogger = { error: warn, warn, info: quiet, debug: quiet, verbose: quiet };
