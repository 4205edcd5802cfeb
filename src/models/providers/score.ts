import { z } from 'zod';
import { VouchError, type ScoreReply, type ScoreRequest } from '../../core/index.js';
import type { Endpoint } from './endpoint.js';
import { invalidReply } from './failure.js';
import { sendForJson } from './http.js';

const Reply = z.object({
  log_probabilities: z.array(z.number()),
  token_counts: z.array(z.number().int().positive()),
  usage: z.object({ prompt_tokens: z.number(), completion_tokens: z.number() }),
});

/** Token probabilities of candidate replies: our extension `POST /v1/score`. MEDIA_UNSUPPORTED on servers of others. */
export async function score(endpoint: Endpoint, request: ScoreRequest, signal: AbortSignal | undefined): Promise<ScoreReply> {
  if (!endpoint.dialect.ours) throw new VouchError('MEDIA_UNSUPPORTED', `${endpoint.server} gives no token probabilities of given replies.`, { details: { server: endpoint.server } });
  const body = JSON.stringify({ model: endpoint.model, messages: request.messages, prefix: request.prefix ?? '', candidates: request.candidates });
  const reply = await sendForJson(endpoint, { method: 'POST', path: '/score', headers: { 'content-type': 'application/json' }, body }, Reply, signal);
  if (reply.log_probabilities.length !== request.candidates.length || reply.token_counts.length !== request.candidates.length) {
    throw invalidReply(endpoint, `${reply.log_probabilities.length} scores`, `${request.candidates.length} candidates were sent`);
  }
  return {
    logProbabilities: reply.log_probabilities,
    tokenCounts: reply.token_counts,
    model: endpoint.modelId,
    usage: { promptTokens: reply.usage.prompt_tokens, completionTokens: reply.usage.completion_tokens },
  };
}
