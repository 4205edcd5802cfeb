/** A slow disk reads this many bytes a ms; a load that is slower than twice that does not end. */
const SLOW_BYTES_A_MS = 50_000;

/** ms that a load may take: a fixed part for the process, and time to read the weights from a slow disk. */
export function loadDeadlineMs(baseMs: number, weightBytes: number): number {
  return Math.round(baseMs + weightBytes / SLOW_BYTES_A_MS);
}
