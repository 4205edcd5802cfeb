import type { z } from 'zod';

/** What a schema found wrong, as `path: message` joined by semicolons, for the message of an error. */
export function schemaFaults(error: z.ZodError): string {
  return error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`).join('; ');
}
