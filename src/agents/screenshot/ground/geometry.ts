import type { Box } from '../../../core/index.js';

export interface Place {
  readonly x: number;
  readonly y: number;
}

export function middleOf(box: Box): Place {
  return { x: box.x + box.width / 2, y: box.y + box.height / 2 };
}

export function contains(outer: Box, inner: Box, slack = 2): boolean {
  const { x, y } = middleOf(inner);
  return x >= outer.x - slack && x <= outer.x + outer.width + slack && y >= outer.y - slack && y <= outer.y + outer.height + slack;
}

/** Length that two boxes share on one axis; negative is the gap between them. */
export function overlap(a: Box, b: Box, axis: 'x' | 'y'): number {
  const size = axis === 'x' ? 'width' : 'height';
  return Math.min(a[axis] + a[size], b[axis] + b[size]) - Math.max(a[axis], b[axis]);
}

/** Whether two boxes stand in one row: they share half of the lower one's height. */
export function sameRow(a: Box, b: Box): boolean {
  return overlap(a, b, 'y') >= 0.5 * Math.min(a.height, b.height);
}

/** Gap between the nearest edges, 0 where the boxes touch. */
export function gapBetween(a: Box, b: Box): number {
  return Math.hypot(Math.max(0, -overlap(a, b, 'x')), Math.max(0, -overlap(a, b, 'y')));
}

export function area(box: Box): number {
  return box.width * box.height;
}

/** 0 to 1: shared area over joint area. */
export function likeness(a: Box, b: Box): number {
  const shared = Math.max(0, overlap(a, b, 'x')) * Math.max(0, overlap(a, b, 'y'));
  return shared / Math.max(1e-9, area(a) + area(b) - shared);
}
