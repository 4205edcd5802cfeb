import { equalWays, movedWay, shrunkWay, widerWay, type LoadWay } from './declaration.js';
import type { DeviceId } from './devices.js';

/** The way in which one server is loaded: the best of its ways until a remedy chose another, and again after a while. */
export class ChosenWay {
  #way: LoadWay;
  /** performance.now() of the last remedy. */
  #changedAt = -Infinity;
  /** Devices that remedies have moved it away from. */
  readonly #left = new Set<DeviceId>();

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
    if (!isLoaded && performance.now() - this.#changedAt > this.betterMs) {
      this.#left.clear();
      if (this.isLess(this.#way)) this.#way = this.best;
    }
    return this.#way;
  }

  /** Whether a way has smaller limits than the best one, or is on a lesser device. */
  isLess(way: LoadWay): boolean {
    return !equalWays(this.ways, this.best).includes(way);
  }

  /** The next way that is smaller, or on another device; `undefined`: there is none. */
  next(remedy: 'shrink' | 'move', from: LoadWay): LoadWay | undefined {
    return remedy === 'shrink' ? shrunkWay(this.ways, from) : movedWay(this.ways, from, this.#left);
  }

  /** Takes the way that a remedy leads to. */
  choose(way: LoadWay): void {
    if (way.device !== this.#way.device) this.#left.add(this.#way.device);
    this.#way = way;
    this.#changedAt = performance.now();
  }

  /** The ways that are as good as `way`, itself first, on devices that no remedy has left. */
  equal(way: LoadWay): LoadWay[] {
    return equalWays(this.ways, way).filter(({ device }) => device === way.device || !this.#left.has(device));
  }

  /** Takes a way that is as good as the present one: nothing changes for the better or the worse. */
  place(way: LoadWay): void {
    this.#way = way;
  }

  /** A program has started in this way. */
  started({ limit }: LoadWay): void {
    if (limit) limit.standing = 'taken';
  }

  /** Its program ended by itself at a limit that it never started with: that limit is not tried again, and the way before it is taken. */
  refuse(way: LoadWay): void {
    if (way.limit) way.limit.standing = 'refused';
    this.#way = widerWay(this.ways, way) ?? this.#way;
  }
}
