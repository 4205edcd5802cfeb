import type { RunRequest } from '../../src/runtime/index.js';

/** Ways to do the same tasks, with the same model and the same budget. */
export const ARMS = {
  /** What the model says is taken as it comes. */
  none: { verify: false },
  /** All checks, judges too, and nothing is repaired: what checking alone brings. */
  checked: { repair: 'none', judge: true },
  /** What the oracles reject is made anew by chance, without saying why; the last attempt is kept. */
  resample: { repair: 'resample', judge: false },
  /** The same, but its tool is told what was wrong. */
  critique: { repair: 'critique', judge: false },
  /** The whole ladder over the oracles. */
  oracles: { repair: 'ladder', judge: false },
  /** The same, and a language model is asked whether the answer does what was asked. */
  judge: { repair: 'ladder', judge: true },
} as const satisfies Record<string, Pick<RunRequest, 'verify' | 'repair' | 'judge'>>;

export type Arm = keyof typeof ARMS;
export const ARM_NAMES = Object.keys(ARMS) as Arm[];

export const BUDGET = { tokens: 30_000, wallMs: 900_000 } as const;
