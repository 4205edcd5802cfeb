import { z } from 'zod';
import type { ListenReply, ListenRequest } from '../../core/index.js';
import type { Endpoint } from './endpoint.js';
import { sendForJson } from './http.js';

const Reply = z.object({ probabilities: z.array(z.number().min(0).max(1)), state: z.string() });

/** When somebody speaks: `POST /v1/audio/activity`, JSON with the samples in base64. */
export async function listen(endpoint: Endpoint, { pcm, state }: ListenRequest, signal: AbortSignal | undefined): Promise<ListenReply> {
  const body = JSON.stringify({ audio: Buffer.from(pcm.buffer, pcm.byteOffset, pcm.byteLength).toString('base64'), state: state ?? null });
  const reply = await sendForJson(endpoint, { method: 'POST', path: '/audio/activity', headers: { 'content-type': 'application/json' }, body }, Reply, signal);
  return { ...reply, model: endpoint.modelId };
}
