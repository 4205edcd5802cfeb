import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { VouchError } from '../../core/index.js';
import { clientConfig, within, type Waits } from './pool.js';

const RETRY_EVERY_MS = 500;
/** ms for a farewell, which a server that is gone never answers. */
const FAREWELL_MS = 1000;

/** Who listens on one channel. */
export interface Hearer {
  readonly channel: string;
  onNotice(payload: string): void;
  /** The connection was made anew: nobody knows what was said in the meantime. */
  onBack(): void;
  /** It was asked whether the connection still passes, and it does. */
  onAlive?(): void;
}

/** The one connection of a process over which it hears what others have written. It is made again whenever it breaks. */
export interface Ear {
  /** Resolves when nothing that is said from here on is missed. */
  listen(hearer: Hearer): Promise<void>;
  close(): Promise<void>;
}

export async function openEar(url: string, waits: Waits): Promise<Ear> {
  const hearers: Hearer[] = [];
  const closing = new AbortController();
  let client: pg.Client | undefined;

  const connect = async (): Promise<void> => {
    const made = new pg.Client({ ...clientConfig(url, waits), application_name: 'vouch news' });
    made.on('notification', ({ channel, payload = '' }) => {
      for (const hearer of hearers) if (hearer.channel === channel) hearer.onNotice(payload);
    });
    made.on('error', () => undefined);
    let isOver = false;
    made.once('end', () => {
      isOver = true;
      if (client === made) void reconnect();
    });
    try {
      await made.connect();
      for (const { channel } of hearers) await made.query(`LISTEN ${channel}`);
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
        for (const hearer of hearers) hearer.onBack();
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
      for (const hearer of hearers) hearer.onAlive?.();
    } catch {
      // A connection with an open question is cut at once, and made anew by its end.
      await asked.end();
    }
  };
  const timer = setInterval(() => void look().catch(() => undefined), waits.silentMs);
  timer.unref();
  return {
    async listen(hearer) {
      hearers.push(hearer);
      await client?.query(`LISTEN ${hearer.channel}`);
    },
    close: async () => {
      closing.abort();
      clearInterval(timer);
      const open = client;
      client = undefined;
      if (!open) return;
      await Promise.race([open.end(), sleep(FAREWELL_MS, undefined, { ref: false })]);
      // Not here in the types, which the driver documents nowhere: its socket is not to keep the process.
      (open as pg.Client & { unref(): void }).unref();
    },
  };
}
