import type { ServerChild } from './child.js';
import type { LoadWay } from './declaration.js';
import { RAM, type DeviceMeter } from './devices.js';
import { residentBytesOf } from './process-group.js';
import type { ServerRecords } from './records/index.js';

/** ms that a load is taken to last before one was measured: for the process, and for each byte of the weights. */
const UNMEASURED_LOAD_MS = 1_000;
const UNMEASURED_MS_A_BYTE = 1 / 500_000;

/** What one server holds of a device's memory: expected, measured, and remembered for its next load. */
export class Holding {
  #measured: number | undefined;

  constructor(
    private readonly id: string,
    private readonly surroundings: { readonly records: ServerRecords; readonly meter: DeviceMeter },
  ) {}

  /** Bytes at the last measurement; `undefined`: none was made, or none was possible. */
  get measuredBytes(): number | undefined {
    return this.#measured;
  }

  /** Bytes that loading in this way is expected to take: computed, and what earlier loads took beyond that. */
  needBytes(way: LoadWay): number {
    return way.bytes + (this.#earlier(way)?.residualBytes ?? way.assumedResidual);
  }

  /** ms that loading in this way is expected to take. */
  reloadMs(way: LoadWay): number {
    return this.#earlier(way)?.loadMs ?? UNMEASURED_LOAD_MS + way.weightBytes * UNMEASURED_MS_A_BYTE;
  }

  /** Main memory of processes, now. */
  residentBytes(processes: readonly ServerChild[]): number | undefined {
    return sum(processes.map(({ pid }) => residentBytesOf(pid)));
  }

  async measure(way: LoadWay, processes: readonly ServerChild[]): Promise<void> {
    const { meter } = this.surroundings;
    const held = sum(await Promise.all(processes.map(({ pid }) => meter.heldBytes(way.device, pid))));
    if (held === undefined || processes.length === 0) return;
    this.#measured = held;
    this.#note(way, held / processes.length);
  }

  /** The server has come up. */
  async loaded(way: LoadWay, processes: readonly ServerChild[], loadMs: number): Promise<void> {
    const { measurements } = this.surroundings.records;
    measurements.note(this.#key(way), { residualBytes: this.#earlier(way)?.residualBytes ?? way.assumedResidual, loadMs });
    await this.measure(way, processes);
  }

  /** Its processes are gone. */
  forget(): void {
    this.#measured = undefined;
  }

  /** The most that was seen beyond the computed bytes; a declared figure that was too high is kept where nothing was computed. */
  #note(way: LoadWay, heldBytes: number): void {
    const earlier = this.#earlier(way);
    const residualBytes = Math.max(heldBytes - way.bytes, way.device === RAM && earlier ? earlier.residualBytes : 0);
    this.surroundings.records.measurements.note(this.#key(way), { residualBytes, loadMs: earlier?.loadMs ?? this.reloadMs(way) });
  }

  #earlier(way: LoadWay): { readonly residualBytes: number; readonly loadMs: number } | undefined {
    return this.surroundings.records.measurements.of(this.#key(way));
  }

  #key(way: LoadWay): string {
    return `${this.id}: ${way.name}`;
  }
}

/** `undefined` when one of them is. */
function sum(values: readonly (number | undefined)[]): number | undefined {
  return values.reduce<number | undefined>((total, value) => (total === undefined || value === undefined ? undefined : total + value), 0);
}
