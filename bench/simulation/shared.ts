import type { VirtualClock } from './clock.js';

/** Something that all share and that does one thing after the other: Redis, the commits of PostgreSQL, the thread of a runtime. */
export class Shared {
  readonly #clock: VirtualClock;
  #freeAt = 0;
  /** ms in which it was busy. */
  busyMs = 0;

  constructor(clock: VirtualClock) {
    this.#clock = clock;
  }

  /** Resolves when it has done `ms` of work, behind all that came before. */
  serve(ms: number): Promise<void> {
    this.#freeAt = Math.max(this.#freeAt, this.#clock.now) + ms;
    this.busyMs += ms;
    return this.#clock.sleep(this.#freeAt - this.#clock.now);
  }
}
