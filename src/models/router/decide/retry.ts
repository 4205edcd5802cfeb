const RETRIES = 4;
const FIRST_MS = 200;
const LONGEST_MS = 5_000;

/** ms to wait before an overloaded server is asked again; `undefined`: it is not. `spread` (0 to 1) keeps those who were refused together apart. */
export function overloadRetryMs(attempt: number, spread: number, deadlineMs = Infinity): number | undefined {
  if (attempt > RETRIES) return undefined;
  const ms = Math.min(LONGEST_MS, FIRST_MS * 2 ** (attempt - 1)) * (0.5 + spread / 2);
  return ms < deadlineMs ? ms : undefined;
}
