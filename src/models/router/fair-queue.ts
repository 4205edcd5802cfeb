/** Waiting items of several owners: owners take turns, each owner's items keep their order. */
export class FairQueue<T> {
  readonly #byOwner = new Map<string, T[]>();
  #size = 0;

  get size(): number {
    return this.#size;
  }

  push(owner: string, item: T): void {
    const line = this.#byOwner.get(owner);
    if (line) line.push(item);
    else this.#byOwner.set(owner, [item]);
    this.#size += 1;
  }

  /** The first item of the owner whose turn it is; that owner then goes to the end. */
  shift(): T | undefined {
    const [next] = this.#byOwner;
    if (!next) return undefined;
    const [owner, line] = next;
    const item = line.shift();
    this.#byOwner.delete(owner);
    if (line.length > 0) this.#byOwner.set(owner, line);
    this.#size -= 1;
    return item;
  }

  /** Takes an item out; nothing happens when it is not there. */
  remove(owner: string, item: T): void {
    const line = this.#byOwner.get(owner);
    const at = line?.indexOf(item) ?? -1;
    if (!line || at < 0) return;
    line.splice(at, 1);
    if (line.length === 0) this.#byOwner.delete(owner);
    this.#size -= 1;
  }
}
