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

/** The peaks of the watches that are on; one sample is for all of them, however many runs there are. */
const watching = new Set<{ peak: number }>();
let timer: NodeJS.Timeout | undefined;
/** The last sample, while there are watches. */
let family = 0;
/** Asking the system takes longer than a small step does. */
const OWN_EVERY_MS = 1_000;
let own = { bytes: 0, at: -Infinity };

/** Resident bytes of this process, at most a second old. */
function ownBytes(): number {
  if (performance.now() - own.at >= OWN_EVERY_MS) own = { bytes: process.memoryUsage.rss(), at: performance.now() };
  return own.bytes;
}

/** Starts sampling, every two seconds. */
export function watchMemory(): MemoryWatch {
  const watch = { peak: Math.max(family, ownBytes()) };
  watching.add(watch);
  if (!timer) {
    void sample();
    timer = setInterval(() => void sample(), SAMPLE_EVERY_MS);
    timer.unref();
  }
  return {
    peakBytes: () => Math.max(watch.peak, ownBytes()),
    stop: () => {
      watching.delete(watch);
      if (watching.size > 0) return;
      clearInterval(timer);
      timer = undefined;
      family = 0;
    },
  };
}

async function sample(): Promise<void> {
  family = (await familyBytes()) ?? ownBytes();
  for (const watch of watching) watch.peak = Math.max(watch.peak, family);
}

/** Resident bytes of this process and its descendants, shared pages counted once a process; `undefined` without `ps`. */
async function familyBytes(): Promise<number | undefined> {
  const listing = await run('ps', ['-A', '-o', 'pid=,ppid=,rss=']).then(({ stdout }) => stdout, () => undefined);
  if (listing === undefined) return undefined;
  const rows = listing.trim().split('\n').map((line) => line.trim().split(/\s+/).map(Number) as [number, number, number]);
  const members = new Set([process.pid]);
  for (let grown = true; grown; ) {
    grown = false;
    for (const [pid, parent] of rows) {
      if (members.has(parent) && !members.has(pid)) grown = !!members.add(pid);
    }
  }
  return rows.filter(([pid]) => members.has(pid)).reduce((sum, [, , kilobytes]) => sum + kilobytes * 1024, 0);
}
