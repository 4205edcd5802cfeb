import type { Box } from '../../core/index.js';
import { bottom, holds, right } from './geometry.js';
import { distance, type Ground, type Mark, type Rgb, type Segments } from './segment.js';

/** An area that is set off from what is around it by a border, a fill or both. Boxes are device px. */
export interface Panel {
  readonly ground: Ground;
  /** With its border. */
  readonly box: Box;
  readonly border: { readonly mark: Mark; readonly ink: Rgb; readonly width: number } | undefined;
  /** Its fill differs from that of what is around it. */
  readonly filled: boolean;
  /** The panel that it lies in. */
  readonly parent: Panel | undefined;
}

/** CSS px: no border, focus ring included, is thicker. */
const THICKEST_BORDER = 6;
/** Distance of colours (0 to 765) from which on a fill can be seen. */
const VISIBLE = 12;

/** Grounds that are set off from their surroundings, outermost first. */
export function findPanels({ grounds }: Segments, scale: number): Panel[] {
  const panels = new Map<Ground, Panel>();
  for (const ground of grounds) {
    if (!ground.parent) continue;
    const border = borderOf(ground, scale);
    const filled = distance(ground.colour, ground.parent.colour) > VISIBLE;
    if (!border && !filled) continue;
    let around: Ground | undefined = ground.parent;
    while (around && !panels.has(around)) around = around.parent;
    panels.set(ground, { ground, box: border?.mark.box ?? ground.box, border, filled, parent: around && panels.get(around) });
  }
  return [...panels.values()];
}

/** The mark above a ground is its border when it runs around it at all sides, at about one distance. */
function borderOf(ground: Ground, scale: number): Panel['border'] {
  const { edge, box } = ground;
  if (!edge || !holds(edge.box, box)) return undefined;
  const margins = [box.x - edge.box.x, box.y - edge.box.y, right(edge.box) - right(box), bottom(edge.box) - bottom(box)];
  if (margins.some((margin) => margin < 0.4 * scale || margin > THICKEST_BORDER * scale)) return undefined;
  return { mark: edge, ink: edge.ink, width: Math.min(...margins) };
}
