import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

const run = promisify(execFile);
const SAMPLE_EVERY_MS = 2_000;

/** Watches the resident memory of this process and all its descendants. */
export interface MemoryWatch {
  /** Highest sum seen so far, bytes; this process alone where `ps` cannot be run. */
  peakBytes(): number;
  stop(): void;
}

/** Starts sampling, every two seconds. */
export function watchMemory(): MemoryWatch {
  let peak = process.memoryUsage.rss();
  const sample = async (): Promise<void> => {
    const total = await familyBytes();
    peak = Math.max(peak, total ?? process.memoryUsage.rss());
  };
  void sample();
  const timer = setInterval(() => void sample(), SAMPLE_EVERY_MS);
  timer.unref();
  return {
    peakBytes: () => Math.max(peak, process.memoryUsage.rss()),
    stop: () => {
      clearInterval(timer);
    },
  };
}

/** Resident bytes of this process and its descendants, shared pages counted once a process; `undefined` without `ps`. */
async function familyBytes(): Promise<number | undefined> {
  const listing = await run('ps', ['-A', '-o', 'pid=,ppid=,rss=']).then(({ stdout }) => stdout, () => undefined);
  if (listing === undefined) return undefined;
  const rows = listing.trim().split('\n').map((line) => line.trim().split(/\s+/).map(Number) as [number, number, number]);
  const family = new Set([process.pid]);
  for (let grown = true; grown; ) {
    grown = false;
    for (const [pid, parent] of rows) {
      if (family.has(parent) && !family.has(pid)) grown = !!family.add(pid);
    }
  }
  return rows.filter(([pid]) => family.has(pid)).reduce((sum, [, , kilobytes]) => sum + kilobytes * 1024, 0);
}
