import { toVouchError, VouchError, type Outcome, type Usage } from '../../core/index.js';

/** The model name under which whole runs are asked for; other names are single models. */
export const RUN_MODEL = 'vouch';

/** Tokens as OpenAI counts them. What a run used before tokens were told apart counts as prompt. */
export function usageOf({ llmTokens, completionTokens = 0 }: Usage): { prompt_tokens: number; completion_tokens: number; total_tokens: number } {
  return { prompt_tokens: llmTokens - completionTokens, completion_tokens: completionTokens, total_tokens: llmTokens };
}

/** The outcome in words, with media as links. Throws what ended the run when it did not complete. */
export function contentOf(outcome: Outcome, base: string): string {
  if (outcome.status === 'failed') throw outcome.error ? VouchError.fromJSON(outcome.error as ReturnType<VouchError['toJSON']>) : new VouchError('INTERNAL', 'The run failed.');
  if (outcome.status === 'cancelled') throw new VouchError('CANCELLED', 'The run was cancelled.');
  const media = outcome.artifacts.filter(({ modality }) => modality !== 'text' && modality !== 'json');
  const links = media.map(({ id, step, port, modality }) => `${modality === 'image' ? '!' : ''}[${step}.${port}](${base}/v1/artifacts/${id})`);
  const question = outcome.question ? [`${outcome.question.text}${outcome.question.options.length > 0 ? ` (${outcome.question.options.join(' / ')})` : ''}`] : [];
  return [outcome.answer, ...question, ...links].filter((part) => part.trim() !== '').join('\n\n');
}

/** What Vouch knows beyond OpenAI's answer; clients that do not know it pass it over. */
export function proofOf({ runId, status, unproved, artifacts, verdicts }: Outcome): Record<string, unknown> {
  return {
    runId, status, unproved,
    artifacts: artifacts.map(({ id, step, port, modality, mime, bytes }) => ({ id, step, port, modality, mime, bytes })),
    verdicts: verdicts.map(({ step, oracle, status: verdict }) => ({ step, oracle, status: verdict })),
  };
}

/** An error as OpenAI's clients read it. */
export function openAiError(thrown: unknown): { error: { message: string; type: string; code: string; param: string | null } } {
  const { code, message, retryable, details } = toVouchError(thrown);
  const type = code === 'UNAUTHORIZED' ? 'authentication_error' : code === 'RATE_LIMITED' ? 'rate_limit_error' : retryable || code === 'INTERNAL' ? 'server_error' : 'invalid_request_error';
  return { error: { message, type, code: code === 'NOT_FOUND' && details?.['model'] !== undefined ? MODEL_NOT_FOUND : code, param: typeof details?.['param'] === 'string' ? details['param'] : null } };
}

/** OpenAI's own code for it: its clients tell it apart by this. */
const MODEL_NOT_FOUND = 'model_not_found';

/** A model that is not here; clients get OpenAI's 404. */
export function modelNotFound(model: string, known: readonly string[]): VouchError {
  return new VouchError('NOT_FOUND', `The model ${JSON.stringify(model)} does not exist here. There are: ${known.join(', ')}.`, { details: { model } });
}
