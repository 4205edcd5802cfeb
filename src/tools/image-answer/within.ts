import type { Box } from '../../core/index.js';
import { middleOf, type Seen } from './found.js';

/** Of the things whose boxes hold a share of this one, the thing whose middle is nearest to it: people who stand before each other share a part of the picture. */
export function ownerOf(box: Box, things: readonly Seen[], share: number): Seen | undefined {
  const middle = box.x + box.width / 2;
  return things.filter((thing) => sharedArea(box, thing.box) >= share * box.width * box.height).sort((a, b) => Math.abs(middleOf(a) - middle) - Math.abs(middleOf(b) - middle))[0];
}

function sharedArea(one: Box, other: Box): number {
  const width = Math.min(one.x + one.width, other.x + other.width) - Math.max(one.x, other.x);
  const height = Math.min(one.y + one.height, other.y + other.height) - Math.max(one.y, other.y);
  return width > 0 && height > 0 ? width * height : 0;
}
