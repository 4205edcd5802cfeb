import { toVouchError } from '../../core/index.js';
import type { ModelCall, StepExecutor, StepJob, Live, Took } from '../executor/index.js';
import type { Progress } from './progress.js';
import type { StepReply } from './reply.js';

/** Does one job, and writes down what it came to as data. Whatever goes wrong is in the reply. */
export async function doJob(executor: StepExecutor, job: StepJob, signal: AbortSignal, onProgress: (progress: Progress) => void): Promise<StepReply> {
  const meter = { used: 0, limit: job.tokens ?? Infinity, prompt: 0, completion: 0 };
  const bytes = { used: 0, limit: job.kind === 'make' ? (job.bytes ?? Infinity) : 0 };
  const calls: ModelCall[] = [];
  const notices: string[] = [];
  const live: Live = {
    signal, meter, bytes, urgency: 1,
    onCall: (call) => { calls.push(call); },
    onProgress: (fraction, note) => { onProgress({ fraction, note }); },
    onDecision: () => undefined,
    onNotice: (message) => { notices.push(message); },
  };
  const tookOf = ({ models, fallbacks, versions, tokens }: Took): Extract<StepReply, { kind: 'make' }>['took'] => ({
    models: [...models], fallbacks: [...fallbacks], versions: { ...versions }, tokens, promptTokens: meter.prompt, completionTokens: meter.completion, bytes: bytes.used, calls,
  });
  try {
    if (job.kind === 'make') {
      const { took, basis, outputs, error } = await executor.make(job, live);
      return { kind: 'make', took: tookOf(took), basis, outputs, notices, ...(error ? { error: error.toJSON() } : {}) };
    }
    const { took, decisions, error } = await executor.check(job, live);
    return { kind: 'check', took: tookOf(took), decisions: [...decisions], notices, ...(error ? { error: error.toJSON() } : {}) };
  } catch (thrown) {
    return { kind: 'refused', error: toVouchError(thrown).toJSON() };
  }
}
