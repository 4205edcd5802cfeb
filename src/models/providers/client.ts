import OpenAI from 'openai';
import type { Endpoint } from './endpoint.js';

/** ms after which a call without an answer is given up; callers bound calls more tightly by their signals. */
const TIMEOUT_MS = 600_000;

/** The OpenAI client for an endpoint. It never retries: the ladder above decides what is tried again. */
export function openAiClient(endpoint: Endpoint): OpenAI {
  // The client insists on some key; servers that need none ignore it. Organisation and project come from no environment.
  return new OpenAI({ baseURL: endpoint.baseUrl, apiKey: endpoint.apiKey ?? 'none', organization: null, project: null, maxRetries: 0, timeout: TIMEOUT_MS, logLevel: 'off' });
}
