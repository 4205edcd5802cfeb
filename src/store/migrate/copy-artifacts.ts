import { VouchError } from '../../core/index.js';
import type { ArtifactStore } from '../artifacts.js';

const AT_A_TIME = 4;

/** What became of artifacts. */
export interface ArtifactCopies {
  /** They were not there. */
  copied: number;
  /** Of those that were copied. */
  bytes: number;
  /** They were there already. */
  same: number;
  /** Their bytes are not what they were; they are not copied. */
  readonly damaged: Set<string>;
}

interface CopierOptions {
  readonly dryRun: boolean;
  readonly signal?: AbortSignal | undefined;
  /** Of all that the first store holds, in bytes. */
  readonly sizes: ReadonlyMap<string, number>;
}

/** Copies artifacts, each once, and has every byte compared with its hash on the way. */
export class ArtifactCopier {
  readonly done: ArtifactCopies = { copied: 0, bytes: 0, same: 0, damaged: new Set() };
  readonly #from: ArtifactStore;
  readonly #to: ArtifactStore;
  readonly #options: CopierOptions;
  readonly #seen = new Set<string>();

  constructor(from: ArtifactStore, to: ArtifactStore, options: CopierOptions) {
    this.#from = from;
    this.#to = to;
    this.#options = options;
  }

  /** Ids that no artifact has are passed over. Throws STORE_FAILED, STORE_FULL or the signal's reason. */
  async copy(ids: Iterable<string>): Promise<void> {
    const wanted = [...new Set(ids)].filter((id) => this.#options.sizes.has(id) && !this.#seen.has(id));
    for (const id of wanted) this.#seen.add(id);
    for (let at = 0; at < wanted.length; at += AT_A_TIME) await Promise.all(wanted.slice(at, at + AT_A_TIME).map((id) => this.#one(id)));
  }

  async #one(id: string): Promise<void> {
    const { dryRun, signal, sizes } = this.#options;
    if (dryRun ? await this.#to.has(id) : await this.#to.touch(id)) {
      this.done.same++;
      return;
    }
    try {
      if (!dryRun) await this.#send(id, signal);
      this.done.copied++;
      this.done.bytes += sizes.get(id) ?? 0;
    } catch (error) {
      if (!VouchError.is(error) || error.code !== 'ARTIFACT_CORRUPT') throw error;
      this.done.damaged.add(id);
    }
  }

  async #send(id: string, signal: AbortSignal | undefined): Promise<void> {
    const arrived = await this.#to.put({ path: await this.#from.read(id) }, signal ? { signal } : {});
    if (arrived.id !== id) throw new VouchError('ARTIFACT_CORRUPT', `Artifact ${id} changed while it was copied.`, { details: { artifact: id } });
  }
}
