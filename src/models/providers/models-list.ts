import { z } from 'zod';
import type { Endpoint } from './endpoint.js';
import { sendForJson } from './http.js';

const Models = z.object({ data: z.array(z.object({ id: z.string() })) });

/** Names of the models that a server offers: `GET /v1/models`. */
export async function listModels(endpoint: Endpoint, signal: AbortSignal | undefined): Promise<string[]> {
  const { data } = await sendForJson(endpoint, { method: 'GET', path: '/models' }, Models, signal);
  return data.map(({ id }) => id);
}
