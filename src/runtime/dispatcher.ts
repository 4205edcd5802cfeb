import { throwIfAborted, VouchError } from '../core/index.js';

/** A DAG as the dispatcher sees it: ids and what each waits for. */
export interface DispatchNode {
  readonly id: string;
  readonly dependencies: readonly string[];
}

/**
 * Adds nodes while others run, for work that is known only then. `before` names a node that has not started: it waits for
 * them, too. A node whose dependency has failed is blocked at once.
 */
export type Grow = (nodes: readonly DispatchNode[], before?: string) => void;

export interface DispatchOptions {
  /** Does the work of one node. `false` blocks the node's descendants and nothing else; a rejection ends the whole. */
  readonly execute: (id: string, grow: Grow) => Promise<boolean>;
  /** Called for each descendant of a failed node, once, with the failed node that blocks it. */
  readonly onBlocked?: (id: string, by: string) => void;
  /** Nodes under way at a time; default no limit. */
  readonly concurrency?: number | undefined;
  /** Once aborted, no further node starts; those under way are awaited. */
  readonly signal?: AbortSignal | undefined;
}

interface Entry {
  waiting: number;
  readonly dependents: string[];
  state: 'waiting' | 'ready' | 'running' | 'done' | 'failed' | 'blocked';
  /** The failed node that blocks it. */
  by?: string;
}

/**
 * Executes a DAG event-driven: a node starts when its own dependencies are done, with no barrier between levels. Where only
 * so many may run at a time, what a finished node makes possible goes before what was possible all along, so that a long list
 * flows through its steps item by item.
 * Resolves when nothing runs and nothing more can start. After a rejection of `execute` (or a throw of `onBlocked`) nothing
 * new starts, and it rejects with the first one when the rest has settled. Dependencies that are not among the nodes count as done.
 * Throws PLAN_INVALID when a cycle keeps nodes from ever starting.
 */
export async function dispatch(nodes: readonly DispatchNode[], options: DispatchOptions): Promise<void> {
  const entries = new Map<string, Entry>();
  const fresh = new Queue();
  const released = new Queue();
  const limit = options.concurrency ?? Infinity;
  let running = 0;
  let fault: { error: unknown } | undefined;

  const block = (id: string, entry: Entry, by: string): void => {
    entry.state = 'blocked';
    entry.by = by;
    options.onBlocked?.(id, by);
    blockDependents(entry, by);
  };
  const blockDependents = (entry: Entry, by: string): void => {
    for (const dependent of entry.dependents) {
      const next = entries.get(dependent);
      if (next && next.state === 'waiting') block(dependent, next, by);
    }
  };
  const grow: Grow = (added, before) => {
    for (const { id } of added) entries.set(id, { waiting: 0, dependents: [], state: 'waiting' });
    const last = before === undefined ? undefined : entries.get(before);
    for (const { id, dependencies } of added) {
      const entry = entries.get(id) as Entry;
      let by: string | undefined;
      for (const dependency of dependencies) {
        const source = entries.get(dependency);
        if (source?.state === 'failed') by ??= dependency;
        if (source?.state === 'blocked') by ??= source.by;
        if (!source || source.state === 'done') continue;
        source.dependents.push(id);
        entry.waiting++;
      }
      if (last) {
        entry.dependents.push(before as string);
        last.waiting++;
      }
      if (by !== undefined) block(id, entry, by);
      else if (entry.waiting === 0) {
        entry.state = 'ready';
        fresh.push(id);
      }
    }
  };
  grow(nodes);
  if (nodes.length > 0 && fresh.isEmpty) throw new VouchError('PLAN_INVALID', 'No step of the plan can start: the steps wait for each other.');

  await new Promise<void>((resolve) => {
    const finish = (id: string, entry: Entry, ok: boolean): void => {
      running--;
      entry.state = ok ? 'done' : 'failed';
      try {
        if (ok) release(entry);
        else blockDependents(entry, id);
      } catch (error) {
        fault ??= { error };
      }
      pump();
    };
    const release = (done: Entry): void => {
      for (const dependent of done.dependents) {
        const entry = entries.get(dependent);
        if (entry && --entry.waiting === 0 && entry.state === 'waiting') {
          entry.state = 'ready';
          released.push(dependent);
        }
      }
    };
    const start = (id: string): void => {
      running++;
      const entry = entries.get(id) as Entry;
      entry.state = 'running';
      options.execute(id, grow).then(
        (ok) => {
          finish(id, entry, ok);
        },
        (error: unknown) => {
          fault ??= { error };
          finish(id, entry, false);
        },
      );
    };
    const pump = (): void => {
      while (running < limit && !fault && !options.signal?.aborted) {
        const id = released.shift() ?? fresh.shift();
        if (id === undefined) break;
        start(id);
      }
      if (running === 0) resolve();
    };
    pump();
  });

  if (fault) throw fault.error;
  throwIfAborted(options.signal);
  const stuck = [...entries].filter(([, entry]) => entry.state === 'waiting').map(([id]) => id);
  if (stuck.length > 0) throw new VouchError('PLAN_INVALID', `The steps ${stuck.join(', ')} wait for each other.`);
}

/** First in, first out, in constant time. */
class Queue {
  readonly #ids: string[] = [];
  #next = 0;

  get isEmpty(): boolean {
    return this.#next === this.#ids.length;
  }

  push(id: string): void {
    this.#ids.push(id);
  }

  shift(): string | undefined {
    return this.#next < this.#ids.length ? this.#ids[this.#next++] : undefined;
  }
}
