import { createHash } from 'node:crypto';
import { VouchError } from '../../core/index.js';
import type { Run, Runtime } from '../../runtime/index.js';
import type { Requests } from '../../store/index.js';
import type { Access } from '../security/index.js';

/** ms in which a run that was asked for stands in the journal; where it does not by then, whoever was asked has died. */
const BEGINS_MS = 60_000;

/** Requests that may be sent again because their answer was lost: one key is one run, at whichever server it arrives. */
export class Once {
  readonly #runtime: Runtime;
  readonly #requests: Requests;

  constructor(runtime: Runtime) {
    this.#runtime = runtime;
    this.#requests = runtime.tenancy.requests;
  }

  /**
   * The id of the run that the request began, now or when it came before. `start` begins it, and calls `note` with its id before it tells anybody. Throws USAGE for a key
   * that stands for another request, RATE_LIMITED while its run is just beginning elsewhere, and what `start` throws.
   */
  async run({ name, tenant }: Access, key: string, request: unknown, start: (note: (runId: string) => Promise<void>) => Promise<Run>): Promise<string> {
    // A name may be another tenant's the next day.
    const sender = JSON.stringify([tenant, name]);
    const digest = createHash('sha256').update(JSON.stringify(request)).digest('hex');
    let claimed = await this.#requests.claim(sender, key, digest);
    if (!claimed.isNew) {
      const { entry } = claimed;
      if (entry.digest !== digest) throw new VouchError('USAGE', 'This key was used for another request. Take a new key for each request, and the same one only to send it again.', { details: { field: 'key' } });
      if (entry.runId !== '' && (await this.#isThere(entry.runId))) return entry.runId;
      if (Date.now() - entry.ts < BEGINS_MS) throw beginning();
      claimed = await this.#requests.claim(sender, key, digest, entry);
      if (!claimed.isNew) throw beginning();
    }
    const { entry } = claimed;
    try {
      const run = await start(async (runId) => {
        if (!(await this.#requests.began(sender, key, entry, runId))) throw beginning();
      });
      return run.id;
    } catch (error) {
      // The same request may be made again. Where that cannot be written down it may be after a minute.
      await this.#requests.release(sender, key, entry).catch(() => undefined);
      throw error;
    }
  }

  async #isThere(runId: string): Promise<boolean> {
    try {
      await this.#runtime.summary(runId);
      return true;
    } catch (error) {
      if (VouchError.is(error) && error.code === 'RUN_NOT_FOUND') return false;
      throw error;
    }
  }
}

function beginning(): VouchError {
  return new VouchError('RATE_LIMITED', 'The run of this request is just beginning. Send the request again with the same key.', { details: { retryAfterMs: 1000 } });
}
