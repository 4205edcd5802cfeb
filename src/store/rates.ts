import { RateLimiterMemory, type RateLimiterAbstract } from 'rate-limiter-flexible';

/** Seconds after which a name's count begins anew. */
export const RATE_SECONDS = 60;

/** What was done within a minute under a name, such as that of a token. Where several servers share a database it is counted for all of them together. */
export interface Rates {
  /** Counts once more under the name. Resolves with the ms to wait where that was more than `most` in the minute, else with 0. */
  count(name: string, most: number): Promise<number>;
  /** The ms to wait where `most` in the minute are used up, else 0; counts nothing. */
  wait(name: string, most: number): Promise<number>;
}

/** Rates over limiters, which are made once for each number of points a minute. What they throw is thrown. */
export function openRates(limiterOf: (points: number) => RateLimiterAbstract): Rates {
  const limiters = new Map<number, RateLimiterAbstract>();
  const limiter = (points: number): RateLimiterAbstract => {
    const known = limiters.get(points) ?? limiterOf(points);
    limiters.set(points, known);
    return known;
  };
  return {
    async count(name, most) {
      try {
        await limiter(most).consume(name);
        return 0;
      } catch (refused) {
        const { msBeforeNext } = refused as { msBeforeNext?: number };
        if (msBeforeNext === undefined) throw refused;
        return Math.max(1, msBeforeNext);
      }
    },
    async wait(name, most) {
      const counted = await limiter(most).get(name);
      return counted && counted.remainingPoints <= 0 ? Math.max(1, counted.msBeforeNext) : 0;
    },
  };
}

/** Rates that this process counts for itself. */
export function ownRates(): Rates {
  return openRates((points) => new RateLimiterMemory({ points, duration: RATE_SECONDS }));
}
