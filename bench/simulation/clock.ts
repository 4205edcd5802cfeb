/** A clock that jumps from one thing that is to happen to the next. */
export class VirtualClock {
  /** ms. */
  now = 0;
  /** A binary heap: at each index a time, a number that says what was ordered first, and what is to happen. */
  readonly #due: { readonly at: number; readonly order: number; readonly happen: () => void }[] = [];
  #order = 0;

  /** Lets it happen in so many ms. */
  in(ms: number, happen: () => void): void {
    const entry = { at: this.now + Math.max(0, ms), order: this.#order++, happen };
    const due = this.#due;
    let index = due.push(entry) - 1;
    while (index > 0) {
      const above = (index - 1) >> 1;
      const other = due[above];
      if (!other || isBefore(other, entry)) break;
      due[index] = other;
      index = above;
    }
    due[index] = entry;
  }

  /** Resolves after so many ms of this clock. */
  sleep(ms: number): Promise<void> {
    return new Promise((resolve) => { this.in(ms, resolve); });
  }

  /** Lets everything happen, in order, until `isOver`; what follows from one moment is done before the next one comes. */
  async run(isOver: () => boolean): Promise<void> {
    while (!isOver()) {
      const next = this.#take();
      if (!next) throw new Error(`Nothing more happens at ${this.now} ms, and it is not over.`);
      this.now = next.at;
      next.happen();
      for (let other = this.#due[0]; other && other.at <= this.now; other = this.#due[0]) this.#take()?.happen();
      await new Promise((resolve) => { setImmediate(resolve); });
    }
  }

  #take(): { readonly at: number; readonly happen: () => void } | undefined {
    const due = this.#due;
    const first = due[0];
    const last = due.pop();
    if (!first || !last || due.length === 0) return first;
    let index = 0;
    for (;;) {
      let child = 2 * index + 1;
      const [left, right] = [due[child], due[child + 1]];
      if (left && right && isBefore(right, left)) child++;
      const least = due[child];
      if (!least || isBefore(last, least)) break;
      due[index] = least;
      index = child;
    }
    due[index] = last;
    return first;
  }
}

function isBefore(a: { readonly at: number; readonly order: number }, b: { readonly at: number; readonly order: number }): boolean {
  return a.at < b.at || (a.at === b.at && a.order < b.order);
}
