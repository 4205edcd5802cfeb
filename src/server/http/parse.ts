import type { z } from 'zod';
import { schemaFaults, VouchError } from '../../core/index.js';

/** Checks a part of a request. Throws USAGE that names what is wrong. */
export function parse<T extends z.ZodType>(schema: T, value: unknown): z.output<T> {
  const parsed = schema.safeParse(value);
  if (!parsed.success) throw new VouchError('USAGE', `The request is not usable: ${schemaFaults(parsed.error)}`);
  return parsed.data;
}
