import { toVouchError } from '../../core/index.js';
import type { ServerChild } from './child.js';
import type { LoadWay, ServerDeclaration, ServerTimes } from './declaration.js';
import { failureOf } from './failure.js';
import type { ServerRecords } from './records/index.js';
import { startProcess } from './start-process.js';

/** A second process of one server, which stands ready to take over. */
export class Spare {
  #child: ServerChild | undefined;
  #preparing: Promise<void> | undefined;

  constructor(
    private readonly declaration: ServerDeclaration,
    private readonly surroundings: { readonly times: ServerTimes; readonly records: ServerRecords },
  ) {}

  /** The process, once it is ready. */
  get child(): ServerChild | undefined {
    return this.#child;
  }

  /** Starts it. A spare that cannot be started is a line of the logbook and no failure of the server. `isWanted` is asked once it is up. */
  prepare(way: LoadWay, threads: number, generation: number, isWanted: () => boolean, signal: AbortSignal): void {
    const { times, records } = this.surroundings;
    this.#preparing = startProcess(this.declaration, way, { times, records, threads, onListening: () => undefined }, signal).then(
      async (child) => {
        if (signal.aborted || !isWanted()) return child.stop();
        this.#child = child;
        void child.exited.then(() => {
          if (this.#child === child) this.#child = undefined;
        });
      },
      (error: unknown) => {
        if (signal.aborted) return;
        records.logbook.write({ model: this.declaration.id, generation, failure: failureOf(error) ?? null, remedy: 'give-up', change: 'no spare', reason: toVouchError(error, 'MODEL_SERVER_FAILED').message });
      },
    );
  }

  /** Settles when none is being started any more. */
  async settled(): Promise<void> {
    await this.#preparing;
  }

  /** Hands it over, where there is one. */
  take(): ServerChild | undefined {
    const child = this.#child;
    this.#child = undefined;
    return child;
  }
}
