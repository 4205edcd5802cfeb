import type { Box } from '../../core/index.js';
import { centreY, overlapX, overlapY, right, bottom } from './geometry.js';

/** CSS px: how far a label stands from what it names. */
const BESIDE = { toggle: 28, field: 240, /** A switch at the end of its row. */ row: 460, /** A box at the beginning of the row of a table. */ cell: 160 };
const ABOVE = 26;

/** Kinds that take a label, and where it usually stands. */
export type Labelled = 'toggle' | 'field';

/**
 * The text that names a control: of check boxes and radio buttons what stands right of them, else left; of fields and
 * sliders what stands left of them in their row, else above. All boxes in CSS px; `others` are what may stand between.
 */
export function labelFor(kind: Labelled, box: Box, texts: readonly { readonly text: string; readonly box: Box }[], others: readonly Box[]): string {
  const inRow = texts.filter((text) => overlapY(text.box, box) >= 0.4 * Math.min(text.box.height, box.height, 24));
  const free = (from: number, to: number): boolean => !others.some((other) => other !== box && overlapY(other, box) > 0.4 * Math.min(other.height, box.height) && other.x < to && right(other) > from);
  const toTheRight = inRow.filter((text) => text.box.x >= right(box) - 2 && free(right(box), text.box.x)).sort((a, b) => a.box.x - b.box.x)[0];
  const toTheLeft = inRow.filter((text) => right(text.box) <= box.x + 2 && free(right(text.box), box.x)).sort((a, b) => right(b.box) - right(a.box))[0];
  if (kind === 'toggle') {
    if (toTheRight && toTheRight.box.x - right(box) <= BESIDE.toggle) return toTheRight.text;
    if (toTheLeft && box.x - right(toTheLeft.box) <= (toTheRight ? BESIDE.toggle : BESIDE.row)) return toTheLeft.text;
    return toTheRight && !toTheLeft && toTheRight.box.x - right(box) <= BESIDE.cell ? toTheRight.text : '';
  }
  const above = texts.filter((text) => bottom(text.box) <= box.y + 3 && box.y - bottom(text.box) <= ABOVE && overlapX(text.box, box) > 0 && Math.abs(text.box.x - box.x) <= 24).sort((a, b) => bottom(b.box) - bottom(a.box))[0];
  if (toTheLeft && box.x - right(toTheLeft.box) <= (above ? 60 : BESIDE.field) && Math.abs(centreY(toTheLeft.box) - centreY(box)) <= Math.max(12, box.height / 2)) return toTheLeft.text;
  return above?.text ?? '';
}
