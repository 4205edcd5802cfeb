import type { LlamaContextSequence, Token } from 'node-llama-cpp';
import PQueue from 'p-queue';
import { abortable } from '../../../core/index.js';

interface Slot {
  readonly sequence: LlamaContextSequence;
  /** Longest prefix that a later request has shared with this slot, halved each time another slot is overwritten. */
  worth: number;
  lastUse: number;
  /** A request computes in it. */
  busy: boolean;
}

export interface PreparedSequence {
  readonly sequence: LlamaContextSequence;
  /** How many of the tokens are already evaluated; at least one is always left to evaluate. */
  readonly cached: number;
}

/** A slot is reused when it shares this share of what it holds or of what is asked, else it would be spoilt for a few tokens. */
const WORTHWHILE_SHARE = 0.5;

/**
 * Chooses for each request the free sequence whose evaluated tokens share the longest prefix with it, so that a long static
 * prompt (a planner's tool list) is evaluated once. When nothing fits, the slot goes whose prefix was worth least.
 */
export class SequencePool {
  readonly #slots: Slot[];
  readonly #queue: PQueue;
  #clock = 0;

  constructor(sequences: readonly LlamaContextSequence[]) {
    this.#queue = new PQueue({ concurrency: sequences.length });
    this.#slots = sequences.map((sequence) => ({ sequence, worth: 0, lastUse: 0, busy: false }));
  }

  /**
   * Lends the chosen sequence, cut back to what it shares with `tokens`, in order of arrival. When the signal aborts the caller is let go at
   * once; the sequence is free again only when `work` has ended, for until then it computes in it.
   */
  async lend<T>(tokens: readonly Token[], signal: AbortSignal, work: (prepared: PreparedSequence) => Promise<T>): Promise<T> {
    signal.throwIfAborted();
    const lent = this.#queue.add(() => {
      signal.throwIfAborted();
      return this.#lendNow(tokens, work);
    });
    return abortable(lent, signal);
  }

  async #lendNow<T>(tokens: readonly Token[], work: (prepared: PreparedSequence) => Promise<T>): Promise<T> {
    const slot = this.#choose(tokens);
    slot.busy = true;
    try {
      const { sequence } = slot;
      const cached = sharedPrefix(sequence, tokens);
      if (cached < sequence.nextTokenIndex) await sequence.eraseContextTokenRanges([{ start: cached, end: sequence.nextTokenIndex }]);
      slot.lastUse = ++this.#clock;
      return await work({ sequence, cached: sequence.nextTokenIndex });
    } finally {
      slot.busy = false;
    }
  }

  #choose(tokens: readonly Token[]): Slot {
    const free = this.#slots.filter(({ busy }) => !busy);
    if (free.length === 0) throw new Error('More requests compute than there are sequences.');
    const shares = free.map((slot) => ({ slot, shared: sharedPrefix(slot.sequence, tokens) }));
    const best = shares.reduce((left, right) => (right.shared > left.shared ? right : left));
    const held = best.slot.sequence.nextTokenIndex;
    if (best.shared > 0 && (best.shared >= WORTHWHILE_SHARE * tokens.length || best.shared >= WORTHWHILE_SHARE * held)) {
      best.slot.worth = Math.max(best.slot.worth, best.shared);
      return best.slot;
    }
    const victim = free.reduce((left, right) => (right.worth < left.worth || (right.worth === left.worth && right.lastUse < left.lastUse) ? right : left));
    for (const slot of this.#slots) slot.worth = slot === victim ? 0 : slot.worth / 2;
    return victim;
  }
}

/** Number of leading tokens that are evaluated in the sequence; one less than all, since the last must yield logits. */
function sharedPrefix(sequence: LlamaContextSequence, tokens: readonly Token[]): number {
  const { firstDifferentIndex } = sequence.compareContextTokens([...tokens]);
  return Math.max(0, Math.min(firstDifferentIndex, tokens.length - 1));
}
