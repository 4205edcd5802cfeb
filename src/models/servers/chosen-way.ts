import { equalWays, movedWay, shrunkWay, type LoadWay } from './declaration.js';

/** The way in which one server is loaded: the best of its ways until a remedy chose another, and again after a while. */
export class ChosenWay {
  #way: LoadWay;
  #changedAt = -Infinity;

  constructor(
    private readonly ways: readonly [LoadWay, ...LoadWay[]],
    /** ms after which the best way is tried again. */
    private readonly betterMs: number,
  ) {
    this.#way = ways[0];
  }

  get best(): LoadWay {
    return this.ways[0];
  }

  /** How it is loaded. `isLoaded`: a process runs, which keeps the way that it was started in. */
  current(isLoaded: boolean): LoadWay {
    if (!isLoaded && performance.now() - this.#changedAt > this.betterMs) this.#way = this.ways[0];
    return this.#way;
  }

  /** The next way that is smaller, or on another device; `undefined`: there is none. */
  next(remedy: 'shrink' | 'move', from: LoadWay): LoadWay | undefined {
    return (remedy === 'shrink' ? shrunkWay : movedWay)(this.ways, from);
  }

  choose(way: LoadWay): void {
    this.#way = way;
    this.#changedAt = performance.now();
  }

  /** The ways that are as good as `way`, itself first. */
  equal(way: LoadWay): LoadWay[] {
    return equalWays(this.ways, way);
  }

  /** Takes a way that is as good as the present one: nothing changes for the better or the worse. */
  place(way: LoadWay): void {
    this.choose(way);
  }
}
