/** A server that has memory on a device, as admission sees it. */
export interface Holder {
  readonly id: string;
  /** Bytes set aside for it: the larger of expectation and measurement. */
  readonly chargedBytes: number;
  /** It serves or waits for its start: it is never unloaded. */
  readonly inUse: boolean;
}

/** A device as it is now. */
export interface DeviceState {
  /** Bytes that model servers may take together. */
  readonly budgetBytes: number;
  /** Bytes that are free now by measurement; `undefined` where nobody measured: that is not zero. */
  readonly freeBytes: number | undefined;
  readonly holders: readonly Holder[];
}

/**
 * admit: load it now. evict: unload something first. wait: everything that could be unloaded is in use. refuse: it will not fit whatever
 * is unloaded.
 */
export type Admission = 'admit' | 'evict' | 'wait' | 'refuse';

/**
 * Decides whether `needBytes` may be loaded. One model above the budget is loaded when it is alone: the budget is a wish, what is free is a
 * fact. Where the free memory is known and too small, others make room; when none is left to make room, it is refused.
 */
export function admit(needBytes: number, device: DeviceState): Admission {
  const { holders, freeBytes, budgetBytes } = device;
  const charged = holders.reduce((sum, holder) => sum + holder.chargedBytes, 0);
  const inBudget = holders.length === 0 || charged + needBytes <= budgetBytes;
  const fits = freeBytes === undefined || needBytes <= freeBytes;
  if (inBudget && fits) return 'admit';
  if (holders.length === 0) return 'refuse';
  return holders.some(({ inUse }) => !inUse) ? 'evict' : 'wait';
}

/** Of what a stopped server held, this share must be seen as free again: others may take memory meanwhile. */
const SHARE_BACK = 0.8;

/**
 * Whether the memory of what was unloaded is free again, or there is room enough for what comes next without it; `undefined`: without
 * samples nobody can tell.
 */
export function isMemoryBack(freeBefore: number | undefined, heldBytes: number | undefined, freeNow: number | undefined, needBytes: number): boolean | undefined {
  if (freeBefore === undefined || freeNow === undefined || heldBytes === undefined) return undefined;
  return freeNow >= Math.min(needBytes, freeBefore + heldBytes * SHARE_BACK);
}
