import { VouchError } from '../../core/index.js';
import type { Endpoint } from './endpoint.js';

type Body = Readonly<Record<string, unknown>>;

/** Servers and models whose refusals are kept. */
const KEPT = 256;
/** By server and model: the fields that it has refused. */
const known = new Map<string, ReadonlySet<string>>();

/** The body as the model takes it, as far as its refusals are known. */
export function accepted(body: Body, endpoint: Endpoint): Record<string, unknown> {
  const changed: Record<string, unknown> = { ...body };
  for (const field of known.get(keyOf(endpoint)) ?? []) {
    const { [field]: value } = body;
    const other = insteadOf(field, endpoint);
    Reflect.deleteProperty(changed, field);
    if (other !== null && other !== undefined && value !== undefined) changed[other] = value;
  }
  return changed;
}

/** Remembers which field a model refuses; true when the request can be made again without it, false when the error says nothing of the kind. */
export function learnRefusal(error: unknown, endpoint: Endpoint): boolean {
  const { status, param } = (VouchError.is(error) ? error.details : undefined) ?? {};
  if (status !== 400 || typeof param !== 'string' || insteadOf(param, endpoint) === undefined) return false;
  const key = keyOf(endpoint);
  const fields = known.get(key) ?? new Set();
  if (fields.has(param)) return false;
  known.delete(key);
  known.set(key, new Set([...fields, param]));
  if (known.size > KEPT) known.delete(known.keys().next().value ?? '');
  return true;
}

/** In words, what a caller should know of an answer that was made without a field that it had set; undefined: nothing. */
export function leftOut(body: Body, endpoint: Endpoint): string | undefined {
  const without = [...(known.get(keyOf(endpoint)) ?? [])].filter((field) => body[field] !== undefined && insteadOf(field, endpoint) === null);
  return without.length === 0 ? undefined : `${endpoint.modelId} on ${endpoint.server} takes no ${without.join(' and no ')}: it answered by its own`;
}

/** `undefined`: the dialect knows of no such refusal. */
function insteadOf(field: string, { dialect }: Endpoint): string | null | undefined {
  return new Map<string, string | null | undefined>(Object.entries(dialect.refused)).get(field);
}

function keyOf({ baseUrl, model }: Endpoint): string {
  return JSON.stringify([baseUrl, model]);
}
