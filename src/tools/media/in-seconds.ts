/** A length or a moment as people read it: "1.50 s". */
export function inSeconds(ms: number): string {
  return `${(ms / 1000).toFixed(2)} s`;
}
