import type { VouchEvent } from '../../core/index.js';
import type { PendingQuestion } from '../protocol/index.js';
import { CLOSES, type Questions } from './questions.js';

/** Told of each question that comes up in a run that somebody here watches, and of each that is closed. */
export interface QuestionListener {
  asked(pending: PendingQuestion): void;
  closed(runId: string, question: string): void;
}

/** Tells of questions as the events of runs come by, in their order, whichever server executes them. */
export class QuestionNotes {
  readonly #questions: Questions;
  readonly #listener: QuestionListener;
  readonly #onFault: (error: unknown) => void;
  /** Ends when all is told of a run that came by, by run. */
  readonly #telling = new Map<string, Promise<void>>();

  constructor(questions: Questions, listener: QuestionListener, onFault: (error: unknown) => void) {
    this.#questions = questions;
    this.#listener = listener;
    this.#onFault = onFault;
  }

  take(event: VouchEvent): void {
    const { runId, type } = event;
    if (type === 'question.asked' || CLOSES.includes(type)) this.#inTurn(runId, () => this.#tell(event));
  }

  /** Tells one who watches from now on, and was told a little before that these questions are open, what has become of them since. It may be told something twice. */
  catchUp(runId: string, told: readonly PendingQuestion[], listener: QuestionListener): void {
    this.#inTurn(runId, async () => {
      const open = await this.#questions.of(runId);
      const isIn = (list: readonly PendingQuestion[], id: string): boolean => list.some(({ question }) => question.id === id);
      for (const { question } of told) if (!isIn(open, question.id)) listener.closed(runId, question.id);
      for (const pending of open) if (!isIn(told, pending.question.id)) listener.asked(pending);
    });
  }

  #inTurn(runId: string, tell: () => Promise<void>): void {
    const telling = (this.#telling.get(runId) ?? Promise.resolve()).then(tell).catch(this.#onFault).finally(() => {
      if (this.#telling.get(runId) === telling) this.#telling.delete(runId);
    });
    this.#telling.set(runId, telling);
  }

  async #tell(event: VouchEvent): Promise<void> {
    const { runId } = event;
    if (event.type === 'question.asked') {
      for (const pending of await this.#questions.of(runId)) if (pending.question.id === event.data.id) this.#listener.asked(pending);
      return;
    }
    const closed = event.type === 'question.answered' ? event.data.id : await this.#questions.closedBy(event);
    if (closed !== undefined) this.#listener.closed(runId, closed);
  }
}
