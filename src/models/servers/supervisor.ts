import { messageOf, VouchError } from '../../core/index.js';
import type { ServerAddress } from './child.js';
import type { FailureKind } from './decide/failure-kind.js';
import { nextRemedy, REMEDIES, type Remedy } from './decide/remedy.js';
import { SERVER_TIMES, type LoadWay, type ServerDeclaration, type ServerTimes } from './declaration.js';
import { defaultMemoryBudget, gpuBudget, machineMeter, RAM, type Device, type DeviceId, type DeviceMeter } from './devices.js';
import { failureOf } from './failure.js';
import { Ledger, type LedgerOptions } from './ledger.js';
import { Lookahead } from './lookahead.js';
import { ModelServer } from './model-server.js';
import { openRecords, type ServerRecords } from './records/index.js';

export interface SupervisorOptions {
  /** Bytes of main memory for all servers together; default `defaultMemoryBudget()`. A single model above it is loaded alone. */
  readonly memoryBytes?: number | undefined;
  readonly times?: Partial<ServerTimes>;
  /** Where logs, the logbook, measurements and the list of running processes are kept; absent: nowhere. */
  readonly folder?: string | undefined;
  /** Default: the machine's own memory, and NVIDIA GPUs. */
  readonly meter?: DeviceMeter | undefined;
  /** Default `by-need`. */
  readonly order?: LedgerOptions['order'];
}

export interface UseOptions {
  /** Another model could do it: it is left to the caller when nothing else helps. Default false. */
  readonly hasOther?: boolean | undefined;
  /** True once a part of the answer has been handed on: from then on nothing is asked again. */
  readonly begun?: (() => boolean) | undefined;
}

/**
 * Holds the model servers within the memory of their devices and mends them when they fail. A server is started by its first request;
 * to make room, idle servers are unloaded, those first whose loss costs least; a server in use is never unloaded, the request waits
 * for it instead. A failure is answered by one remedy at a time, the mildest first, each in the logbook.
 */
export class Supervisor {
  readonly #servers = new Map<string, ModelServer>();
  readonly #ledgers = new Map<DeviceId, Ledger>();
  readonly #times: ServerTimes;
  readonly #meter: DeviceMeter;
  readonly records: ServerRecords;
  readonly lookahead = new Lookahead();
  /** The last remedy of each server, and the start that it was for. */
  readonly #mended = new WeakMap<ModelServer, { readonly generation: number; readonly remedy: Remedy }>();
  /** Servers that requests are about to enter: where to was decided once for all of them. */
  readonly #placed = new Map<ModelServer, { readonly place: Promise<void>; requests: number }>();
  #reaped = false;
  #closed = false;
  readonly #closing = new AbortController();

  constructor(private readonly options: SupervisorOptions = {}) {
    this.#times = { ...SERVER_TIMES, ...options.times };
    this.#meter = options.meter ?? machineMeter();
    this.records = openRecords(options.folder);
  }

  /** Declares a server; nothing is started. Declaring an id again returns the server that is there. */
  declare(declaration: ServerDeclaration): ModelServer {
    const known = this.#servers.get(declaration.id);
    if (known) return known;
    const server = new ModelServer(declaration, {
      times: this.#times, records: this.records, meter: this.#meter,
      takenThreads: (except) => this.servers.reduce((sum, other) => sum + (other === except ? 0 : other.busyThreads), 0),
      onChange: () => {
        for (const ledger of this.#ledgers.values()) ledger.changed();
      },
    });
    this.#servers.set(declaration.id, server);
    return server;
  }

  get servers(): readonly ModelServer[] {
    return [...this.#servers.values()];
  }

  /** Runs `work` against a server when there is room for it; a server that fails is mended, and the work is done again where that is safe. */
  async use<T>(server: ModelServer, work: (address: ServerAddress) => Promise<T>, signal: AbortSignal, options: UseOptions = {}): Promise<T> {
    const taken: Remedy[] = [];
    for (;;) {
      this.#mustBeOpen();
      const attempt = { way: server.way };
      try {
        return await this.#admitted(server, work, signal, false, attempt);
      } catch (error) {
        const failure = failureOf(error);
        if (failure === undefined || signal.aborted || this.#closed || options.begun?.()) throw error;
        taken.push(await this.#mend(server, attempt.way, failure, error, taken, options.hasOther ?? false));
      }
    }
  }

  /** Starts a server ahead of need, where that costs nobody his place. */
  async warm(server: ModelServer, signal: AbortSignal): Promise<void> {
    this.#mustBeOpen();
    if (!server.isOpen) await this.#admitted(server, () => Promise.resolve(), signal, true, { way: server.way });
  }

  /** Resident memory of all server processes together, in bytes; what cannot be read is left out. */
  residentBytes(): number {
    return this.servers.reduce((sum, server) => sum + (server.residentBytes ?? 0), 0);
  }

  /** Stops every server. No process is left when it resolves. */
  async close(): Promise<void> {
    this.#closed = true;
    this.#closing.abort(new VouchError('CANCELLED', 'The model servers are closed.'));
    await Promise.all(this.servers.map((server) => server.close()));
  }

  #mustBeOpen(): void {
    if (this.#closed) throw new VouchError('CANCELLED', 'The model servers are closed.');
  }

  async #admitted<T>(server: ModelServer, work: (address: ServerAddress) => Promise<T>, signal: AbortSignal, ahead: boolean, attempt: { way: LoadWay }): Promise<T> {
    this.#reap();
    if (server.isOpen && this.options.order !== 'first-come') return server.use(work, signal);
    await this.#entering(server, attempt, async () => (await this.#ledgerOf(server.way.device)).enter(server, AbortSignal.any([signal, this.#closing.signal]), ahead));
    // From here the request itself keeps the server in use.
    server.reserved -= 1;
    this.#mustBeOpen();
    return server.use(work, signal);
  }

  /** Lets requests wait for a server at one device, the one that had room when the first of them came; `attempt` is told in which way that is. */
  async #entering(server: ModelServer, attempt: { way: LoadWay }, enter: () => Promise<void>): Promise<void> {
    const known = this.#placed.get(server);
    const placed = known ?? { place: this.#place(server), requests: 0 };
    placed.requests += 1;
    this.#placed.set(server, placed);
    try {
      await placed.place;
      attempt.way = server.way;
      await enter();
    } finally {
      placed.requests -= 1;
      if (placed.requests === 0) this.#placed.delete(server);
    }
  }

  /** Of the devices that are as good: the first that has room. Where none has, it stays with the first of them. */
  async #place(server: ModelServer): Promise<void> {
    const { places } = server;
    if (server.holds || places.length < 2) return;
    for (const way of places) {
      if (!(await (await this.#ledgerOf(way.device)).hasRoom(server, way))) continue;
      server.place(way);
      return;
    }
  }

  /** Chooses and applies one remedy. Throws the failure when none is left that could be applied here. */
  async #mend(server: ModelServer, way: LoadWay, failure: FailureKind, error: unknown, taken: readonly Remedy[], hasOther: boolean): Promise<Remedy> {
    const generation = generationOf(error) ?? server.generation;
    // Another request has met the same failure first and changed the way: that is to be tried, also where it was the last change that there is.
    // A refusal for want of memory starts nothing, so that the number of the start alone does not tell.
    if (server.way !== way) return server.way.device === way.device ? 'shrink' : 'move';
    const remedy = nextRemedy({ failure, taken, canShrink: server.canChange('shrink'), canMove: server.canChange('move'), hasOther });
    if (remedy === 'other-model') throw error;
    // Another request has met the same failure first, and its remedy is under way.
    const last = this.#mended.get(server);
    const isChange = remedy === 'shrink' || remedy === 'move';
    const isStale = generation < server.generation
      || (!isChange && last?.generation === generation && REMEDIES.indexOf(last.remedy) >= REMEDIES.indexOf(remedy));
    if (remedy !== 'give-up' && isStale) return remedy;
    this.#mended.set(server, { generation, remedy });
    let change = '';
    if (isChange) {
      const changed = server.change(remedy);
      change = changed ? `${changed.from.name} → ${changed.to.name}` : '';
    }
    // Requests that a quarantined server refuses are no news.
    if (failure !== 'quarantined') this.records.logbook.write({ model: server.id, generation, failure, remedy, change, reason: messageOf(error) });
    if (remedy === 'give-up') throw error;
    if (remedy !== 'retry') await server.stop();
    return remedy;
  }

  /** Ends what a killed runtime left; once, before the first process is started. */
  #reap(): void {
    if (this.#reaped) return;
    this.#reaped = true;
    for (const { model, server, owner } of this.records.registry?.reap() ?? []) {
      this.records.logbook.write({ model, generation: 0, failure: null, remedy: 'reap', change: `process ${server.pid} ended`, reason: `its runtime (process ${owner.pid}) is gone` });
    }
  }

  async #ledgerOf(device: DeviceId): Promise<Ledger> {
    const known = this.#ledgers.get(device);
    if (known) return known;
    const budgetBytes = device === RAM ? (this.options.memoryBytes ?? defaultMemoryBudget()) : budgetOfGpu(await this.#meter.gpus(), device);
    const made = this.#ledgers.get(device) ?? new Ledger({
      device, budgetBytes, times: this.#times, records: this.records, meter: this.#meter, order: this.options.order ?? 'by-need',
      servers: () => this.servers,
      stepsAhead: ({ id }) => this.lookahead.stepsUntil(id),
    });
    this.#ledgers.set(device, made);
    return made;
  }
}

function budgetOfGpu(gpus: readonly Device[], device: DeviceId): number {
  const gpu = gpus.find(({ id }) => id === device);
  if (!gpu) throw new VouchError('USAGE', `There is no device ${device} here; there are: ${[RAM, ...gpus.map(({ id }) => id)].join(', ')}.`);
  return gpuBudget(gpu);
}

function generationOf(error: unknown): number | undefined {
  const generation = VouchError.is(error) ? error.details?.['generation'] : undefined;
  return typeof generation === 'number' ? generation : undefined;
}
