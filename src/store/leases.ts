import type Database from 'libsql';
import { guarded } from './database.js';

/** A holder that did not renew its lease for this long is taken for dead even if its pid lives on in another process. */
const EXPIRES_AFTER_MS = 60_000;
const RENEW_EVERY_MS = 10_000;

/** Sees to it that a run is executed by one process at a time. */
export interface Leases {
  /**
   * Takes the run; `undefined` when a living process has it. The returned function gives it back and never throws.
   * `onLost` is called once when somebody else has taken it, because this process could not renew it in time.
   */
  acquire(runId: string, onLost?: () => void): (() => void) | undefined;
  /** The pid of the living process that executes the run. */
  holder(runId: string): number | undefined;
}

interface LeaseRow {
  pid: number;
  owner: string;
  heartbeat: number;
}

/** Leases in the journal's database; `owner` tells several holders within one process apart. */
export function openLeases(database: Database.Database, path: string): Leases {
  const select = database.prepare('SELECT pid, owner, heartbeat FROM leases WHERE run_id = ?');
  const put = database.prepare('INSERT OR REPLACE INTO leases (run_id, pid, owner, heartbeat) VALUES (?, ?, ?, ?)');
  const renew = database.prepare('UPDATE leases SET heartbeat = ? WHERE run_id = ? AND owner = ?');
  const remove = database.prepare('DELETE FROM leases WHERE run_id = ? AND owner = ?');
  const current = (runId: string): LeaseRow | undefined => {
    const row = select.get(runId) as LeaseRow | undefined;
    return row && isAlive(row.pid) && Date.now() - row.heartbeat < EXPIRES_AFTER_MS ? row : undefined;
  };
  return {
    acquire(runId, onLost) {
      const owner = crypto.randomUUID();
      const taken = guarded(path, () =>
        database.transaction(() => {
          if (current(runId)) return false;
          put.run(runId, process.pid, owner, Date.now());
          return true;
        }).immediate(),
      );
      if (!taken) return undefined;
      const timer = setInterval(() => {
        // A database that is busy or full now is tried again; the run's own writes say what is wrong with it.
        const renewed = attempted(() => renew.run(Date.now(), runId, owner).changes > 0);
        if (renewed !== false) return;
        clearInterval(timer);
        onLost?.();
      }, RENEW_EVERY_MS);
      timer.unref();
      return () => {
        clearInterval(timer);
        // A lease that cannot be deleted expires.
        attempted(() => remove.run(runId, owner));
      };
    },
    holder: (runId) => guarded(path, () => current(runId)?.pid),
  };
}

/** The result, or `undefined` where the database refused. */
function attempted<T>(operation: () => T): T | undefined {
  try {
    return operation();
  } catch {
    return undefined;
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
