/**
 * Turns generated text into pieces that can be sent at once: text that may be the beginning of a stop string or an
 * unfinished UTF-8 sequence is held back until it is certain.
 */
export class StoppableText {
  #sent = 0;
  #text = '';
  stopped = false;

  constructor(private readonly stops: readonly string[]) {}

  get text(): string {
    return this.#text;
  }

  /** Takes the whole text so far; returns what may be sent now. */
  advance(whole: string): string {
    for (const stop of this.stops) {
      // A stop string may begin in text that was held back, never in text that was sent.
      const at = whole.indexOf(stop, Math.max(0, this.#sent - stop.length + 1));
      if (at >= 0 && at >= this.#sent && (!this.stopped || at < this.#text.length)) {
        this.stopped = true;
        this.#text = whole.slice(0, at);
      }
    }
    if (!this.stopped) this.#text = whole;
    return this.#release(this.stopped ? this.#text.length : this.#text.length - this.#heldBack());
  }

  /** The end was reached: everything may be sent. */
  finish(): string {
    return this.#release(this.#text.length);
  }

  #release(end: number): string {
    const piece = this.#text.slice(this.#sent, end);
    this.#sent = Math.max(this.#sent, end);
    return piece;
  }

  #heldBack(): number {
    const broken = /\uFFFD+$/.exec(this.#text)?.[0].length ?? 0;
    const partial = this.stops.map((stop) => {
      let length = Math.min(stop.length - 1, this.#text.length);
      while (length > 0 && !this.#text.endsWith(stop.slice(0, length))) length -= 1;
      return length;
    });
    return Math.max(broken, 0, ...partial);
  }
}
