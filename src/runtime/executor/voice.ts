/** Progress of one attempt is passed on at most this often. */
const PROGRESS_EVERY_MS = 500;

/**
 * The tool's voice: what it says of its progress, bounded and not too often. What is said after `close` is not heard.
 */
export function voiceOf(tell: (fraction: number | null, note: string | null) => void): { readonly progress: (fraction: number | undefined, note?: string) => void; readonly close: () => void } {
  let told = -Infinity;
  let over = false;
  return {
    progress: (fraction, note) => {
      const now = performance.now();
      if (over || now - told < PROGRESS_EVERY_MS) return;
      told = now;
      // Tools written in JavaScript may say anything.
      const bounded = typeof fraction !== 'number' || Number.isNaN(fraction) ? null : Math.min(1, Math.max(0, fraction));
      tell(bounded, typeof note === 'string' ? note : null);
    },
    close: () => {
      over = true;
    },
  };
}
