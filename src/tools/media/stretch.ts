/**
 * The stretch of a medium that is meant, in ms from its start, within what there is. Times below 0 count from the end; no `endMs`: to the end.
 * `undefined` where nothing lies between them.
 */
export function stretchWithin(durationMs: number, startMs: number, endMs?: number): { readonly startMs: number; readonly endMs: number } | undefined {
  const place = (ms: number): number => Math.min(durationMs, Math.max(0, ms < 0 ? durationMs + ms : ms));
  const [start, end] = [place(startMs), place(endMs ?? durationMs)];
  return start < end ? { startMs: start, endMs: end } : undefined;
}
