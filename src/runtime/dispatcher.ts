import { throwIfAborted, VouchError } from '../core/index.js';

/** A DAG as the dispatcher sees it: ids and what each waits for. */
export interface DispatchNode {
  readonly id: string;
  readonly dependencies: readonly string[];
}

export interface DispatchOptions {
  /** Does the work of one node. `false` blocks the node's descendants and nothing else; a rejection ends the whole. */
  readonly execute: (id: string) => Promise<boolean>;
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
  state: 'waiting' | 'ready' | 'running' | 'done' | 'blocked';
}

/**
 * Executes a DAG event-driven: a node starts when its own dependencies are done, with no barrier between levels.
 * Resolves when nothing runs and nothing more can start. After a rejection of `execute` (or a throw of `onBlocked`) nothing
 * new starts, and it rejects with the first one when the rest has settled. Dependencies that are not among the nodes count as done.
 * Throws PLAN_INVALID when a cycle keeps nodes from ever starting.
 */
export async function dispatch(nodes: readonly DispatchNode[], options: DispatchOptions): Promise<void> {
  const entries = index(nodes);
  const ready = nodes.filter(({ id }) => entries.get(id)?.waiting === 0).map(({ id }) => id);
  if (nodes.length > 0 && ready.length === 0) throw new VouchError('PLAN_INVALID', 'No step of the plan can start: the steps wait for each other.');
  const limit = options.concurrency ?? Infinity;
  let running = 0;
  let next = 0;
  let fault: { error: unknown } | undefined;

  await new Promise<void>((resolve) => {
    const finish = (id: string, ok: boolean): void => {
      running--;
      const entry = entries.get(id);
      if (entry) entry.state = 'done';
      try {
        if (ok) release(id);
        else block(id, id);
      } catch (error) {
        fault ??= { error };
      }
      pump();
    };
    const release = (id: string): void => {
      for (const dependent of entries.get(id)?.dependents ?? []) {
        const entry = entries.get(dependent);
        if (entry && --entry.waiting === 0 && entry.state === 'waiting') {
          entry.state = 'ready';
          ready.push(dependent);
        }
      }
    };
    const block = (id: string, by: string): void => {
      for (const dependent of entries.get(id)?.dependents ?? []) {
        const entry = entries.get(dependent);
        if (!entry || entry.state === 'blocked') continue;
        entry.state = 'blocked';
        options.onBlocked?.(dependent, by);
        block(dependent, by);
      }
    };
    const start = (id: string): void => {
      running++;
      const entry = entries.get(id);
      if (entry) entry.state = 'running';
      options.execute(id).then(
        (ok) => {
          finish(id, ok);
        },
        (error: unknown) => {
          fault ??= { error };
          finish(id, false);
        },
      );
    };
    const pump = (): void => {
      while (next < ready.length && running < limit && !fault && !options.signal?.aborted) start(ready[next++] as string);
      if (running === 0) resolve();
    };
    pump();
  });

  if (fault) throw fault.error;
  throwIfAborted(options.signal);
  const stuck = [...entries].filter(([, entry]) => entry.state === 'waiting').map(([id]) => id);
  if (stuck.length > 0) throw new VouchError('PLAN_INVALID', `The steps ${stuck.join(', ')} wait for each other.`);
}

function index(nodes: readonly DispatchNode[]): Map<string, Entry> {
  const entries = new Map<string, Entry>(nodes.map(({ id }) => [id, { waiting: 0, dependents: [], state: 'waiting' }]));
  for (const { id, dependencies } of nodes) {
    for (const dependency of dependencies) {
      const source = entries.get(dependency);
      const entry = entries.get(id);
      if (!source || !entry) continue;
      source.dependents.push(id);
      entry.waiting++;
    }
  }
  return entries;
}
