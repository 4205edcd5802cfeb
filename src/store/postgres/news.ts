import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { VouchError, type VouchEvent } from '../../core/index.js';
import type { Listener } from '../journal.js';
import type { Listeners } from '../listeners.js';
import { clientConfig, within, type Waits } from './pool.js';

/** The channel over which writers say which events of which run they have written: `FIRST LAST RUN`. */
export const NEWS = 'vouch_events';
const RETRY_EVERY_MS = 500;
/** ms for a farewell, which a server that is gone never answers. */
const FAREWELL_MS = 1000;

/** Brings the events of followed runs to this process, whoever writes them. */
export interface News {
  /** Events that this process has written. */
  tell(event: VouchEvent): void;
  /** Calls back with each event from now on, in order; after a break of the connection some may come again. Returns the function that ends it. */
  follow(runId: string, listener: Listener): () => void;
  close(): Promise<void>;
}

/** What is known of a run that somebody here follows. */
interface Followed {
  /** The last event that was told; undefined: none yet. */
  told: number | undefined;
  reading: Promise<void>;
  /** Something was said that could not be read. */
  isBehind: boolean;
}

/** Notices only name events; their bytes are read from the journal by who follows the run. */
export async function openNews(url: string, { waits, listeners, read, isOwn }: { waits: Waits; listeners: Listeners; read: (runId: string, since: number) => Promise<VouchEvent[]>; isOwn: (runId: string) => boolean }): Promise<News> {
  const followed = new Map<string, Followed>();
  const closing = new AbortController();
  let client: pg.Client | undefined;

  const deliver = (event: VouchEvent, tell: (event: VouchEvent) => void): void => {
    const known = followed.get(event.runId);
    if (known && known.told !== undefined && event.seq <= known.told) return;
    if (known) known.told = event.seq;
    tell(event);
  };
  const catchUp = (runId: string, known: Followed, since: number): void => {
    known.reading = known.reading.then(async () => {
      const from = known.told ?? since;
      for (const event of await read(runId, from)) deliver(event, (told) => { listeners.tellRun(told); });
      known.isBehind = false;
    // What could not be read now is read at the next notice, or when it is next asked whether the server is there.
    }).catch(() => { known.isBehind = true; });
  };
  const onNotice = ({ payload = '' }: pg.Notification): void => {
    const [, first, last, runId] = /^(\d+) (\d+) (.*)$/s.exec(payload) ?? [];
    const known = runId === undefined ? undefined : followed.get(runId);
    if (runId === undefined || !known || isOwn(runId) || Number(last) <= (known.told ?? 0)) return;
    catchUp(runId, known, Number(first) - 1);
  };
  const connect = async (): Promise<void> => {
    const made = new pg.Client({ ...clientConfig(url, waits), application_name: 'vouch news' });
    made.on('notification', onNotice);
    made.on('error', () => undefined);
    let isOver = false;
    made.once('end', () => {
      isOver = true;
      if (client === made) void reconnect();
    });
    try {
      await made.connect();
      await made.query(`LISTEN ${NEWS}`);
      if (isOver || closing.signal.aborted) throw new VouchError('STORE_FAILED', 'The connection to PostgreSQL ended as soon as it was made.');
    } catch (error) {
      await made.end().catch(() => undefined);
      throw error;
    }
    client = made;
  };
  const reconnect = async (): Promise<void> => {
    client = undefined;
    while (!closing.signal.aborted) {
      try {
        await connect();
        // Nobody knows what was said in the meantime.
        for (const [runId, known] of followed) if (!isOwn(runId)) catchUp(runId, known, 0);
        return;
      } catch {
        await sleep(RETRY_EVERY_MS, undefined, { signal: closing.signal, ref: false }).catch(() => undefined);
      }
    }
  };
  await connect();
  /** Who only listens hears nothing of a way that passes nothing more: it asks. */
  const look = async (): Promise<void> => {
    const asked = client;
    if (!asked) return;
    try {
      await asked.query(within(waits.soonMs, 'SELECT 1'));
      for (const [runId, known] of followed) if (known.isBehind && !isOwn(runId)) catchUp(runId, known, 0);
    } catch {
      // A connection with an open question is cut at once, and made anew by its end.
      await asked.end();
    }
  };
  const timer = setInterval(() => void look().catch(() => undefined), waits.silentMs);
  timer.unref();
  return {
    tell: (event) => {
      deliver(event, (told) => { listeners.tell(told); });
    },
    follow(runId, listener) {
      if (!followed.has(runId)) followed.set(runId, { told: undefined, reading: Promise.resolve(), isBehind: false });
      const leave = listeners.add(runId, listener);
      return () => {
        leave();
        if (!listeners.has(runId)) followed.delete(runId);
      };
    },
    close: async () => {
      closing.abort();
      clearInterval(timer);
      const open = client;
      client = undefined;
      await Promise.all([...followed.values()].map(({ reading }) => reading));
      if (!open) return;
      await Promise.race([open.end(), sleep(FAREWELL_MS, undefined, { ref: false })]);
      // Not here in the types, which the driver documents nowhere: its socket is not to keep the process.
      (open as pg.Client & { unref(): void }).unref();
    },
  };
}
