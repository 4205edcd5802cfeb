import { throwIfAborted, toVouchError, VouchError } from '../../core/index.js';
import type { ServerAddress } from './child.js';
import { defaultMemoryBudget } from './memory.js';
import { ModelServer, type ServerDeclaration, type ServerTimes } from './model-server.js';
import { holdsMemory } from './state.js';

export interface SupervisorOptions {
  /** Bytes for all servers together; default `defaultMemoryBudget()`. A single model above it is loaded alone. */
  readonly memoryBytes?: number | undefined;
  readonly times?: Partial<ServerTimes>;
}

const TIMES: ServerTimes = { startMs: 180_000, warmMs: 120_000, graceMs: 4_000, idleMs: 300_000, backoffMs: 250, quarantineMs: 60_000 };

/**
 * Holds the model servers within a memory budget. A server is started by its first request; to make room, idle servers
 * are unloaded, the least recently used first; a server in use is never unloaded, the request waits for it instead.
 */
export class Supervisor {
  readonly #servers = new Map<string, ModelServer>();
  readonly #times: ServerTimes;
  readonly #budget: number;
  #closed = false;
  /** Admissions are decided one after the other, in order of arrival. */
  #admission: Promise<void> = Promise.resolve();
  #wake: () => void = () => undefined;

  constructor(options: SupervisorOptions = {}) {
    this.#times = { ...TIMES, ...options.times };
    this.#budget = options.memoryBytes ?? defaultMemoryBudget();
  }

  /** Declares a server; nothing is started. Declaring an id again returns the server that is there. */
  declare(declaration: ServerDeclaration): ModelServer {
    const known = this.#servers.get(declaration.id);
    if (known) return known;
    const server = new ModelServer(declaration, this.#times, () => {
      this.#wake();
    });
    this.#servers.set(declaration.id, server);
    return server;
  }

  get servers(): readonly ModelServer[] {
    return [...this.#servers.values()];
  }

  /** Runs `work` against a server when there is room for it. */
  async use<T>(server: ModelServer, work: (address: ServerAddress) => Promise<T>, signal: AbortSignal): Promise<T> {
    if (this.#closed) throw new VouchError('CANCELLED', 'The model servers are closed.');
    if (holdsMemory(server.state) && server.state !== 'draining') return server.use(work, signal);
    const before = this.#admission;
    let admitted: () => void = () => undefined;
    this.#admission = new Promise((resolve) => {
      admitted = resolve;
    });
    try {
      await before;
      await this.#makeRoom(server, signal);
      const using = server.use(work, signal);
      // The server now counts as starting, so the next one may be admitted.
      admitted();
      return await using;
    } finally {
      admitted();
    }
  }

  /** Resident memory of all server processes together, in bytes. */
  residentBytes(): number {
    return this.servers.reduce((sum, server) => sum + server.residentBytes, 0);
  }

  /** Stops every server. No process is left when it resolves. */
  async close(): Promise<void> {
    this.#closed = true;
    await Promise.all(this.servers.map((server) => server.stop()));
  }

  async #makeRoom(wanted: ModelServer, signal: AbortSignal): Promise<void> {
    for (;;) {
      throwIfAborted(signal);
      const others = this.servers.filter((server) => server !== wanted && holdsMemory(server.state));
      const charged = others.reduce((sum, server) => sum + server.chargedBytes, 0);
      if (others.length === 0 || charged + wanted.declaration.memoryBytes <= this.#budget) return;
      const idle = others.filter((server) => server.active === 0).sort((left, right) => left.lastUse - right.lastUse);
      if (idle[0]) await idle[0].stop();
      else await this.#nextChange(signal);
    }
  }

  #nextChange(signal: AbortSignal): Promise<void> {
    return new Promise((resolve, reject) => {
      const aborted = (): void => {
        reject(toVouchError(signal.reason, 'CANCELLED'));
      };
      signal.addEventListener('abort', aborted, { once: true });
      this.#wake = () => {
        signal.removeEventListener('abort', aborted);
        resolve();
      };
    });
  }
}
