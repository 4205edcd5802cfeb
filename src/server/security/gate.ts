import { isIP } from 'node:net';
import { VouchError } from '../../core/index.js';
import type { Rates } from '../../store/index.js';
import type { ServerOptions } from '../options.js';
import { Scope } from '../protocol/index.js';
import type { Access, Limits } from './access.js';
import { readTokens, type Tokens } from './tokens.js';

/** Wrong tokens from one address in a minute, after which it has to wait. */
const GUESSES_PER_MINUTE = 10;

/** Decides who is let in, and how often. */
export class Gate {
  readonly #tokens: Tokens | undefined;
  readonly #local: Access;
  readonly #rates: Rates;

  /** Throws USAGE for an address that others can reach without a token file. */
  constructor(options: ServerOptions, rates: Rates) {
    const { host, tokenFile, requestsPerMinute } = options;
    this.#rates = rates;
    if (tokenFile === undefined && !isLoopback(host)) {
      throw new VouchError('USAGE', `${host} can be reached from other machines, so the server wants tokens there. Name a token file with --token-file, or listen on 127.0.0.1.`);
    }
    // Without a limit of its own a token has whatever places the servers have.
    const limits = { maxRuns: undefined, requestsPerMinute };
    this.#tokens = tokenFile === undefined ? undefined : readTokens(tokenFile, limits);
    this.#local = { name: 'local', scopes: Scope.options, tenant: undefined, together: undefined, budget: {}, limits };
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
    const guesses = `guesses ${address}`;
    const retryAfterMs = await this.#rates.wait(guesses, GUESSES_PER_MINUTE);
    if (retryAfterMs > 0) throw new VouchError('RATE_LIMITED', 'Too many wrong tokens from this address. Wait a minute.', { details: { retryAfterMs } });
    const access = this.#tokens.find(token);
    if (access) return access;
    await this.#rates.count(guesses, GUESSES_PER_MINUTE);
    throw new VouchError('UNAUTHORIZED', 'This token is not known here.');
  }

  /** Counts one request. Throws RATE_LIMITED. */
  async count(access: Access, address: string): Promise<void> {
    await this.#count(access.limits, this.#tokens ? `token ${access.name}` : `address ${address}`);
    if (access.together) await this.#count(access.together, `tenant ${access.tenant ?? ''}`);
  }

  async #count({ requestsPerMinute }: Limits, name: string): Promise<void> {
    const retryAfterMs = await this.#rates.count(name, requestsPerMinute);
    if (retryAfterMs > 0) throw new VouchError('RATE_LIMITED', `More than ${requestsPerMinute} requests in a minute. Wait ${Math.ceil(retryAfterMs / 1000)} s.`, { details: { retryAfterMs } });
  }
}

/** True for addresses that only this machine can reach. */
function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '::1' || (isIP(host) === 4 && host.startsWith('127.'));
}
