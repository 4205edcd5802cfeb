import { createHash } from 'node:crypto';

/** Numbers that depend on a seed alone: the n-th is read from the SHA-256 of the seed and n. */
export class Random {
  #drawn = 0;

  constructor(private readonly seed: string) {}

  /** 0 (included) to 1 (not). */
  unit(): number {
    this.#drawn += 1;
    return createHash('sha256').update(`${this.seed}#${this.#drawn}`).digest().readUInt32BE(0) / 2 ** 32;
  }

  /** A whole number, both ends included. */
  integer(low: number, high: number): number {
    return low + Math.floor(this.unit() * (high - low + 1));
  }

  /** A number between two ends. */
  between(low: number, high: number): number {
    return low + this.unit() * (high - low);
  }

  pick<T>(items: readonly T[]): T {
    const item = items[Math.floor(this.unit() * items.length)];
    if (item === undefined) throw new RangeError('There is nothing to pick from.');
    return item;
  }

  /** `count` different items, in random order; all of them where there are fewer. */
  some<T>(items: readonly T[], count: number): T[] {
    const rest = [...items];
    const taken: T[] = [];
    while (taken.length < count && rest.length > 0) taken.push(...rest.splice(this.integer(0, rest.length - 1), 1));
    return taken;
  }

  chance(probability: number): boolean {
    return this.unit() < probability;
  }
}
