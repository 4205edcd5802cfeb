import type { Box } from '../../core/index.js';

export const right = ({ x, width }: Box): number => x + width;
export const bottom = ({ y, height }: Box): number => y + height;
export const centreX = ({ x, width }: Box): number => x + width / 2;
export const centreY = ({ y, height }: Box): number => y + height / 2;
export const areaOf = ({ width, height }: Box): number => width * height;

/** Shared length of two boxes along x or y; negative: the gap between them. */
export const overlapX = (a: Box, b: Box): number => Math.min(right(a), right(b)) - Math.max(a.x, b.x);
export const overlapY = (a: Box, b: Box): number => Math.min(bottom(a), bottom(b)) - Math.max(a.y, b.y);

/** Whether `inner` lies in `outer`, up to `slack` on each side. */
export function holds(outer: Box, inner: Box, slack = 0): boolean {
  return inner.x >= outer.x - slack && inner.y >= outer.y - slack && right(inner) <= right(outer) + slack && bottom(inner) <= bottom(outer) + slack;
}

export function grownBy(box: Box, x: number, y = x): Box {
  return { x: box.x - x, y: box.y - y, width: box.width + 2 * x, height: box.height + 2 * y };
}

/** The common part of two boxes; sides of 0 where there is none. */
export function cut(box: Box, within: Box): Box {
  const [x, y] = [Math.max(box.x, within.x), Math.max(box.y, within.y)];
  return { x, y, width: Math.max(0, Math.min(right(box), right(within)) - x), height: Math.max(0, Math.min(bottom(box), bottom(within)) - y) };
}

export function scaled({ x, y, width, height }: Box, factor: number): Box {
  return { x: x * factor, y: y * factor, width: width * factor, height: height * factor };
}

/** Items by a key, in the order in which keys first appear. */
export function groupBy<Item, Key>(items: readonly Item[], keyOf: (item: Item, index: number) => Key): Map<Key, Item[]> {
  const groups = new Map<Key, Item[]>();
  for (const [index, item] of items.entries()) {
    const key = keyOf(item, index);
    const group = groups.get(key);
    if (group) group.push(item);
    else groups.set(key, [item]);
  }
  return groups;
}
