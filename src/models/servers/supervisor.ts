import PQueue from 'p-queue';
import { messageOf, VouchError } from '../../core/index.js';
import type { ServerAddress } from './child.js';
import { nextRemedy, REMEDIES, type Remedy, type Situation } from './decide/remedy.js';
import { SERVER_TIMES, type LoadWay, type ServerDeclaration, type ServerTimes } from './declaration.js';
import { defaultMemoryBudget, gpuBudget, machineMeter, RAM, type Device, type DeviceAccount, type DeviceId, type DeviceMeter } from './devices.js';
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

/** What is known of a failure that is to be mended. */
interface Mending extends Pick<Situation, 'failure' | 'taken' | 'hasOther'> {
  /** How the server was loaded, or was to be. */
  readonly way: LoadWay;
  readonly error: unknown;
  /** What the caller is told where nothing helps. */
  readonly reason: unknown;
  readonly isAgainstLimit: boolean;
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
  /** Requests choose a device one after the other, each once the one before waits there: two that look at the same time would see the same room. */
  readonly #turns = new PQueue({ concurrency: 1 });
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
    let reason: unknown;
    for (;;) {
      this.#mustBeOpen();
      const attempt = { way: server.way };
      try {
        return await this.#admitted(server, work, signal, false, attempt);
      } catch (error) {
        const failure = failureOf(error);
        if (failure === undefined || signal.aborted || this.#closed || options.begun?.()) throw error;
        // What a program says against a limit that was a remedy is no reason for anybody: that is what the remedy was for.
        const isAgainstLimit = failure === 'ended-at-load' && attempt.way.limit?.standing === 'untried';
        if (!isAgainstLimit) reason = error;
        taken.push(await this.#mend(server, { way: attempt.way, failure, error, reason: reason ?? error, taken, isAgainstLimit, hasOther: options.hasOther ?? false }));
      }
    }
  }

  /** Starts a server ahead of need, where that costs nobody his place. */
  async warm(server: ModelServer, signal: AbortSignal): Promise<void> {
    this.#mustBeOpen();
    if (!server.isOpen) await this.#admitted(server, () => Promise.resolve(), signal, true, { way: server.way });
  }

  /** What each device has, and what servers have of it. */
  async accounts(): Promise<DeviceAccount[]> {
    const devices = [{ id: RAM, name: 'main memory' }, ...(await this.#meter.gpus())];
    return Promise.all(devices.map(async ({ id, name }) => {
      const held = this.servers.filter(({ way }) => way.device === id).reduce((sum, { chargedBytes }) => sum + chargedBytes, this.records.loads.elsewhere(id));
      return { device: id, name, freeBytes: await this.#meter.freeBytes(id), reservedBytes: held, budgetBytes: await this.#budgetOf(id) };
    }));
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
    await this.#enter(server, attempt, AbortSignal.any([signal, this.#closing.signal]), ahead);
    // From here the request itself keeps the server in use.
    server.reserved -= 1;
    this.#mustBeOpen();
    return server.use(work, signal);
  }

  /** Waits for the server at the device that has room for it; `attempt` is told in which way that is. */
  async #enter(server: ModelServer, attempt: { way: LoadWay }, signal: AbortSignal, ahead: boolean): Promise<void> {
    const { entered } = await this.#turns.add(async () => {
      await this.#place(server);
      attempt.way = server.way;
      const ledger = await this.#ledgerOf(server.way.device);
      return { entered: ledger.enter(server, signal, ahead) };
    });
    await entered;
  }

  /** Of the devices that are as good: the first that has room. Where none has, or others wait for it already, it stays where it is. */
  async #place(server: ModelServer): Promise<void> {
    const { places, way: { device } } = server;
    if (server.holds || places.length < 2 || (await this.#ledgerOf(device)).awaits(server)) return;
    for (const way of places) {
      if (!(await (await this.#ledgerOf(way.device)).hasRoom(server, way))) continue;
      server.place(way);
      return;
    }
  }

  /** Chooses and applies one remedy. Throws the failure when none is left that could be applied here. */
  async #mend(server: ModelServer, { way, failure, error, reason, taken, isAgainstLimit, hasOther }: Mending): Promise<Remedy> {
    const generation = generationOf(error) ?? server.generation;
    // Another request has met the same failure first and changed the way: that is to be tried, also where it was the last change that there is.
    // A refusal for want of memory starts nothing, so that the number of the start alone does not tell.
    if (server.way !== way) return server.way.device === way.device ? 'shrink' : 'move';
    if (isAgainstLimit) server.refuse(way);
    const remedy = nextRemedy({ failure, taken, canShrink: server.canChange('shrink'), canMove: server.canChange('move'), isAgainstLimit, hasOther });
    if (remedy === 'other-model') throw reason;
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
    if (remedy === 'give-up') throw reason;
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

  async #budgetOf(device: DeviceId): Promise<number> {
    return device === RAM ? (this.options.memoryBytes ?? defaultMemoryBudget()) : budgetOfGpu(await this.#meter.gpus(), device);
  }

  async #ledgerOf(device: DeviceId): Promise<Ledger> {
    const known = this.#ledgers.get(device);
    if (known) return known;
    const budgetBytes = await this.#budgetOf(device);
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
