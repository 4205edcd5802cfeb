import type { AuditEntry, AuditLog } from './audit.js';

/** What somebody wants of a run, whichever process executes it. */
export type Order =
  | { readonly kind: 'cancel' }
  /** The first answer to a question holds. */
  | { readonly kind: 'answer'; readonly question: string; readonly answer: string };

/** A run from its last end on: see `RunState.lastEnd`. What was ordered before a run ended is not done when somebody goes on with it. */
export interface Addressee {
  readonly runId: string;
  readonly since: number;
}

/** Orders wait for whoever executes the run, now or after the one that does so dies. Methods throw STORE_FAILED or STORE_FULL. */
export interface Orders {
  /** Whether a process that executes the run elsewhere gets them. */
  readonly isShared: boolean;
  /**
   * False where such an order was given already: nothing is changed then. `decided` stands in the audit log as soon as the order holds, and where
   * it cannot be written there is no order.
   */
  give(run: Addressee, order: Order, decided?: Omit<AuditEntry, 'at' | 'before'>): Promise<boolean>;
  /** All that were given. */
  of(run: Addressee): Promise<readonly Order[]>;
  /** Calls back when an order for the run may have come; returns the function that ends it. */
  hear(runId: string, listener: () => void): () => void;
  /** The run has ended, and what was ordered of it is of no use any more. */
  forget(run: Addressee): Promise<void>;
}

/** What tells an order from the others of its run. */
export function nameOf(order: Order): string {
  return order.kind === 'cancel' ? 'cancel' : `answer ${order.question}`;
}

/** Who is called back, by run. */
export class OrderListeners {
  readonly #ofRun = new Map<string, Set<() => void>>();

  add(runId: string, listener: () => void): () => void {
    const group = this.#ofRun.get(runId) ?? new Set();
    this.#ofRun.set(runId, group.add(listener));
    return () => {
      group.delete(listener);
      if (group.size === 0 && this.#ofRun.get(runId) === group) this.#ofRun.delete(runId);
    };
  }

  tell(runId: string): void {
    for (const listener of this.#ofRun.get(runId) ?? []) listener();
  }

  tellAll(): void {
    for (const runId of this.#ofRun.keys()) this.tell(runId);
  }
}

/** Orders of the runs that this process executes, which it alone is told. */
export function ownOrders(audit: Pick<AuditLog, 'append'>): Orders {
  const given = new Map<string, Map<string, Order>>();
  const listeners = new OrderListeners();
  const keyOf = ({ runId, since }: Addressee): string => `${since} ${runId}`;
  return {
    isShared: false,
    async give(run, order, decided) {
      const key = keyOf(run);
      const orders = given.get(key) ?? new Map<string, Order>();
      if (orders.has(nameOf(order))) return false;
      given.set(key, orders.set(nameOf(order), order));
      try {
        if (decided) await audit.append(decided);
      } catch (error) {
        orders.delete(nameOf(order));
        throw error;
      }
      listeners.tell(run.runId);
      return true;
    },
    of: (run) => Promise.resolve([...(given.get(keyOf(run))?.values() ?? [])]),
    hear: (runId, listener) => listeners.add(runId, listener),
    forget: (run) => {
      given.delete(keyOf(run));
      return Promise.resolve();
    },
  };
}
