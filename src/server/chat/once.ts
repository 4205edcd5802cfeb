import { createHash } from 'node:crypto';
import { VouchError } from '../../core/index.js';
import { newRunId, type Run, type Runtime } from '../../runtime/index.js';
import type { Requests } from '../../store/index.js';
import type { Access } from '../security/index.js';

/** ms in which a run that was asked for stands in the journal; where it does not by then, whoever was asked may have died, and another begins it. */
const BEGINS_MS = 60_000;

/** How the run of a request comes about. */
export interface Makes {
  /** Begins it under this id. Throws RUN_NOT_RESUMABLE where somebody else has. */
  readonly start: (runId: string) => Promise<Run>;
  /** Goes on with it: it has begun, and nobody executes it. */
  readonly goOn: (runId: string) => Promise<void>;
}

/**
 * Requests that may be sent again because their answer was lost: one key is one run, at whichever server it arrives. Which run that is stands in the claim
 * from the beginning, and no two processes begin a run of one id, so that it does not matter who died or was slow in between.
 */
export class Once {
  readonly #runtime: Pick<Runtime, 'latest' | 'summary'>;
  readonly #requests: Requests;
  /** What is being begun here, however long that takes. */
  readonly #beginning = new Set<string>();

  constructor(runtime: Runtime) {
    this.#runtime = runtime;
    this.#requests = runtime.tenancy.requests;
  }

  /**
   * The id of the run that is the request's, which stands in the journal then. Throws USAGE for a key that stands for another request, RATE_LIMITED while its
   * run is just beginning elsewhere, and what `start` and `goOn` throw.
   */
  async run({ name, tenant }: Access, key: string, request: unknown, { start, goOn }: Makes): Promise<string> {
    // A name may be another tenant's the next day.
    const sender = JSON.stringify([tenant, name]);
    const digest = createHash('sha256').update(JSON.stringify(request)).digest('hex');
    const fresh = newRunId();
    const { isNew, entry } = await this.#requests.claim(sender, key, digest, fresh);
    if (entry.digest !== digest) throw new VouchError('USAGE', 'This key was used for another request. Take a new key for each request, and the same one only to send it again.', { details: { field: 'key' } });
    const runId = entry.runId === '' ? fresh : entry.runId;
    if (!isNew) {
      if (await this.#hasBegun(runId)) {
        // Whoever began it may have died before it was written down that a server is to end it.
        if ((await this.#statusOf(runId)) === 'interrupted') await goOn(runId);
        return runId;
      }
      // One that waits for its turn here has a status.
      if (entry.ageMs < BEGINS_MS || (await this.#statusOf(runId)) !== undefined) throw beginning();
      if (!(await this.#requests.takeOver(sender, key, entry, BEGINS_MS, runId))) throw beginning();
    }
    if (this.#beginning.has(runId)) throw beginning();
    this.#beginning.add(runId);
    try {
      return (await start(runId)).id;
    } catch (error) {
      if (VouchError.is(error) && error.code === 'RUN_NOT_RESUMABLE') {
        // Somebody else took this one for dead, and was faster.
        if (await this.#hasBegun(runId)) return runId;
        throw beginning();
      }
      // The same request may be made again, also where it begins another run: this one does nothing. Of one that was taken over nobody knows whether the first still begins it. Where
      // it cannot be told or written down, it is begun after a minute.
      if (isNew && (await this.#doesNothing(runId).catch(() => false))) await this.#requests.release(sender, key, entry).catch(() => undefined);
      throw error;
    } finally {
      this.#beginning.delete(runId);
    }
  }

  /** It stands in the journal. */
  async #hasBegun(runId: string): Promise<boolean> {
    return (await this.#runtime.latest(runId, ['run.started'])) !== undefined;
  }

  /** It has not begun, or was ended before any of its steps did. */
  async #doesNothing(runId: string): Promise<boolean> {
    if (!(await this.#hasBegun(runId))) return true;
    return (await this.#statusOf(runId)) === 'cancelled' && (await this.#runtime.latest(runId, ['attempt.started'])) === undefined;
  }

  async #statusOf(runId: string): Promise<string | undefined> {
    try {
      return (await this.#runtime.summary(runId)).status;
    } catch (error) {
      if (VouchError.is(error) && error.code === 'RUN_NOT_FOUND') return undefined;
      throw error;
    }
  }
}

function beginning(): VouchError {
  return new VouchError('RATE_LIMITED', 'The run of this request is just beginning. Send the request again with the same key.', { details: { retryAfterMs: 1000 } });
}
