import { applyEvent, emptyRunState, VouchError, type EventType, type Question, type RunState, type VouchEvent } from '../../core/index.js';
import { approvalOf, type Runtime } from '../../runtime/index.js';
import type { Orders } from '../../store/index.js';
import type { PendingQuestion } from '../protocol/index.js';
import type { Access } from '../security/index.js';

/** After one of these the run waits for no answer. */
export const CLOSES: readonly EventType[] = ['question.answered', 'run.resumed', 'run.completed', 'run.failed', 'run.suspended', 'run.paused', 'run.cancelled'];

/** A question that is open, and the run at the moment when it was asked. */
interface Asked {
  readonly question: Question;
  readonly state: RunState;
}

/**
 * What runs wait for, as their journals have it, and the answers, which are orders for whoever executes them: nothing of it is held here, so that every
 * server on the same stores shows and takes the same. An approval is bound to its run, its step and the hash of its arguments, and is good for one answer.
 */
export class Questions {
  readonly #runtime: Pick<Runtime, 'latest' | 'history'>;
  readonly #orders: Orders;
  readonly #isHere: (runId: string) => boolean;

  /** `isHere`: whether this server executes a run. */
  constructor(runtime: Runtime, isHere: (runId: string) => boolean) {
    this.#runtime = runtime;
    this.#orders = runtime.tenancy.orders;
    this.#isHere = isHere;
  }

  /** What a run waits for; a run asks one question at a time. */
  async of(runId: string): Promise<PendingQuestion[]> {
    // Who executes it elsewhere hears no answer from here.
    if (!this.#orders.isShared && !this.#isHere(runId)) return [];
    const asked = await this.#asked(runId);
    if (asked === undefined) return [];
    const { question } = asked;
    return [{ runId, question, ...(question.kind === 'approval' ? { approval: approvalOf((await this.#at(runId, asked.seq)), question) } : {}) }];
  }

  /** The question that an event of the run closes, which came right before; `undefined` where none was open. */
  async closedBy({ runId, seq }: VouchEvent): Promise<string | undefined> {
    return (await this.#asked(runId, seq))?.question.id;
  }

  /** Answers a question about meaning or budget. Throws NOT_FOUND, and FORBIDDEN for an approval: that is resolved with its hash. */
  async answer(runId: string, id: string, answer: string): Promise<void> {
    const { question, state } = await this.#mustAsk(runId);
    if (question.id !== id) throw notAsked(runId);
    if (question.kind === 'approval') throw new VouchError('FORBIDDEN', 'This question is an approval. Resolve it with approval.resolve, which names what is approved.');
    if (!(await this.#orders.give({ runId, since: state.lastEnd }, { kind: 'answer', question: id, answer }))) throw notAsked(runId);
  }

  /** Decides an approval, once. Throws NOT_FOUND when none with this id waits, FORBIDDEN when it is for something else. */
  async resolve(runId: string, approvalId: string, argumentsHash: string, answer: 'yes' | 'no', by: Pick<Access, 'name' | 'tenant'>): Promise<void> {
    const { question, state } = await this.#mustAsk(runId);
    if (question.kind !== 'approval') throw notAsked(runId);
    const shown = approvalOf(state, question);
    if (shown.id !== approvalId) throw notAsked(runId);
    const now = approvalOf(await this.#at(runId), question);
    if (shown.argumentsHash !== argumentsHash || now.argumentsHash !== argumentsHash) {
      throw new VouchError('FORBIDDEN', `The approval of step ${shown.step} is for other arguments than those that were shown. Read the question again and decide about what it says now.`);
    }
    const { step, tool } = shown;
    const given = await this.#orders.give({ runId, since: state.lastEnd }, { kind: 'answer', question: question.id, answer }, { who: by.name, tenant: by.tenant ?? null, what: answer === 'yes' ? 'approved' : 'refused', runId, step, tool, attempt: null, argumentsHash });
    if (!given) throw notAsked(runId);
  }

  async #mustAsk(runId: string): Promise<Asked> {
    const asked = !this.#orders.isShared && !this.#isHere(runId) ? undefined : await this.#asked(runId);
    if (!asked) throw notAsked(runId);
    return { question: asked.question, state: await this.#at(runId, asked.seq) };
  }

  /** The open question of a run, before event `before`, and the seq with which it was asked. One that suspends the run at once waits for nobody. */
  async #asked(runId: string, before?: number): Promise<{ readonly question: Question; readonly seq: number } | undefined> {
    const latest = await this.#runtime.latest(runId, ['question.asked', ...CLOSES], before);
    return latest?.type === 'question.asked' && !latest.data.unattended ? { question: latest.data, seq: latest.seq } : undefined;
  }

  /** The run as it was at event `seq`; default: now. */
  async #at(runId: string, seq = Infinity): Promise<RunState> {
    const state = emptyRunState(runId);
    for (const event of await this.#runtime.history(runId)) if (event.seq <= seq) applyEvent(state, event);
    return state;
  }
}

function notAsked(runId: string): VouchError {
  return new VouchError('NOT_FOUND', `Run ${runId} does not wait for this answer: it was given already, or the run has gone on.`);
}
