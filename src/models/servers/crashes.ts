import type { VouchError } from '../../core/index.js';
import { afterCrash, cooldownMs, NO_CRASHES, type CrashRecord, type CrashTimes } from './decide/crash-policy.js';
import { failureOf, serverFailure } from './failure.js';

/** How one server has failed since it last served well, and until when it is left alone for that. */
export class Crashes {
  #record: CrashRecord = NO_CRASHES;
  #quarantinedUntil = 0;
  #last: VouchError | undefined;

  constructor(
    private readonly id: string,
    private readonly times: CrashTimes,
  ) {}

  /** It is not to be started yet. */
  get isQuarantined(): boolean {
    return performance.now() < this.#quarantinedUntil;
  }

  /** ms to wait before the next start. */
  get cooldownMs(): number {
    return cooldownMs(this.#record, this.times);
  }

  /** It served a request. */
  forgive(): void {
    this.#record = NO_CRASHES;
  }

  /** Another configuration starts with a clean record; how often it was quarantined stays. */
  startAnew(): void {
    this.#record = { ...NO_CRASHES, quarantines: this.#record.quarantines };
  }

  /** Notes a crash and says whether a quarantine begins with it. */
  add(failure: VouchError): boolean {
    this.#last = failure;
    const { record, quarantineMs } = afterCrash(this.#record, failureOf(failure) === 'out-of-memory', this.times);
    this.#record = record;
    if (quarantineMs === undefined) return false;
    this.#quarantinedUntil = performance.now() + quarantineMs;
    return true;
  }

  /** What a request is told during the quarantine. */
  refusal(generation: number): VouchError {
    const seconds = Math.ceil((this.#quarantinedUntil - performance.now()) / 1000);
    return serverFailure('quarantined', `The server of ${this.id} failed repeatedly and is not started again for ${seconds} s. ${this.#last?.message ?? ''}`, { details: { generation } });
  }
}
