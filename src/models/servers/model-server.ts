import type { ServerAddress } from './child.js';
import { ChosenWay } from './chosen-way.js';
import type { LoadWay, ServerDeclaration, ServerTimes } from './declaration.js';
import { RAM, type DeviceMeter } from './devices.js';
import { explainFailure } from './explain-failure.js';
import { Holding } from './holding.js';
import type { ServerRecords } from './records/index.js';
import { Requests } from './requests.js';
import { ServerProcess } from './server-process.js';
import { holdsMemory, type ServerState } from './state.js';

export interface ServerSurroundings {
  readonly times: ServerTimes;
  readonly records: ServerRecords;
  readonly meter: DeviceMeter;
  /** Threads of this machine's CPU that other servers compute with now. */
  readonly takenThreads: (except: ModelServer) => number;
  /** Called whenever memory may have become free or a request ended. */
  readonly onChange: () => void;
}

/** One model server as the supervisor sees it: takes requests, and knows what it holds, in what way it is loaded and in what ways it could be. */
export class ModelServer {
  readonly #times: ServerTimes;
  readonly #ways: ChosenWay;
  readonly #process: ServerProcess;
  readonly #requests: Requests;
  /** What it holds, and how long it takes to load. */
  readonly holding: Holding;

  constructor(
    readonly declaration: ServerDeclaration,
    private readonly surroundings: ServerSurroundings,
  ) {
    const { records, takenThreads, onChange } = surroundings;
    this.#times = { ...surroundings.times, ...declaration.times };
    this.#ways = new ChosenWay(declaration.ways, this.#times.betterMs);
    this.holding = new Holding(declaration.id, surroundings);
    this.#requests = new Requests(this.#times.idleMs, () => void this.stop());
    this.#process = new ServerProcess(declaration, {
      times: this.#times, records, ways: this.#ways, holding: this.holding,
      takenThreads: () => takenThreads(this),
      onReady: () => {
        // All who waited for it may have left.
        if (this.active === 0) this.#rest();
      },
      onGone: onChange,
    });
  }

  get id(): string {
    return this.declaration.id;
  }

  get state(): ServerState {
    return this.#process.state;
  }

  get generation(): number {
    return this.#process.generation;
  }

  /** How it is loaded now, or will be at its next start. */
  get way(): LoadWay {
    return this.#process.way;
  }

  /** What is less than the best way, in words. */
  get reduction(): string | undefined {
    const { best } = this.#ways;
    if (this.#ways.isLess(this.way)) return `${this.id} runs with ${this.way.name} instead of ${best.name}`;
    return this.#process.current?.device === 'cpu' && best.device !== RAM ? `${this.id} runs on the CPU: its engine cannot use ${best.device}` : undefined;
  }

  /** Where it may be loaded as well as it would be now, that place first. */
  get places(): readonly LoadWay[] {
    return this.#ways.equal(this.way);
  }

  place(way: LoadWay): void {
    this.#ways.place(way);
  }

  /** CPU threads that it computes with, as far as that is known; 0 while it has nothing to do. */
  get busyThreads(): number {
    return this.active > 0 ? this.#process.threads : 0;
  }

  /** Requests that are being served or wait for the start. */
  get active(): number {
    return this.#requests.active;
  }

  /** Requests that were let in and have not begun. */
  get reserved(): number {
    return this.#requests.reserved;
  }

  set reserved(count: number) {
    this.#requests.reserved = count;
  }

  get inUse(): boolean {
    return this.#requests.inUse;
  }

  /** performance.now() of the last use. */
  get lastUse(): number {
    return this.#requests.lastUse;
  }

  /** performance.now() of the last start. */
  get loadedAt(): number {
    return this.#process.loadedAt;
  }

  /** It takes no new request: others wait for its memory. */
  get closing(): boolean {
    return this.#process.closing;
  }

  set closing(closing: boolean) {
    this.#process.closing = closing;
  }

  /** It has memory, or was promised it. */
  get holds(): boolean {
    return holdsMemory(this.state) || this.inUse;
  }

  /** It has taken the memory that it needs. */
  get isUp(): boolean {
    return ['ready', 'degraded', 'draining'].includes(this.state);
  }

  /** A request can go to it without anybody making room. */
  get isOpen(): boolean {
    return this.#process.isOpen;
  }

  /** Another process stands ready to take over. */
  get hasSpare(): boolean {
    return this.#process.hasSpare;
  }

  get pid(): number | undefined {
    return this.#process.current?.pid;
  }

  /** Measured resident memory of its processes: 0 without one, `undefined` where it cannot be read. */
  get residentBytes(): number | undefined {
    return this.holding.residentBytes(this.#process.all);
  }

  /** Bytes that must be set aside for its next start. */
  get needBytes(): number {
    return this.bytesFor(this.way);
  }

  /** The same for another way. */
  bytesFor(way: LoadWay): number {
    return this.holding.needBytes(way) * (this.declaration.spare ? 2 : 1);
  }

  /** What memory must be set aside for it: the larger of expectation and measurement while it holds any, else 0. */
  get chargedBytes(): number {
    return this.holds ? Math.max(this.needBytes, this.holding.measuredBytes ?? 0) : 0;
  }

  /** Measures what it holds on its device. */
  measure(): Promise<void> {
    return this.holding.measure(this.way, this.#process.all);
  }

  /**
   * Runs `work` against the server, starting it first when it is not running. What fails in the server itself is
   * MODEL_SERVER_FAILED with the kind of failure and its last words.
   */
  async use<T>(work: (address: ServerAddress) => Promise<T>, signal: AbortSignal): Promise<T> {
    this.#requests.begin();
    try {
      const child = await this.#process.ready(signal);
      const { generation } = this;
      this.#process.work();
      try {
        const result = await work(child.address);
        this.#process.forgive();
        return result;
      } catch (error) {
        const surmise = { id: this.id, child, generation, isWedged: () => this.#process.wasWedged(child), wedgedMs: this.#times.wedgedMs };
        const { error: told, isDoubtful } = await explainFailure(error, surmise, signal);
        if (isDoubtful) this.#process.doubt(child);
        throw told;
      }
    } finally {
      this.#requests.end();
      if (this.active === 0) this.#rest();
      // A load that was let in and never began: all who wanted it have left.
      if (!this.holds) this.surroundings.records.loads.end(this.id);
      this.surroundings.onChange();
    }
  }

  /** Stops the process, also one that is just starting; a later use starts it again. */
  stop(): Promise<void> {
    this.#requests.stopWaiting();
    return this.#process.stop();
  }

  /** Stops the process for good: no later use starts it again. */
  close(): Promise<void> {
    this.#requests.stopWaiting();
    return this.#process.close();
  }

  /** The next way to load it that is smaller, or on another device; it holds from the next start on. `undefined`: there is none. */
  change(remedy: 'shrink' | 'move'): { from: LoadWay; to: LoadWay } | undefined {
    const from = this.way;
    const to = this.#ways.next(remedy, from);
    if (!to) return undefined;
    this.#ways.choose(to);
    this.#process.startAnew();
    return { from, to };
  }

  canChange(remedy: 'shrink' | 'move'): boolean {
    return this.#ways.next(remedy, this.way) !== undefined;
  }

  /** Goes back from a limit that its program refuses, for good. */
  refuse(way: LoadWay): void {
    this.#ways.refuse(way);
    this.#process.startAnew();
  }

  #rest(): void {
    this.#process.rest();
    this.#requests.stopWaiting();
    if (!this.#process.current) return;
    // It is only a look ahead; what cannot be measured is measured before the next decision, which tells why it fails.
    void this.measure().catch(() => undefined);
    this.#requests.awaitIdle();
  }
}
