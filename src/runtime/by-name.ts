import type { Oracle, Tool } from '../core/index.js';

/** Tools or oracles by name; a later one replaces an earlier one of the same name. */
export function byName<T extends Tool | Oracle>(items: readonly T[]): ReadonlyMap<string, T> {
  return new Map(items.map((item) => [item.spec.name, item]));
}
