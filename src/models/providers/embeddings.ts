import { z } from 'zod';
import { openAiClient } from './client.js';
import type { Endpoint } from './endpoint.js';
import { invalidReply, modelFailure } from './failure.js';

const Reply = z.object({ data: z.array(z.object({ index: z.number().int(), embedding: z.array(z.number()).min(1) })) });
/** Texts that go into one request. */
const BATCH = 256;

/** One unit vector a text, in order. */
export async function embed(endpoint: Endpoint, texts: readonly string[], signal: AbortSignal | undefined): Promise<number[][]> {
  const vectors: number[][] = [];
  for (let start = 0; start < texts.length; start += BATCH) {
    vectors.push(...(await embedBatch(endpoint, texts.slice(start, start + BATCH), signal)));
  }
  return vectors;
}

async function embedBatch(endpoint: Endpoint, texts: readonly string[], signal: AbortSignal | undefined): Promise<number[][]> {
  try {
    const answer = await openAiClient(endpoint).embeddings.create({ model: endpoint.model, input: [...texts], encoding_format: 'float' }, signal ? { signal } : {});
    const parsed = Reply.safeParse(answer);
    if (!parsed.success) throw invalidReply(endpoint, 'no embeddings', z.prettifyError(parsed.error));
    const ordered = [...parsed.data.data].sort((left, right) => left.index - right.index);
    if (ordered.length !== texts.length) throw invalidReply(endpoint, `${ordered.length} embeddings`, `${texts.length} texts were sent`);
    return ordered.map(({ embedding }) => unit(embedding));
  } catch (error) {
    throw modelFailure(error, endpoint, signal);
  }
}

function unit(vector: readonly number[]): number[] {
  const norm = Math.hypot(...vector);
  return vector.map((value) => (norm === 0 ? 0 : value / norm));
}
