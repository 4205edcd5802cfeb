import { createHash, randomUUID } from 'node:crypto';
import { sourcesOf, splitRef, acceptedAttempt, VouchError, type Question, type RunState, type Source } from '../../core/index.js';
import type { AuditEntry } from '../../store/index.js';
import type { PendingQuestion } from '../protocol/index.js';
import type { Access } from '../security/index.js';

type Approval = NonNullable<PendingQuestion['approval']>;

interface Held {
  readonly pending: PendingQuestion;
  readonly answer: (text: string) => void;
}

/** Told of each question that comes up and of each that is closed. */
export interface QuestionListener {
  asked(pending: PendingQuestion): void;
  closed(runId: string, question: string): void;
  /** Told before an approval takes effect; what it throws hinders it. */
  decided(entry: Omit<AuditEntry, 'at' | 'before'>): Promise<void>;
}

/**
 * The questions of all runs of this server, held here until somebody answers. An approval is bound to its run, its step
 * and the hash of its arguments, and is good for one answer.
 */
export class Questions {
  readonly #held = new Map<string, Held>();
  readonly #listener: QuestionListener;
  readonly #state: (runId: string) => Promise<RunState>;
  /** Those about which a decision is being written down. */
  readonly #deciding = new Set<Held>();
  /** Hashes of what was approved, by run and step, while the run is under way. */
  readonly #approved = new Map<string, Map<string, string>>();

  constructor(listener: QuestionListener, state: (runId: string) => Promise<RunState>) {
    this.#listener = listener;
    this.#state = state;
  }

  /** Holds a run's question; the promise resolves with the answer, or never when the run ends first. `isOpen`: whether it still asks. */
  async ask(runId: string, question: Question, isOpen: () => boolean): Promise<string> {
    const approval = question.kind === 'approval' ? approvalOf(await this.#state(runId), question) : undefined;
    const pending: PendingQuestion = { runId, question, ...(approval ? { approval } : {}) };
    return new Promise((answer) => {
      if (!isOpen()) return;
      this.#held.set(runId, { pending, answer });
      this.#listener.asked(pending);
    });
  }

  /** What a run waits for; a run asks one question at a time. */
  of(runId: string): PendingQuestion[] {
    const held = this.#held.get(runId);
    return held ? [held.pending] : [];
  }

  /** Answers a question about meaning or budget. Throws NOT_FOUND, and FORBIDDEN for an approval: that is resolved with its hash. */
  answer(runId: string, question: string, answer: string): void {
    const held = this.#held.get(runId);
    if (held?.pending.question.id !== question) throw notAsked(runId);
    if (held.pending.approval) throw new VouchError('FORBIDDEN', 'This question is an approval. Resolve it with approval.resolve, which names what is approved.');
    this.#close(runId, held, answer);
  }

  /** Decides an approval, once. Throws NOT_FOUND when none with this id waits, FORBIDDEN when it is for something else. */
  async resolve(runId: string, approvalId: string, argumentsHash: string, answer: 'yes' | 'no', by: Pick<Access, 'name' | 'tenant'>): Promise<void> {
    const held = this.#held.get(runId);
    const approval = held?.pending.approval;
    if (!held || approval?.id !== approvalId) throw notAsked(runId);
    const now = approvalOf(await this.#state(runId), held.pending.question);
    // Somebody else may have decided in the meantime.
    if (this.#held.get(runId) !== held) throw notAsked(runId);
    if (approval.argumentsHash !== argumentsHash || now.argumentsHash !== argumentsHash) {
      throw new VouchError('FORBIDDEN', `The approval of step ${approval.step} is for other arguments than those that were shown. Read the question again and decide about what it says now.`);
    }
    const { step, tool } = approval;
    if (this.#deciding.has(held)) throw notAsked(runId);
    this.#deciding.add(held);
    try {
      // What cannot be written down is not approved.
      await this.#listener.decided({ who: by.name, tenant: by.tenant ?? null, what: answer === 'yes' ? 'approved' : 'refused', runId, step, tool, attempt: null, argumentsHash });
    } finally {
      this.#deciding.delete(held);
    }
    // The run may have ended meanwhile.
    if (this.#held.get(runId) !== held) throw notAsked(runId);
    if (answer === 'yes') this.#approved.set(runId, (this.#approved.get(runId) ?? new Map<string, string>()).set(step, argumentsHash));
    this.#close(runId, held, answer);
  }

  /** The hash of the arguments with which a step of a run under way was approved; `null` where it was not asked about here. */
  approvedHash(runId: string, step: string): string | null {
    return this.#approved.get(runId)?.get(step) ?? null;
  }

  /** Forgets what an ended run was waiting for. */
  drop(runId: string): void {
    this.#approved.delete(runId);
    const held = this.#held.get(runId);
    if (!held) return;
    this.#held.delete(runId);
    this.#listener.closed(runId, held.pending.question.id);
  }

  #close(runId: string, held: Held, answer: string): void {
    this.#held.delete(runId);
    held.answer(answer);
    this.#listener.closed(runId, held.pending.question.id);
  }
}

function notAsked(runId: string): VouchError {
  return new VouchError('NOT_FOUND', `Run ${runId} does not wait for this answer: it was given already, or the run has gone on.`);
}

/** What exactly an approval is about: the tool and all that goes into it, with references resolved to the artifacts they stand for. */
function approvalOf(state: RunState, question: Question): Approval {
  const step = question.step === undefined ? undefined : state.steps.get(question.step);
  if (!step) throw new VouchError('INTERNAL', `The approval ${question.id} names no step of the plan.`);
  const argumentsOf = Object.entries(step.step.inputs).map(([port, binding]) => [port, sourcesOf(binding).map((source) => resolved(source, state))] as const);
  const bound = Object.fromEntries(argumentsOf);
  const tool = question.tool ?? step.step.tool;
  const argumentsHash = createHash('sha256').update(JSON.stringify([tool, question.id, argumentsOf.toSorted(([one], [other]) => (one < other ? -1 : 1))])).digest('hex');
  return { id: randomUUID(), step: step.step.id, tool, argumentsHash, arguments: bound };
}

function resolved(source: Source, state: RunState): Approval['arguments'][string] {
  if ('value' in source) return { value: source.value };
  if ('given' in source) {
    const given = state.givens.find(({ name }) => name === source.given);
    return { given: source.given, artifact: given?.artifact ?? given?.value ?? null };
  }
  const { step, port } = splitRef(source.ref);
  return { ref: source.ref, artifact: acceptedAttempt(state.steps.get(step))?.outputs[port] ?? null };
}
