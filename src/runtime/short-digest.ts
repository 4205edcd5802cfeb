import { createHash } from 'node:crypto';

/** Tells one value from another in the id of a question: twelve hexadecimal digits of the SHA-256 of its JSON. */
export function shortDigest(value: unknown): string {
  return createHash('sha256').update(JSON.stringify(value)).digest('hex').slice(0, 12);
}
