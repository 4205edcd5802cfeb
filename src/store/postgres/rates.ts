import type pg from 'pg';
import { RateLimiterMemory, RateLimiterPostgres, type RateLimiterAbstract } from 'rate-limiter-flexible';
import { openRates, RATE_SECONDS, type Rates } from '../rates.js';
import type { Waits } from './pool.js';

const CLEAR_EVERY_MS = 300_000;

/** Rates that are counted in the database for all who share it. While it does not answer each process counts for itself: what wants the database says what is wrong with it. */
export function openSharedRates(pool: pg.Pool, { soonMs }: Waits): { readonly rates: Rates; close(): void } {
  // Whoever asks for anything at all waits for this.
  const soon = { query: (asked: pg.QueryConfig) => pool.query({ ...asked, query_timeout: soonMs } as pg.QueryConfig) };
  const limiterOf = (points: number): RateLimiterPostgres => new RateLimiterPostgres({
    storeClient: soon, storeType: 'client', tableName: 'rates', tableCreated: true, clearExpiredByTimeout: false, keyPrefix: '', points, duration: RATE_SECONDS,
    // Whose minute is used up is not asked about again: a flood stays away from the database.
    inMemoryBlockOnConsumed: points + 1,
    insuranceLimiter: new RateLimiterMemory({ points, duration: RATE_SECONDS }),
  });
  const timer = setInterval(() => void pool.query('DELETE FROM rates WHERE expire < $1', [Date.now()]).catch(() => undefined), CLEAR_EVERY_MS);
  timer.unref();
  return { rates: openRates((points): RateLimiterAbstract => limiterOf(points)), close: () => { clearInterval(timer); } };
}
