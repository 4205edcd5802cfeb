/** Hands messages for the user to all who listen. */
export class Notices {
  readonly #listeners = new Set<(message: string) => void>();

  add(listener: (message: string) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  send(message: string): void {
    for (const listener of this.#listeners) listener(message);
  }
}
