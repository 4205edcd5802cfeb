import type { VouchEvent } from '../core/index.js';
import type { Journal } from '../store/index.js';

/** The events of a run after `since`: first those in the journal, then live ones, until `ended` settles. */
export async function* followEvents(journal: Journal, runId: string, since: number, ended: Promise<unknown>): AsyncGenerator<VouchEvent> {
  const queue: VouchEvent[] = [];
  let wake: (() => void) | undefined;
  let over = false;
  const unsubscribe = journal.subscribe(runId, (event) => {
    queue.push(event);
    wake?.();
  });
  void ended.finally(() => {
    over = true;
    wake?.();
  });
  try {
    let seen = since;
    for (const event of await journal.read(runId, since)) {
      seen = event.seq;
      yield event;
    }
    for (;;) {
      const event = queue.shift();
      if (event && event.seq > seen) yield event;
      else if (!event && over) return;
      else if (!event) await new Promise<void>((resolve) => (wake = resolve));
    }
  } finally {
    unsubscribe();
  }
}
