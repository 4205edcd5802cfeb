/** ms that one slice of a prompt should take at most: after each the engine says that it gets on, and hears that nobody waits any more. */
const SLICE_MS = 5_000;
/** Tokens of the first slice, while nobody knows how fast this machine is, and of the smallest. */
const FIRST = 64;
const LEAST = 8;
/** A slice is so many times the size of the last one at most. */
const GROWTH = 8;

/** How many tokens of a prompt are evaluated at a time: a whole batch where the machine is quick enough, less where a batch would take minutes. */
export class PromptPace {
  #tokens = FIRST;

  constructor(private readonly most: number) {}

  get tokens(): number {
    return Math.min(this.#tokens, this.most);
  }

  /** Evaluates a slice and learns from the time that it took. */
  async take<T>(tokens: number, work: () => Promise<T>): Promise<T> {
    const began = performance.now();
    const result = await work();
    this.learn(tokens, performance.now() - began);
    return result;
  }

  /** The rest of a prompt says little of the pace, unless even that took long. */
  learn(tokens: number, ms: number): void {
    if (tokens < this.tokens && ms <= SLICE_MS) return;
    const affordable = Math.floor((tokens * SLICE_MS) / Math.max(1, ms));
    this.#tokens = Math.max(LEAST, Math.min(this.most, this.#tokens * GROWTH, affordable));
  }
}
