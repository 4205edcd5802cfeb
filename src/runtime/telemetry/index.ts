/** OpenTelemetry: spans and metrics of runs by the GenAI conventions, made from the event stream and exported by OTLP. */
export { telemetryEndpoint } from './endpoint.js';
export { startTelemetry, type Telemetry } from './telemetry.js';
