/** How a server has behaved since it last served well. */
export interface CrashRecord {
  readonly crashes: number;
  readonly outOfMemory: number;
  /** Quarantines in a row. */
  readonly quarantines: number;
}

export const NO_CRASHES: CrashRecord = { crashes: 0, outOfMemory: 0, quarantines: 0 };

export interface CrashTimes {
  /** ms before the first restart; doubles with each further crash. */
  readonly backoffMs: number;
  /** ms of the first quarantine; doubles with each further one in a row. */
  readonly quarantineMs: number;
}

/** Without a good request between them. */
export const CRASHES_TO_QUARANTINE = 3;
export const OUT_OF_MEMORY_TO_QUARANTINE = 2;

/** No wait grows beyond this many times its first length. */
const MOST_GROWTH = 32;

/** What follows a crash: the record, and ms of quarantine where it is due. */
export function afterCrash(record: CrashRecord, outOfMemory: boolean, times: CrashTimes): { record: CrashRecord; quarantineMs: number | undefined } {
  const next = { ...record, crashes: record.crashes + 1, outOfMemory: record.outOfMemory + (outOfMemory ? 1 : 0) };
  if (next.crashes < CRASHES_TO_QUARANTINE && next.outOfMemory < OUT_OF_MEMORY_TO_QUARANTINE) return { record: next, quarantineMs: undefined };
  return { record: { crashes: 0, outOfMemory: 0, quarantines: record.quarantines + 1 }, quarantineMs: times.quarantineMs * growth(record.quarantines) };
}

/** ms to wait before the process is started again. */
export function cooldownMs(record: CrashRecord, times: CrashTimes): number {
  return record.crashes === 0 ? 0 : times.backoffMs * growth(record.crashes - 1);
}

function growth(times: number): number {
  return Math.min(MOST_GROWTH, 2 ** times);
}
