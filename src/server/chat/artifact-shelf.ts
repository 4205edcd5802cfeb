import type { Artifact } from '../../core/index.js';
import type { Runtime } from '../../runtime/index.js';
import { fromStore } from '../stored-artifact.js';

/** Records that are kept in memory. */
const KEPT = 5000;

/** What artifacts are, by id: remembered from uploads, else measured from the stored bytes. */
export class ArtifactShelf {
  readonly #runtime: Pick<Runtime, 'describe'>;
  readonly #known = new Map<string, Artifact>();

  constructor(runtime: Pick<Runtime, 'describe'>) {
    this.#runtime = runtime;
  }

  remember(artifact: Artifact): Artifact {
    this.#known.delete(artifact.id);
    this.#known.set(artifact.id, artifact);
    for (const id of this.#known.keys()) {
      if (this.#known.size <= KEPT) break;
      this.#known.delete(id);
    }
    return artifact;
  }

  /** Throws NOT_FOUND for bytes that are not in the store, STORE_FAILED where it cannot be used, and INPUT_* for what no run would take. */
  async find(id: string, name: string | undefined): Promise<Artifact> {
    const known = this.#known.get(id);
    if (known) return name === undefined ? known : { ...known, name };
    return this.remember(await fromStore(id, `There is no artifact ${id} here. Upload the file first.`, () => this.#runtime.describe(id, { name })));
  }
}
