import { z } from 'zod';
import { VouchError, type ScoreSpeechReply, type ScoreSpeechRequest } from '../../core/index.js';
import type { Endpoint } from './endpoint.js';
import { invalidReply } from './failure.js';
import { sendForJson } from './http.js';
import { multipart } from './multipart.js';

const Reply = z.object({ log_probabilities: z.array(z.number()), prior_log_probabilities: z.array(z.number()) });

/** Probabilities of texts as what is said: our extension `POST /v1/audio/scores`. MEDIA_UNSUPPORTED on servers without it. */
export async function scoreSpeech(endpoint: Endpoint, request: ScoreSpeechRequest, signal: AbortSignal | undefined): Promise<ScoreSpeechReply> {
  if (endpoint.dialect.transcription?.scores !== true) throw unsupported(endpoint);
  const seconds = (name: string, ms: number | undefined): [string, string][] => (ms === undefined ? [] : [[name, (ms / 1000).toFixed(3)]]);
  const form = await multipart(request.path, [
    ['model', endpoint.model],
    ...(request.language === undefined ? [] : [['language', request.language] as [string, string]]),
    ...seconds('start', request.startMs),
    ...seconds('end', request.endMs),
    ...request.texts.map((text): [string, string] => ['texts', text]),
  ]);
  const reply = await sendForJson(endpoint, { method: 'POST', path: '/audio/scores', ...form }, Reply, signal).catch((error: unknown) => {
    // A server of ours that is older than this route.
    throw VouchError.is(error) && error.details?.['status'] === 404 && error.details['code'] === 'not_found' ? unsupported(endpoint) : error;
  });
  const { log_probabilities: logProbabilities, prior_log_probabilities: priorLogProbabilities } = reply;
  if (logProbabilities.length !== request.texts.length || priorLogProbabilities.length !== request.texts.length) throw invalidReply(endpoint, `${logProbabilities.length} scores`, `${request.texts.length} texts were sent`);
  return { logProbabilities, priorLogProbabilities, model: endpoint.modelId };
}

function unsupported({ server, dialect: { title } }: Endpoint): VouchError {
  return new VouchError('MEDIA_UNSUPPORTED', `${server} (${title}) tells what it hears, not how likely a given text is.`, { details: { server } });
}
