import { VouchError } from '../../core/index.js';
import type { Ownership } from '../../store/index.js';
import type { Access } from './access.js';

/** Stands for a tenant where there is none; no tenant has this name. */
const NOBODY = '';

/** What a request names. */
export interface Named {
  readonly runId?: string | undefined;
  readonly conversation?: string | undefined;
  readonly draft?: string | undefined;
  readonly attachments?: readonly { readonly artifact: string }[] | undefined;
}

interface Sources {
  /** Ids of what a run was given and made so far; none where it has not begun. */
  artifactsOf(runId: string): Promise<ReadonlySet<string>>;
  /** The conversation of a draft; `undefined` for one that is not there. */
  conversationOf(draft: string): Promise<string | undefined>;
}

/**
 * Who sees what. A token of a tenant sees what belongs to its tenant, and of everything else not even that it is there: an id is not a permission. A token
 * without a tenant, and `admin`, see all.
 */
export class Tenants {
  readonly #ownership: Ownership;
  readonly #sources: Sources;

  constructor(ownership: Ownership, sources: Sources) {
    this.#ownership = ownership;
    this.#sources = sources;
  }

  /** Writes down whose something is. */
  async own(access: Access, kind: 'run' | 'conversation' | 'artifact', id: string): Promise<void> {
    const { tenant } = access;
    if (kind === 'run') await this.adopt(id, tenant ?? null);
    else if (tenant !== undefined) await this.#ownership.give(tenant, kind, [id]);
  }

  /** A server executes a run of this tenant's; `null`: no tenant's. */
  async adopt(runId: string, tenant: string | null): Promise<void> {
    // So it is known of runs without a tenant, too, that a server is to end them.
    await this.#ownership.give(tenant ?? NOBODY, 'open', [runId]);
    if (tenant !== null) await this.#ownership.give(tenant, 'run', [runId]);
  }

  /** Runs that a server began, and none has ended. */
  open(): Promise<string[]> {
    return this.#ownership.all('open');
  }

  /** Whose a run is; `null`: no tenant's. */
  async ofRun(runId: string): Promise<string | null> {
    return (await this.#ownership.owners('run', runId))[0] ?? null;
  }

  /** A run has ended: what it was given and made is its tenant's, whatever becomes of the run. */
  async settle(runId: string): Promise<void> {
    for (const tenant of await this.#ownership.owners('open', runId)) {
      if (tenant !== NOBODY) await this.#ownership.give(tenant, 'artifact', [...(await this.#sources.artifactsOf(runId))]);
      await this.#ownership.take(tenant, 'open', runId);
    }
  }

  async sees(access: Access, kind: 'run' | 'conversation' | 'artifact', id: string): Promise<boolean> {
    const tenant = boundTo(access);
    if (tenant === undefined || (await this.#ownership.has(tenant, kind, id))) return true;
    if (kind !== 'artifact') return false;
    for (const runId of await this.#ownership.list(tenant, 'open')) if ((await this.#sources.artifactsOf(runId)).has(id)) return true;
    return false;
  }

  /** Throws for what the caller does not see the same as for what is not there. */
  async mustSee(access: Access, { runId, conversation, draft, attachments = [] }: Named): Promise<void> {
    if (boundTo(access) === undefined) return;
    if (runId !== undefined && !(await this.sees(access, 'run', runId))) throw new VouchError('RUN_NOT_FOUND', `There is no run ${runId} in the journal. \`vouch runs\` lists them.`);
    if (conversation !== undefined && !(await this.sees(access, 'conversation', conversation))) throw new VouchError('NOT_FOUND', `There is no conversation ${conversation}.`);
    const drafted = draft === undefined ? undefined : await this.#sources.conversationOf(draft);
    if (drafted !== undefined && !(await this.sees(access, 'conversation', drafted))) throw new VouchError('NOT_FOUND', `There is no draft ${draft ?? ''}: it has been run already, or has waited too long. Send the message again.`);
    for (const { artifact } of attachments) if (!(await this.sees(access, 'artifact', artifact))) throw new VouchError('NOT_FOUND', `There is no artifact ${artifact} here. Upload the file first.`);
  }

  /** Whether the caller sees only some things. */
  bounds(access: Access): boolean {
    return boundTo(access) !== undefined;
  }

  /** Of a list those that the caller sees. */
  async visible<T>(access: Access, kind: 'run' | 'conversation', items: readonly T[], idOf: (item: T) => string): Promise<T[]> {
    const tenant = boundTo(access);
    if (tenant === undefined) return [...items];
    const owned = new Set(await this.#ownership.list(tenant, kind));
    return items.filter((item) => owned.has(idOf(item)));
  }
}

/** The tenant whose things alone a caller sees; `undefined` for who sees all. */
function boundTo({ tenant, scopes }: Access): string | undefined {
  return scopes.includes('admin') ? undefined : tenant;
}
