/** Items of one group: owners take turns, each owner's items keep their order. */
class Turns<T> {
  readonly #byOwner = new Map<string, T[]>();

  get owners(): number {
    return this.#byOwner.size;
  }

  push(owner: string, item: T): void {
    const line = this.#byOwner.get(owner);
    if (line) line.push(item);
    else this.#byOwner.set(owner, [item]);
  }

  /** The first item of the owner whose turn it is; that owner then goes to the end. */
  shift(): T | undefined {
    const [next] = this.#byOwner;
    if (!next) return undefined;
    const [owner, line] = next;
    const item = line.shift();
    this.#byOwner.delete(owner);
    if (line.length > 0) this.#byOwner.set(owner, line);
    return item;
  }

  /** False when it is not there. */
  remove(owner: string, item: T): boolean {
    const line = this.#byOwner.get(owner);
    const at = line?.indexOf(item) ?? -1;
    if (!line || at < 0) return false;
    line.splice(at, 1);
    if (line.length === 0) this.#byOwner.delete(owner);
    return true;
  }
}

/**
 * Waiting items of several owners. Groups take turns, and within a group its owners do, so that who has many owners gets no more than
 * who has one. `GROUP/NAME` is an owner of a group; an owner without a group is one of its own.
 */
export class FairQueue<T> {
  readonly #groups = new Map<string, Turns<T>>();
  #size = 0;

  get size(): number {
    return this.#size;
  }

  /** Who waits. */
  get owners(): number {
    return [...this.#groups.values()].reduce((sum, turns) => sum + turns.owners, 0);
  }

  push(owner: string, item: T): void {
    const group = groupOf(owner);
    const turns = this.#groups.get(group) ?? new Turns<T>();
    this.#groups.set(group, turns);
    turns.push(owner, item);
    this.#size += 1;
  }

  /** The first item of the group and the owner whose turn it is; both then go to the end. */
  shift(): T | undefined {
    const [next] = this.#groups;
    if (!next) return undefined;
    const [group, turns] = next;
    const item = turns.shift();
    this.#groups.delete(group);
    if (turns.owners > 0) this.#groups.set(group, turns);
    this.#size -= 1;
    return item;
  }

  /** Takes an item out; nothing happens when it is not there. */
  remove(owner: string, item: T): void {
    const group = groupOf(owner);
    const turns = this.#groups.get(group);
    if (!turns?.remove(owner, item)) return;
    if (turns.owners === 0) this.#groups.delete(group);
    this.#size -= 1;
  }
}

function groupOf(owner: string): string {
  const at = owner.indexOf('/');
  return at < 0 ? owner : owner.slice(0, at + 1);
}
