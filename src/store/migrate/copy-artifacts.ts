import { stat } from 'node:fs/promises';
import { VouchError } from '../../core/index.js';
import { isArtifactMissing, type ArtifactStore } from '../artifacts.js';
import { artifactIdsIn, artifactsIn } from '../references.js';

const AT_A_TIME = 4;

/** What became of artifacts. */
export interface ArtifactCopies {
  /** They were not there. */
  copied: number;
  /** Of those that were copied. */
  bytes: number;
  /** They were there already. */
  same: number;
  /** Their bytes are not what they were, or are gone; they are not copied. */
  readonly damaged: Set<string>;
}

interface CopierOptions {
  readonly dryRun: boolean;
  readonly signal?: AbortSignal | undefined;
  /** Of what the first store held in the beginning, in bytes: what a dry run counts with. */
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

  /**
   * Copies what the records, JSON, speak of. Hashes in them that are no artifact's are passed over. Throws STORE_FAILED, STORE_FULL or the
   * signal's reason.
   */
  async copy(records: readonly string[]): Promise<void> {
    const named = new Set(records.flatMap((record) => artifactsIn(record)));
    const wanted = [...new Set(records.flatMap((record) => artifactIdsIn(record)))].filter((id) => !this.#seen.has(id));
    for (let at = 0; at < wanted.length; at += AT_A_TIME) await Promise.all(wanted.slice(at, at + AT_A_TIME).map((id) => this.#one(id, named.has(id))));
  }

  async #one(id: string, isNamed: boolean): Promise<void> {
    const { dryRun, sizes } = this.#options;
    // Runs go on while others are copied: what is not among the sizes may have been made since.
    if (!isNamed && !sizes.has(id) && !(await this.#from.has(id))) return;
    this.#seen.add(id);
    if (dryRun ? await this.#to.has(id) : await this.#to.touch(id)) {
      this.done.same++;
      return;
    }
    try {
      const bytes = dryRun ? await this.#sizeOf(id) : await this.#send(id);
      this.done.copied++;
      this.done.bytes += bytes;
    } catch (error) {
      if (!isArtifactMissing(error) && !(VouchError.is(error) && error.code === 'ARTIFACT_CORRUPT')) throw error;
      this.done.damaged.add(id);
    }
  }

  async #sizeOf(id: string): Promise<number> {
    const size = this.#options.sizes.get(id);
    return size ?? (await stat(await this.#from.path(id))).size;
  }

  async #send(id: string): Promise<number> {
    const { signal } = this.#options;
    const arrived = await this.#to.put({ path: await this.#from.read(id) }, signal ? { signal } : {});
    if (arrived.id !== id) throw new VouchError('ARTIFACT_CORRUPT', `Artifact ${id} changed while it was copied.`, { details: { artifact: id } });
    return arrived.bytes;
  }
}
