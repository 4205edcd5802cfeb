import { VouchError } from '../../core/index.js';

export type Signal = 'traces' | 'metrics';

/** Where one signal goes and how it is written. */
export interface Endpoint {
  readonly url: string;
  readonly protocol: 'http/protobuf' | 'http/json';
}

/**
 * What OpenTelemetry's standard variables say about a signal: OTEL_EXPORTER_OTLP_[TRACES_|METRICS_]ENDPOINT and ..._PROTOCOL.
 * `undefined` where no endpoint is named, OTEL_SDK_DISABLED is true, or the signal's exporter is `none`. Throws USAGE for an
 * endpoint that is no http(s) address and for a protocol other than http/protobuf (the default) and http/json.
 */
export function endpointOf(signal: Signal, env: NodeJS.ProcessEnv): Endpoint | undefined {
  const name = signal.toUpperCase();
  const own = env[`OTEL_EXPORTER_OTLP_${name}_ENDPOINT`]?.trim() ?? '';
  const common = env['OTEL_EXPORTER_OTLP_ENDPOINT']?.trim() ?? '';
  const off = env['OTEL_SDK_DISABLED']?.trim().toLowerCase() === 'true' || env[`OTEL_${name}_EXPORTER`]?.trim() === 'none';
  if (off || (own === '' && common === '')) return undefined;
  const protocol = env[`OTEL_EXPORTER_OTLP_${name}_PROTOCOL`] ?? env['OTEL_EXPORTER_OTLP_PROTOCOL'] ?? 'http/protobuf';
  if (protocol !== 'http/protobuf' && protocol !== 'http/json') throw new VouchError('USAGE', `OTEL_EXPORTER_OTLP_PROTOCOL is ${JSON.stringify(protocol)}. Telemetry is exported as http/protobuf or http/json.`);
  const url = own === '' ? `${common.replace(/\/+$/, '')}/v1/${signal}` : own;
  if (!URL.canParse(url) || !/^https?:$/.test(new URL(url).protocol)) throw new VouchError('USAGE', `The OpenTelemetry endpoint ${JSON.stringify(own === '' ? common : own)} is no http or https address.`);
  return { url, protocol };
}

/** True where the standard variables name an endpoint for spans or metrics. Throws USAGE for one that cannot be. */
export function telemetryEndpoint(env: NodeJS.ProcessEnv): boolean {
  return endpointOf('traces', env) !== undefined || endpointOf('metrics', env) !== undefined;
}
