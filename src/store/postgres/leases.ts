import type pg from 'pg';
import type { Lease, Leases } from '../leases.js';
import { here, isAlive } from '../owner.js';
import type { SharedJournal } from './journal.js';
import { guarded, within, type Waits } from './pool.js';

/** By the server's clock. */
const EXPIRES_AFTER = "clock_timestamp() + interval '60 seconds'";
const RENEW_EVERY_MS = 10_000;

interface LeaseRow {
  readonly run_id: string;
  readonly owner: string;
  readonly pid: number;
  readonly boot: string;
  readonly place: string;
}

/** The leases that this process has not given back. */
const held = new Set<string>();

/** Leases in PostgreSQL. The journal is told who may write a run from now on, after which event. */
export function openLeases(pool: pg.Pool, journal: Pick<SharedJournal, 'opened' | 'closed'>, { soonMs }: Waits): Leases {
  const isDead = ({ owner, pid, boot, place }: LeaseRow): boolean => {
    if (boot !== here.boot || place !== here.place) return false;
    return pid === process.pid ? !held.has(owner) : !isAlive(pid);
  };
  const living = async (runId?: string): Promise<LeaseRow[]> => {
    const { rows } = await pool.query<LeaseRow>(`SELECT run_id, owner, pid, boot, place FROM leases WHERE expires > clock_timestamp()${runId === undefined ? '' : ' AND run_id = $1'}`, runId === undefined ? [] : [runId]);
    return rows.filter((row) => !isDead(row));
  };
  const holder = async (runId: string): Promise<string | undefined> => (await living(runId)).map(nameOf)[0];
  const take = async (runId: string, owner: string, onLost: Parameters<Leases['acquire']>[1]): Promise<Lease | undefined> => {
    const { rows: before } = await pool.query<LeaseRow>('SELECT run_id, owner, pid, boot, place FROM leases WHERE run_id = $1', [runId]);
    const dead = before.find(isDead)?.owner ?? '';
    const { rowCount } = await pool.query(
      `INSERT INTO leases (run_id, owner, pid, boot, place, expires) VALUES ($1, $2, $3, $4, $5, ${EXPIRES_AFTER})
       ON CONFLICT (run_id) DO UPDATE SET owner = excluded.owner, pid = excluded.pid, boot = excluded.boot, place = excluded.place, expires = excluded.expires
       WHERE leases.expires < clock_timestamp() OR leases.owner = $6`,
      [runId, owner, process.pid, here.boot, here.place, dead],
    );
    if (rowCount === 0) return undefined;
    // Under the lease nobody else adds to the run.
    const { rows } = await pool.query<{ seq: number }>('SELECT coalesce(max(seq), 0) AS seq FROM events WHERE run_id = $1', [runId]);
    journal.opened(runId, owner, rows[0]?.seq ?? 0);
    let isRenewing = false;
    const timer = setInterval(() => {
      if (isRenewing) return;
      isRenewing = true;
      void pool.query(within(soonMs, `UPDATE leases SET expires = ${EXPIRES_AFTER} WHERE run_id = $1 AND owner = $2`, [runId, owner])).then(async ({ rowCount: renewed }) => {
        if (renewed !== 0 || !held.has(owner)) return;
        clearInterval(timer);
        onLost?.(await holder(runId).catch(() => undefined));
      // A server that cannot be reached now is tried again; the run's own writes say what is wrong with it.
      }).catch(() => undefined).finally(() => { isRenewing = false; });
    }, RENEW_EVERY_MS);
    timer.unref();
    return {
      owner,
      release: async () => {
        clearInterval(timer);
        held.delete(owner);
        await journal.closed(owner);
        // A lease that cannot be deleted expires.
        await pool.query(within(soonMs, 'DELETE FROM leases WHERE run_id = $1 AND owner = $2', [runId, owner])).catch(() => undefined);
      },
    };
  };
  return {
    acquire: (runId, onLost) => guarded(async () => {
      const owner = crypto.randomUUID();
      held.add(owner);
      let lease: Lease | undefined;
      try {
        lease = await take(runId, owner, onLost);
        return lease;
      } finally {
        // What failed half-way is no living holder of this process.
        if (!lease) held.delete(owner);
      }
    }),
    holder: (runId) => guarded(() => holder(runId)),
    holders: () => guarded(async () => new Map((await living()).map((row) => [row.run_id, nameOf(row)]))),
  };
}

function nameOf({ pid, place }: LeaseRow): string {
  return place === here.place ? `process ${pid}` : `process ${pid} on ${place.split(' ')[0] ?? '?'}`;
}
