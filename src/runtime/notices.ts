/** Passes what users should know on to whoever listens. */
export class Notices {
  readonly #listeners = new Set<(message: string) => void>();
  #seldom: { readonly message: string; readonly at: number } | undefined;

  listen(listener: (message: string) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  tell(message: string): void {
    for (const listener of this.#listeners) listener(message);
  }

  /** For what comes again and again while it lasts: the same words are told once a minute. */
  tellSeldom(message: string): void {
    const now = performance.now();
    if (this.#seldom?.message === message && now - this.#seldom.at < AGAIN_MS) return;
    this.#seldom = { message, at: now };
    this.tell(message);
  }
}

const AGAIN_MS = 60_000;
