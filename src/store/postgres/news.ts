import type { VouchEvent } from '../../core/index.js';
import type { Listener } from '../journal.js';
import type { Listeners } from '../listeners.js';
import type { Ear } from './ear.js';

/** The channel over which writers say which events of which run they have written: `FIRST LAST RUN`. */
export const NEWS = 'vouch_events';

/** Brings the events of followed runs to this process, whoever writes them. */
export interface News {
  /** Events that this process has written. */
  tell(event: VouchEvent): void;
  /** Calls back with each event from now on, in order; after a break of the connection some may come again. Returns the function that ends it. */
  follow(runId: string, listener: Listener): () => void;
  /** Resolves when nothing is being read any more. */
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
export async function openNews(ear: Ear, { listeners, read, isOwn }: { listeners: Listeners; read: (runId: string, since: number) => Promise<VouchEvent[]>; isOwn: (runId: string) => boolean }): Promise<News> {
  const followed = new Map<string, Followed>();

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
  await ear.listen({
    channel: NEWS,
    onNotice(payload) {
      const [, first, last, runId] = /^(\d+) (\d+) (.*)$/s.exec(payload) ?? [];
      const known = runId === undefined ? undefined : followed.get(runId);
      if (runId === undefined || !known || isOwn(runId) || Number(last) <= (known.told ?? 0)) return;
      catchUp(runId, known, Number(first) - 1);
    },
    onBack() {
      for (const [runId, known] of followed) if (!isOwn(runId)) catchUp(runId, known, 0);
    },
    onAlive() {
      for (const [runId, known] of followed) if (known.isBehind && !isOwn(runId)) catchUp(runId, known, 0);
    },
  });
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
      await Promise.all([...followed.values()].map(({ reading }) => reading));
    },
  };
}
