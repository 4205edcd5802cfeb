import { z } from 'zod';
import type { CallOptions, EmbedItem } from '../../core/index.js';
import { embedRequests, type EmbedRequest } from './embed-shapes.js';
import type { Endpoint } from './endpoint.js';
import { invalidReply } from './failure.js';
import { sendForJson } from './http.js';
import { jsonBody } from './json-body.js';

const Usage = z.object({ prompt_tokens: z.number() }).nullish().catch(null);
const Reply = z.object({ usage: Usage, data: z.array(z.object({ index: z.number().int(), embedding: z.array(z.number()).min(1) })) });

/** One unit vector an item, in order. */
export async function embed(endpoint: Endpoint, items: readonly EmbedItem[], signal: AbortSignal | undefined, onUsage?: CallOptions['onUsage']): Promise<number[][]> {
  const vectors = new Array<number[]>(items.length);
  for (const request of await embedRequests(items, endpoint, signal)) {
    const made = await embedOnce(endpoint, request, signal, onUsage);
    made.forEach((vector, index) => {
      const place = request.places[index];
      if (place !== undefined) vectors[place] = vector;
    });
  }
  return vectors;
}

async function embedOnce(endpoint: Endpoint, { places, fields }: EmbedRequest, signal: AbortSignal | undefined, onUsage: CallOptions['onUsage']): Promise<number[][]> {
  const body = jsonBody({ model: endpoint.model, ...fields, encoding_format: 'float' });
  const { data, usage } = await sendForJson(endpoint, { method: 'POST', path: '/embeddings', ...body }, Reply, signal);
  const ordered = [...data].sort((left, right) => left.index - right.index);
  if (ordered.length !== places.length) throw invalidReply(endpoint, `${ordered.length} embeddings`, `${places.length} items were sent`);
  if (ordered.some(({ index }, place) => index !== place)) throw invalidReply(endpoint, `embeddings of the items ${ordered.map(({ index }) => index).join(', ')}`, `those of 0 to ${places.length - 1} were asked for`);
  if (ordered.some(({ embedding }) => embedding.length !== ordered[0]?.embedding.length)) throw invalidReply(endpoint, 'embeddings of different lengths', ordered.map(({ embedding }) => embedding.length).join(', '));
  if (usage) onUsage?.({ promptTokens: usage.prompt_tokens, completionTokens: 0 });
  return ordered.map(({ embedding }) => unit(embedding, endpoint));
}

function unit(vector: readonly number[], endpoint: Endpoint): number[] {
  const norm = Math.hypot(...vector);
  if (norm === 0) throw invalidReply(endpoint, 'an embedding of zeros', 'it has no direction');
  return vector.map((value) => value / norm);
}
