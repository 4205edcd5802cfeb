import type Database from 'libsql';
import type { Leases } from '../leases.js';
import { here, isAlive } from '../owner.js';
import type { EmbeddedJournal } from './journal.js';
import { promised } from './sql.js';

/** A holder that did not renew its lease for this long is taken for dead even if its pid lives on in another process. */
const EXPIRES_AFTER_MS = 60_000;
const RENEW_EVERY_MS = 10_000;

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

/** Leases in the journal's database. The journal is told who may write a run from now on, after which event. */
export function openLeases(database: Database.Database, path: string, journal: Pick<EmbeddedJournal, 'opened' | 'closed'>): Leases {
  const select = database.prepare('SELECT pid, owner, heartbeat, beat, boot, place FROM leases WHERE run_id = ?');
  const all = database.prepare('SELECT run_id, pid, owner, heartbeat, beat, boot, place FROM leases');
  const put = database.prepare('INSERT OR REPLACE INTO leases (run_id, pid, owner, heartbeat, beat, boot, place) VALUES (?, ?, ?, ?, ?, ?, ?)');
  const renew = database.prepare('UPDATE leases SET heartbeat = ?, beat = ? WHERE run_id = ? AND owner = ?');
  const remove = database.prepare('DELETE FROM leases WHERE run_id = ? AND owner = ?');
  const lastSeq = database.prepare('SELECT coalesce(max(seq), 0) AS seq FROM events WHERE run_id = ?');
  const holderOf = (runId: string): string | undefined => {
    const row = select.get(runId) as LeaseRow | undefined;
    return row && isHeld(row) ? nameOf(row) : undefined;
  };
  return {
    async acquire(runId, onLost) {
      const owner = crypto.randomUUID();
      const taken = await promised(path, () =>
        database.transaction(() => {
          if (holderOf(runId) !== undefined) return undefined;
          put.run(runId, process.pid, owner, Date.now(), machineClock(), here.boot, here.place);
          held.add(owner);
          return lastSeq.get(runId) as { seq: number };
        }).immediate(),
      );
      if (!taken) return undefined;
      journal.opened(runId, owner, taken.seq);
      const timer = setInterval(() => {
        // A database that is busy or full now is tried again; the run's own writes say what is wrong with it.
        const renewed = attempted(() => renew.run(Date.now(), machineClock(), runId, owner).changes > 0);
        if (renewed !== false) return;
        clearInterval(timer);
        onLost?.(attempted(() => holderOf(runId)));
      }, RENEW_EVERY_MS);
      timer.unref();
      return {
        owner,
        release: () => {
          clearInterval(timer);
          held.delete(owner);
          journal.closed(owner);
          // A lease that cannot be deleted expires.
          attempted(() => remove.run(runId, owner));
          return Promise.resolve();
        },
      };
    },
    holder: (runId) => promised(path, () => holderOf(runId)),
    holders: () => promised(path, () => new Map((all.all() as (LeaseRow & { run_id: string })[]).flatMap((row) => (isHeld(row) ? [[row.run_id, nameOf(row)]] : [])))),
  };
}

/** The leases that this process has not given back. */
const held = new Set<string>();

function nameOf({ pid }: LeaseRow): string {
  return `process ${pid}`;
}

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
