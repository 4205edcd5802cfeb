import { setTimeout as delay } from 'node:timers/promises';
import { throwIfAborted, toVouchError } from '../../core/index.js';
import { admit, isMemoryBack, type DeviceState } from './decide/admission.js';
import { chooseVictim, mayGiveWay, type EvictionCandidate } from './decide/eviction.js';
import { hasHadItsTurn, nextToLoad, type Waiting } from './decide/schedule.js';
import type { LoadWay } from './declaration.js';
import { RAM, type DeviceId } from './devices.js';
import { serverFailure } from './failure.js';
import type { ModelServer, ServerSurroundings } from './model-server.js';

/** ms between two looks at memory that is coming back, and at most between two decisions. */
const RELEASE_POLL_MS = 50;
const REVIEW_MS = 250;

interface Waiter {
  readonly server: ModelServer;
  readonly since: number;
  /** Asked for ahead of need: it must not cost anybody his place. */
  readonly ahead: boolean;
  readonly admit: () => void;
  readonly refuse: (error: unknown) => void;
}

export interface LedgerOptions extends Omit<ServerSurroundings, 'takenThreads' | 'onChange'> {
  readonly device: DeviceId;
  /** Bytes for all models on the device together. */
  readonly budgetBytes: number;
  /** All servers of the supervisor, on whatever device. */
  readonly servers: () => readonly ModelServer[];
  /** Steps until a plan under way needs the server; `undefined`: none is known to. */
  readonly stepsAhead: (server: ModelServer) => number | undefined;
  /** `first-come`: every request in order of arrival, also before those whose model is loaded, and what was used longest ago is unloaded; to compare with. */
  readonly order: 'by-need' | 'first-come';
}

/** The memory of one device: who has it, who waits for it, and who gets it next. Decisions are made one after the other. */
export class Ledger {
  readonly #waiters = new Set<Waiter>();
  #deciding: Promise<void> | undefined;
  #wake: () => void = () => undefined;

  constructor(private readonly options: LedgerOptions) {}

  /** Resolves when the server may be loaded (its memory is then reserved once) or is loaded already. */
  enter(server: ModelServer, signal: AbortSignal, ahead: boolean): Promise<void> {
    return new Promise((resolve, reject) => {
      throwIfAborted(signal);
      const leave = (): void => {
        this.#waiters.delete(waiter);
        signal.removeEventListener('abort', aborted);
      };
      const aborted = (): void => {
        leave();
        reject(toVouchError(signal.reason, 'CANCELLED'));
        this.changed();
      };
      const waiter: Waiter = {
        server, ahead, since: performance.now(),
        admit: () => {
          leave();
          server.reserved += 1;
          resolve();
        },
        refuse: (error) => {
          leave();
          reject(toVouchError(error, 'MODEL_SERVER_FAILED'));
        },
      };
      signal.addEventListener('abort', aborted, { once: true });
      this.#waiters.add(waiter);
      this.changed();
    });
  }

  /** Whether requests wait here for the server. */
  awaits(server: ModelServer): boolean {
    return [...this.#waiters].some((waiter) => waiter.server === server);
  }

  /** Whether the server could be loaded in this way without anybody making room. */
  async hasRoom(server: ModelServer, way: LoadWay): Promise<boolean> {
    return this.#waiters.size === 0 && admit(server.bytesFor(way), (await this.#look(this.#holders(server))).state) === 'admit';
  }

  /** Memory may be free, a request has ended, or somebody waits: decide anew. */
  changed(): void {
    this.#wake();
    if (this.#waiters.size === 0) return;
    this.#deciding ??= this.#decide()
      .catch((error: unknown) => {
        for (const waiter of [...this.#waiters]) waiter.refuse(error);
      })
      .finally(() => {
        this.#deciding = undefined;
        if (this.#waiters.size > 0) this.changed();
      });
  }

  async #decide(): Promise<void> {
    while (this.#waiters.size > 0) {
      for (const waiter of this.#goingAtOnce()) waiter.admit();
      const next = this.#next();
      if (next) await this.#serve(next.server, next.ahead);
      else this.#reopen();
    }
  }

  /** Those whose server is loaded; in order of arrival only those whom nobody else stands before. */
  #goingAtOnce(): Waiter[] {
    const waiters = [...this.#waiters];
    if (this.options.order === 'by-need') return waiters.filter(({ server }) => server.isOpen);
    const blocked = waiters.findIndex(({ server }) => !server.isOpen);
    return blocked < 0 ? waiters : waiters.slice(0, blocked);
  }

  /** Brings one server in, or waits for something to change. */
  async #serve(server: ModelServer, ahead: boolean): Promise<void> {
    const holders = this.#holders(server);
    const { state, elsewhere } = await this.#look(holders);
    const decision = admit(server.needBytes, state);
    if (decision === 'admit') return this.#admit(server, holders);
    // What another runtime loads is counted whole, also what it has taken already: nobody loses anything for it before its load has ended.
    if (elsewhere > 0 && (decision === 'refuse' || admit(server.needBytes, withFree(state, elsewhere)) === 'admit')) return this.#change();
    if (decision === 'refuse') {
      this.#refuse(server);
      return;
    }
    const victim = decision === 'evict' ? this.#victim(holders, server, ahead) : undefined;
    if (victim) return this.#evict(victim, server);
    if (!ahead) this.#askForRoom(holders);
    await this.#change();
  }

  #next(): { server: ModelServer; ahead: boolean } | undefined {
    const now = performance.now();
    const groups = new Map<ModelServer, Waiting>();
    for (const { server, since, ahead } of this.#waiters) {
      // A server that makes room is not loaded again before the others had their turn.
      if (server.closing) continue;
      const known = groups.get(server);
      const waitedMs = Math.max(now - since, known?.waitedMs ?? 0);
      groups.set(server, { id: server.id, requests: (known?.requests ?? 0) + (ahead ? 0 : 1), waitedMs, ahead: ahead && (known?.ahead ?? true) });
    }
    const chosen = nextToLoad([...groups.values()], this.options.order === 'first-come' ? 0 : undefined);
    const entry = [...groups].find(([, waiting]) => waiting === chosen);
    return entry && { server: entry[0], ahead: entry[1].ahead };
  }

  #holders(wanted: ModelServer): ModelServer[] {
    return this.options.servers().filter((server) => server !== wanted && server.holds && server.way.device === this.options.device);
  }

  /** The device as it is now; `elsewhere`: the bytes that its free ones lack for loads of other runtimes. */
  async #look(holders: readonly ModelServer[]): Promise<{ readonly state: DeviceState; readonly elsewhere: number }> {
    const { device, budgetBytes, meter, records } = this.options;
    // Before the measurement: a load that ends in between is counted twice, never not at all.
    const elsewhere = records.loads.elsewhere(device);
    const [freeBytes] = await Promise.all([meter.freeBytes(device), ...holders.map((server) => server.measure())]);
    // What is loading, here or in another runtime, has not taken its memory yet: it is as good as gone.
    const coming = holders.reduce((sum, server) => sum + (server.isUp ? 0 : server.needBytes), elsewhere);
    const state = {
      budgetBytes,
      freeBytes: freeBytes === undefined ? undefined : freeBytes - coming,
      holders: holders.map((server) => ({ id: server.id, chargedBytes: server.chargedBytes, inUse: server.inUse })),
    };
    return { state, elsewhere };
  }

  /** Lets all who wait for the server in, unless another runtime was first to take the room: then what is left is decided anew. */
  async #admit(server: ModelServer, holders: readonly ModelServer[]): Promise<void> {
    const { device, records: { loads } } = this.options;
    const isFirst = await loads.alone(async () => {
      if (admit(server.needBytes, (await this.#look(holders)).state) !== 'admit') return false;
      loads.begin(server.id, device, server.needBytes);
      return true;
    });
    if (!isFirst) return;
    // All who waited may have left meanwhile.
    if (!this.awaits(server)) loads.end(server.id);
    this.#admitAll(server);
  }

  #admitAll(server: ModelServer): void {
    for (const waiter of [...this.#waiters]) if (waiter.server === server) waiter.admit();
  }

  #refuse(server: ModelServer): void {
    const { device } = this.options;
    const error = serverFailure('out-of-memory', `${server.id} needs ${gigabytes(server.needBytes)} on ${device}, and there is not so much free, with nothing left to unload.`, { details: { generation: server.generation } });
    for (const waiter of [...this.#waiters]) if (waiter.server === server) waiter.refuse(error);
  }

  #victim(holders: readonly ModelServer[], wanted: ModelServer, ahead: boolean): ModelServer | undefined {
    const now = performance.now();
    const { stepsAhead, order } = this.options;
    const wantedAhead = stepsAhead(wanted) ?? Infinity;
    const candidates = holders.map((server): EvictionCandidate => {
      const steps = stepsAhead(server);
      const spared = ahead && !mayGiveWay(steps, wantedAhead);
      const common = { id: server.id, inUse: server.inUse || spared, idleMs: now - server.lastUse };
      return order === 'first-come' ? { ...common, reloadMs: 0, stepsAhead: undefined } : { ...common, reloadMs: server.holding.reloadMs(server.way), stepsAhead: steps };
    });
    const chosen = chooseVictim(candidates);
    return holders.find(({ id }) => id === chosen?.id);
  }

  async #evict(victim: ModelServer, wanted: ModelServer): Promise<void> {
    const { device, meter, records, times } = this.options;
    await victim.measure();
    const held = victim.holding.measuredBytes;
    const before = await meter.freeBytes(device);
    // Somebody may have begun to use it while it was measured.
    if (victim.inUse) return;
    records.logbook.write({ model: victim.id, generation: victim.generation, failure: null, remedy: 'evict', change: `unloaded from ${device}`, reason: `${wanted.id} needs ${gigabytes(wanted.needBytes)}` });
    await victim.stop();
    // The system takes main memory back before it reports a process as ended, and counts the pages of files as free all along; a driver is late.
    if (device === RAM) return;
    const began = performance.now();
    while (isMemoryBack(before, held, await meter.freeBytes(device), wanted.needBytes) === false) {
      if (performance.now() - began > times.releaseMs) {
        records.logbook.write({ model: victim.id, generation: victim.generation, failure: null, remedy: 'evict', change: 'none', reason: `its memory on ${device} was not free again ${times.releaseMs} ms after its end` });
        return;
      }
      await delay(RELEASE_POLL_MS);
    }
  }

  /** Busy servers that have had their turn take no new request, so that they come to rest. */
  #askForRoom(holders: readonly ModelServer[]): void {
    const now = performance.now();
    const longest = Math.max(0, ...[...this.#waiters].filter(({ ahead, server }) => !ahead && !server.closing).map(({ since }) => now - since));
    const had = holders.filter((server) => server.isOpen && server.active > 0 && hasHadItsTurn(now - server.loadedAt, server.holding.reloadMs(server.way), longest));
    const [first] = had.sort((left, right) => left.loadedAt - right.loadedAt);
    if (first && !holders.some(({ closing }) => closing)) first.closing = true;
  }

  /** Nobody else waits: those who were asked to make room need not. */
  #reopen(): void {
    for (const { server } of this.#waiters) server.closing = false;
  }

  #change(): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, REVIEW_MS);
      this.#wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }
}

function withFree(state: DeviceState, bytes: number): DeviceState {
  return { ...state, freeBytes: state.freeBytes === undefined ? undefined : state.freeBytes + bytes };
}

function gigabytes(bytes: number): string {
  return `${(bytes / 1e9).toFixed(1)} GB`;
}
