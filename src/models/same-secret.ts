import { timingSafeEqual } from 'node:crypto';

/** Compares a secret in a time that does not tell how much of it was right; only its length shows. */
export function sameSecret(given: string, wanted: string): boolean {
  const [left, right] = [Buffer.from(given), Buffer.from(wanted)];
  return left.length === right.length && timingSafeEqual(left, right);
}
