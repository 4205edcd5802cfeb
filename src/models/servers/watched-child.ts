import type { ServerChild } from './child.js';
import type { ServerDeclaration } from './declaration.js';
import { askActivity, WedgeMonitor } from './wedge-monitor.js';

/** The process that serves now: killed where nothing in it moves any more, and its end is told once. */
export class WatchedChild {
  #current: ServerChild | undefined;
  #monitor: WedgeMonitor | undefined;
  readonly #wedged = new WeakSet<ServerChild>();

  constructor(
    private readonly declaration: ServerDeclaration,
    private readonly wedgedMs: number,
    /** The process that serves has ended by itself, or was killed for being wedged: there is none now. */
    private readonly onEnd: (child: ServerChild, how: string) => void,
  ) {}

  get current(): ServerChild | undefined {
    return this.#current;
  }

  /** Makes a process the one that serves. */
  adopt(child: ServerChild): void {
    this.#current = child;
    this.#monitor = new WedgeMonitor(child, this.declaration.activity ?? askActivity, this.wedgedMs, () => {
      this.#wedged.add(child);
      void child.kill();
    });
    void child.exited.then((how) => {
      if (this.#current !== child) return;
      this.release();
      this.onEnd(child, how);
    });
  }

  /** Hands it over to be ended, where there is one: nothing of it is told any more. */
  release(): ServerChild | undefined {
    const child = this.#current;
    this.#current = undefined;
    this.rest();
    return child;
  }

  /** Requests are under way from now on. */
  work(): void {
    this.#monitor?.begin();
  }

  /** None is. */
  rest(): void {
    this.#monitor?.end();
  }

  /** Whether a process was killed because nothing in it moved. */
  wasWedged(child: ServerChild): boolean {
    return this.#wedged.has(child);
  }
}
