import type Database from 'libsql';
import { guarded } from './database.js';
import { here, isAlive } from './owner.js';

/** A holder that did not renew its lease for this long is taken for dead even if its pid lives on in another process. */
const EXPIRES_AFTER_MS = 60_000;
const RENEW_EVERY_MS = 10_000;

/** The right to execute a run. */
export interface Lease {
  /** Tells this holder from all others, also within one process; the journal takes what it writes while the lease is its own. */
  readonly owner: string;
  /** Gives it back; never throws. */
  release(): void;
}

/** Sees to it that a run is executed by one process at a time. */
export interface Leases {
  /**
   * Takes the run; `undefined` when a living process has it. `onLost` is called once, with the pid of who has it as far as
   * that can be read, when somebody else has taken it, because this process could not renew it in time.
   */
  acquire(runId: string, onLost?: (holder: number | undefined) => void): Lease | undefined;
  /** The pid of the living process that executes the run. */
  holder(runId: string): number | undefined;
}

interface LeaseRow {
  pid: number;
  owner: string;
  /** By the wall clock, ms. */
  heartbeat: number;
  /** By the clock of the machine that runs since it was started, ms; it cannot be set. */
  beat: number;
  /** Which machine, and which start of it. Empty: written by an older version. */
  boot: string;
  /** Where the pid means something: processes of another container do not see it. */
  place: string;
}

/** Leases in the journal's database. */
export function openLeases(database: Database.Database, path: string): Leases {
  const select = database.prepare('SELECT pid, owner, heartbeat, beat, boot, place FROM leases WHERE run_id = ?');
  const put = database.prepare('INSERT OR REPLACE INTO leases (run_id, pid, owner, heartbeat, beat, boot, place) VALUES (?, ?, ?, ?, ?, ?, ?)');
  const renew = database.prepare('UPDATE leases SET heartbeat = ?, beat = ? WHERE run_id = ? AND owner = ?');
  const remove = database.prepare('DELETE FROM leases WHERE run_id = ? AND owner = ?');
  const current = (runId: string): LeaseRow | undefined => {
    const row = select.get(runId) as LeaseRow | undefined;
    return row && isHeld(row) ? row : undefined;
  };
  return {
    acquire(runId, onLost) {
      const owner = crypto.randomUUID();
      const taken = guarded(path, () =>
        database.transaction(() => {
          if (current(runId)) return false;
          put.run(runId, process.pid, owner, Date.now(), machineClock(), here.boot, here.place);
          return true;
        }).immediate(),
      );
      if (!taken) return undefined;
      held.add(owner);
      const timer = setInterval(() => {
        // A database that is busy or full now is tried again; the run's own writes say what is wrong with it.
        const renewed = attempted(() => renew.run(Date.now(), machineClock(), runId, owner).changes > 0);
        if (renewed !== false) return;
        clearInterval(timer);
        onLost?.(attempted(() => current(runId)?.pid));
      }, RENEW_EVERY_MS);
      timer.unref();
      return {
        owner,
        release() {
          clearInterval(timer);
          held.delete(owner);
          // A lease that cannot be deleted expires.
          attempted(() => remove.run(runId, owner));
        },
      };
    },
    holder: (runId) => guarded(path, () => current(runId)?.pid),
  };
}

/** The leases that this process has not given back. */
const held = new Set<string>();

/** By a clock that nobody sets where there is one in common, so that neither summer time nor a wrong clock takes a run from its process. */
function isHeld({ pid, owner, heartbeat, beat, boot, place }: LeaseRow): boolean {
  // One that could not be deleted when it was given back, for instance because the disk was full.
  if (pid === process.pid && boot === here.boot && place === here.place && !held.has(owner)) return false;
  const isOurMachine = boot !== '' && boot === here.boot;
  const age = isOurMachine ? machineClock() - beat : Date.now() - heartbeat;
  if (Math.abs(age) >= EXPIRES_AFTER_MS) return false;
  // A machine that was started anew has none of its old processes; another container, or another machine, has pids of its own.
  return place === here.place || boot === '' ? (isOurMachine || boot === '') && isAlive(pid) : true;
}

/** ms since the machine was started; the same for all of its processes. */
function machineClock(): number {
  return Math.round(Number(process.hrtime.bigint() / 1_000_000n));
}

/** The result, or `undefined` where the database refused. */
function attempted<T>(operation: () => T): T | undefined {
  try {
    return operation();
  } catch {
    return undefined;
  }
}
