import { setTimeout as sleep } from 'node:timers/promises';
import type { Question } from '../core/index.js';
import type { Addressee, Orders } from '../store/index.js';
import type { RunRequest } from './types.js';

type Decided = Parameters<Orders['give']>[2];

/** Orders that could not be read are read again after this time, ms. */
const AGAIN_MS = 1000;

/** What is ordered of one run while it is executed here, by whichever process it was said. */
export class RunOrders {
  readonly #orders: Orders;
  readonly #run: Addressee;
  readonly #onCancel: () => void;
  readonly #answers = new Map<string, string>();
  readonly #waiting = new Map<string, (answer: string) => void>();
  readonly #over = new AbortController();
  readonly #deaf: () => void;
  #isUsed = false;

  /** Hears from here on; `onCancel` may be called more than once. */
  constructor(orders: Orders, run: Addressee, onCancel: () => void) {
    this.#orders = orders;
    this.#run = run;
    this.#onCancel = onCancel;
    this.#deaf = orders.hear(run.runId, () => { void this.take(); });
  }

  /** Takes what was ordered before, as soon as that can be read. */
  async take(): Promise<void> {
    while (!this.#over.signal.aborted) {
      try {
        await this.#read();
        return;
      } catch {
        await sleep(AGAIN_MS, undefined, { signal: this.#over.signal, ref: false }).catch(() => undefined);
      }
    }
  }

  async #read(): Promise<void> {
    for (const order of await this.#orders.of(this.#run)) {
      this.#isUsed = true;
      if (order.kind === 'cancel') this.#onCancel();
      else {
        this.#answers.set(order.question, order.answer);
        this.#waiting.get(order.question)?.(order.answer);
      }
    }
  }

  /** The first answer to a question: from who is asked here, or by an order. `undefined`: who is asked here gives none. `line`: what the audit log says of an answer from here. */
  async answer(question: Question, { ask, line }: { readonly ask: RunRequest['ask']; readonly line: (answer: string) => Decided }, signal: AbortSignal): Promise<string | undefined> {
    const ordered = this.#ordered(question.id);
    if (!ask) return ordered;
    const answered = new AbortController();
    try {
      const given = await Promise.race([ordered.then((answer) => ({ answer })), ask(question, AbortSignal.any([signal, answered.signal]))]);
      return typeof given === 'string' ? await this.#settle(question.id, given, line(given)) : given?.answer;
    } finally {
      answered.abort();
    }
  }

  /** Hears no more; `ended`: the run is over, not only laid down. Never rejects. */
  async close(ended: boolean): Promise<void> {
    this.#over.abort();
    this.#deaf();
    // What cannot be removed now holds for nobody: see `Addressee`.
    if (ended && this.#isUsed) await this.#orders.forget(this.#run).catch(() => undefined);
  }

  #ordered(question: string): Promise<string> {
    const known = this.#answers.get(question);
    return known === undefined ? new Promise((resolve) => { this.#waiting.set(question, resolve); }) : Promise.resolve(known);
  }

  /** The answer that holds, where this one was given here: somebody else's may have been taken meanwhile. */
  async #settle(question: string, answer: string, decided: Decided): Promise<string> {
    this.#isUsed = true;
    if (await this.#orders.give(this.#run, { kind: 'answer', question, answer }, decided)) return answer;
    await this.#read();
    return this.#answers.get(question) ?? answer;
  }
}
