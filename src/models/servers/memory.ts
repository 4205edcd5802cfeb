import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { totalmem } from 'node:os';

/** On an ordinary machine the models may take this much, in bytes: with the runtime and a browser it makes less than 4 GB. */
const ORDINARY_LIMIT = 3_000_000_000;
const ORDINARY_MACHINE = 34_000_000_000;

/** Memory for all model servers together when the user sets none: 60 % of the machine's, at most 3 GB up to 32 GB of RAM. */
export function defaultMemoryBudget(total = totalmem()): number {
  const share = Math.floor(total * 0.6);
  return total <= ORDINARY_MACHINE ? Math.min(share, ORDINARY_LIMIT) : share;
}

/** Resident memory of a process in bytes; 0 when it is gone or cannot be read. */
export function residentBytesOf(pid: number): number {
  try {
    if (process.platform === 'linux') {
      const kilobytes = /^VmRSS:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1];
      return Number(kilobytes ?? 0) * 1024;
    }
    return Number(execFileSync('ps', ['-o', 'rss=', '-p', String(pid)], { encoding: 'utf8' })) * 1024;
  } catch {
    // The process ended between being listed and being read.
    return 0;
  }
}
