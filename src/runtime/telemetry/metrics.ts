import type { Counter, Histogram, Meter } from '@opentelemetry/api';
import type { VouchEvent } from '../../core/index.js';

/** Bounds of the histograms as the GenAI conventions advise. */
const TOKENS = [1, 4, 16, 64, 256, 1024, 4096, 16_384, 65_536, 262_144, 1_048_576, 4_194_304, 16_777_216, 67_108_864];
const SECONDS = [0.01, 0.02, 0.04, 0.08, 0.16, 0.32, 0.64, 1.28, 2.56, 5.12, 10.24, 20.48, 40.96, 81.92];

/** What runs amount to: tokens and times of model calls by the GenAI conventions, runs and verdicts by ours. */
export class RunMetrics {
  readonly #tokens: Histogram;
  readonly #durations: Histogram;
  readonly #runs: Histogram;
  readonly #verdicts: Counter;

  constructor(meter: Meter) {
    this.#tokens = meter.createHistogram('gen_ai.client.token.usage', { unit: '{token}', description: 'Tokens of one call of a model.', advice: { explicitBucketBoundaries: TOKENS } });
    this.#durations = meter.createHistogram('gen_ai.client.operation.duration', { unit: 's', description: 'Time of one call of a model.', advice: { explicitBucketBoundaries: SECONDS } });
    this.#runs = meter.createHistogram('vouch.run.duration', { unit: 's', description: 'Time of one run, by how it ended.', advice: { explicitBucketBoundaries: SECONDS } });
    this.#verdicts = meter.createCounter('vouch.evaluations', { unit: '{verdict}', description: 'Verdicts, by oracle and label.' });
  }

  take(event: VouchEvent): void {
    switch (event.type) {
      case 'model.called': {
        const { operation, model, ms, promptTokens, completionTokens, error } = event.data;
        const attributes = { 'gen_ai.operation.name': operation === 'score' ? 'chat' : operation === 'embed' ? 'embeddings' : operation, 'gen_ai.provider.name': 'vouch', 'gen_ai.request.model': model };
        this.#durations.record(ms / 1000, { ...attributes, ...(error === undefined ? {} : { 'error.type': error }) });
        if (promptTokens !== undefined) this.#tokens.record(promptTokens, { ...attributes, 'gen_ai.token.type': 'input' });
        if (completionTokens !== undefined) this.#tokens.record(completionTokens, { ...attributes, 'gen_ai.token.type': 'output' });
        break;
      }
      case 'verdict.given':
        this.#verdicts.add(1, { 'gen_ai.evaluation.name': event.data.oracle, 'gen_ai.evaluation.score.label': event.data.status });
        break;
      case 'run.completed':
      case 'run.failed':
      case 'run.suspended':
      case 'run.paused':
      case 'run.cancelled':
        this.#runs.record(event.data.usage.ms / 1000, { 'vouch.run.status': event.type.slice(4) });
        break;
      default:
        break;
    }
  }
}
