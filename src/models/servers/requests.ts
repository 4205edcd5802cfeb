/** The requests that one server has in hand, and how long it has had none. */
export class Requests {
  #active = 0;
  #idleTimer: NodeJS.Timeout | undefined;
  /** Requests that were let in and have not begun. */
  reserved = 0;
  /** performance.now() of the end of the last one. */
  lastUse = 0;

  constructor(
    /** ms; Infinity: never. */
    private readonly idleMs: number,
    /** There was none for so long. */
    private readonly onIdle: () => void,
  ) {}

  /** Requests that are being served or wait for the start. */
  get active(): number {
    return this.#active;
  }

  get inUse(): boolean {
    return this.#active > 0 || this.reserved > 0;
  }

  begin(): void {
    this.#active += 1;
    this.stopWaiting();
  }

  end(): void {
    this.#active -= 1;
    this.lastUse = performance.now();
  }

  /** Waits from now on for the time to be over. */
  awaitIdle(): void {
    this.stopWaiting();
    if (!Number.isFinite(this.idleMs)) return;
    this.#idleTimer = setTimeout(() => {
      if (!this.inUse) this.onIdle();
    }, this.idleMs);
    this.#idleTimer.unref();
  }

  stopWaiting(): void {
    clearTimeout(this.#idleTimer);
  }
}
