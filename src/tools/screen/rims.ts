import { bottom, holds, right } from './geometry.js';
import type { Panel } from './panels.js';
import { distance, type Mark } from './segment.js';

/** CSS px: radius of a corner that is no half circle. */
const LARGEST_RADIUS = 28;
/** Distances of colours (0 to 765): a shadow is so near to what it falls on; mixed colours lie so little aside from the line between two. */
const SHADOW = 64;
const ASIDE = 24;

/** The smoothed edge of a round corner: a stroke of one pixel along it, of a colour between those that it parts, or of the shadow. */
export function isRim(mark: Mark, panels: readonly Panel[], scale: number): boolean {
  if (mark.thickness > Math.max(1, scale / 2)) return false;
  return panels.some(({ box, ground, border }) => {
    if (!holds(box, mark.box, scale)) return false;
    const radius = Math.min(Math.min(box.width, box.height) / 2 + scale, Math.max(LARGEST_RADIUS * scale, Math.min(box.width, box.height) / 2 + scale));
    const [fromSide, fromEnd] = [Math.min(right(mark.box) - box.x, right(box) - mark.box.x), Math.min(bottom(mark.box) - box.y, bottom(box) - mark.box.y)];
    if (fromSide > radius || fromEnd > radius) return false;
    const outside = ground.parent?.colour ?? ground.colour;
    const pairs = border ? [[ground.colour, border.ink], [border.ink, outside]] as const : [[ground.colour, outside]] as const;
    return distance(mark.ink, outside) <= SHADOW || pairs.some(([inner, outer]) => distance(mark.ink, inner) + distance(mark.ink, outer) <= 1.3 * distance(inner, outer) + ASIDE);
  });
}
