import { z } from 'zod';
import { Artifact, Message, PLAN_STRATEGIES, VouchError } from '../../core/index.js';
import type { RunRequest } from '../../runtime/index.js';
import { jsonText, type Drafts } from '../../store/index.js';
import { BudgetLimits, Draft } from '../protocol/index.js';

const earlier = z.literal(true).optional();

/** A plan that waits, with the message that it is for and what its run is started with. */
const HeldDraft = z.object({
  draft: Draft,
  conversation: z.string(),
  message: Message,
  request: z.object({
    goal: z.string(),
    inputs: z.array(z.union([z.strictObject({ artifact: Artifact, earlier }), z.strictObject({ url: z.string(), earlier })])),
    budget: BudgetLimits,
    verify: z.boolean(),
    strategy: z.enum(PLAN_STRATEGIES).optional(),
  }),
});
export interface HeldDraft extends Omit<z.infer<typeof HeldDraft>, 'request'> {
  readonly request: Omit<RunRequest, 'ask' | 'signal' | 'budget'> & { readonly budget: BudgetLimits };
}

const Stored = jsonText(HeldDraft);

/** The plans that wait to be approved, at any server on the same stores. Methods throw NOT_FOUND for one that has been run or forgotten. */
export class HeldDrafts {
  readonly #drafts: Drafts;

  constructor(drafts: Drafts) {
    this.#drafts = drafts;
  }

  /** It counts among those of its tenant. */
  async put(held: HeldDraft, tenant: string | undefined): Promise<void> {
    await this.#drafts.put(held.draft.id, JSON.stringify(held), tenant ?? '');
  }

  async get(id: string): Promise<HeldDraft> {
    return read(id, await this.#drafts.get(id));
  }

  async replace(held: HeldDraft): Promise<void> {
    if (!(await this.#drafts.replace(held.draft.id, JSON.stringify(held)))) throw missing(held.draft.id);
  }

  /** It is good for one run: who takes it runs it. */
  async take(id: string): Promise<HeldDraft> {
    return read(id, await this.#drafts.take(id));
  }

  /** `undefined` for a draft that is not there. */
  async conversationOf(id: string): Promise<string | undefined> {
    const record = await this.#drafts.get(id);
    return record === undefined ? undefined : read(id, record).conversation;
  }
}

/** One that this version cannot read, of another version's server, is as good as none. */
function read(id: string, record: string | undefined): HeldDraft {
  const held = record === undefined ? undefined : Stored.safeParse(record).data;
  if (!held) throw missing(id);
  return held;
}

function missing(id: string): VouchError {
  return new VouchError('NOT_FOUND', `There is no draft ${id}: it has been run already, or has waited too long. Send the message again.`);
}
