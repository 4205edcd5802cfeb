import { isIP } from 'node:net';
import { RateLimiterMemory } from 'rate-limiter-flexible';
import { VouchError } from '../../core/index.js';
import type { ServerOptions } from '../options.js';
import { Scope } from '../protocol/index.js';
import type { Access } from './access.js';
import { readTokens, type Tokens } from './tokens.js';

/** Wrong tokens from one address in a minute, after which it has to wait. */
const GUESSES_PER_MINUTE = 10;

/** Decides who is let in, and how often. */
export class Gate {
  readonly #tokens: Tokens | undefined;
  readonly #local: Access;
  readonly #limiters = new Map<number, RateLimiterMemory>();
  readonly #guesses = new RateLimiterMemory({ points: GUESSES_PER_MINUTE, duration: 60 });

  /** Throws USAGE for an address that others can reach without a token file. */
  constructor(options: ServerOptions) {
    const { host, tokenFile, maxRuns, requestsPerMinute } = options;
    if (tokenFile === undefined && !isLoopback(host)) {
      throw new VouchError('USAGE', `${host} can be reached from other machines, so the server wants tokens there. Name a token file with --token-file, or listen on 127.0.0.1.`);
    }
    this.#tokens = tokenFile === undefined ? undefined : readTokens(tokenFile, { maxRuns, requestsPerMinute });
    this.#local = { name: 'local', scopes: Scope.options, tenant: undefined, together: undefined, budget: {}, maxRuns, requestsPerMinute };
  }

  /** The tenants of the token file, with what they may use over time where that is bounded. */
  get tenants(): Tokens['tenants'] {
    return this.#tokens?.tenants ?? new Map();
  }

  /** Who everybody is where no token is wanted; `undefined` where one is. */
  get open(): Access | undefined {
    return this.#tokens ? undefined : this.#local;
  }

  /**
   * Whose token it is. `address` is who asks, so that guessing gets slow. Throws UNAUTHORIZED, and RATE_LIMITED after too
   * many wrong tokens.
   */
  async admit(token: string | undefined, address: string): Promise<Access> {
    if (!this.#tokens) return this.#local;
    if (token === undefined) throw new VouchError('UNAUTHORIZED', 'This server wants a token: "Authorization: Bearer TOKEN", or the token in session.open.');
    const tried = await this.#guesses.get(address);
    if (tried && tried.remainingPoints <= 0) throw new VouchError('RATE_LIMITED', 'Too many wrong tokens from this address. Wait a minute.', { details: { retryAfterMs: tried.msBeforeNext } });
    const access = this.#tokens.find(token);
    if (access) return access;
    await this.#guesses.penalty(address);
    throw new VouchError('UNAUTHORIZED', 'This token is not known here.');
  }

  /** Counts one request. Throws RATE_LIMITED. */
  async count(access: Access, address: string): Promise<void> {
    await this.#consume(access.requestsPerMinute, this.#tokens ? access.name : address);
    if (access.together) await this.#consume(access.together.requestsPerMinute, `tenant ${access.tenant ?? ''}`);
  }

  async #consume(points: number, key: string): Promise<void> {
    const limiter = this.#limiters.get(points) ?? new RateLimiterMemory({ points, duration: 60 });
    this.#limiters.set(points, limiter);
    await limiter.consume(key).catch((refused: unknown) => {
      const retryAfterMs = (refused as { msBeforeNext?: number }).msBeforeNext;
      if (retryAfterMs === undefined) throw refused;
      throw new VouchError('RATE_LIMITED', `More than ${points} requests in a minute. Wait ${Math.ceil(retryAfterMs / 1000)} s.`, { details: { retryAfterMs } });
    });
  }
}

/** True for addresses that only this machine can reach. */
function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '::1' || (isIP(host) === 4 && host.startsWith('127.'));
}
