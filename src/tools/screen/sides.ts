import type { Components } from '../../kernels/index.js';
import type { Box } from '../../core/index.js';
import { cornersOf } from './corners.js';
import type { Draft } from './draft.js';
import type { Segments } from './segment.js';

/** Sides by figure; the corners of the others are counted. */
const SIDES: Readonly<Partial<Record<NonNullable<Draft['shape']>, number>>> = { triangle: 3, rectangle: 4, square: 4 };

/** The corners of a figure that is none of the simple ones. */
export function cornersIfOdd(draft: Pick<Draft, 'shape' | 'kind'>, components: Components, index: number): number | undefined {
  if (draft.shape === 'other' || (draft.kind === 'icon' && draft.shape === undefined)) return cornersOf(components, index);
  if (draft.shape !== 'circle' && draft.shape !== 'ellipse') return undefined;
  // A round outline comes out with seven corners and more; a figure with fewer only fits one loosely.
  const corners = cornersOf(components, index);
  return corners === 5 || corners === 6 ? corners : undefined;
}

/** A figure with the number of its sides; what has five to eight straight ones is a polygon. */
export function withSides(draft: Draft, corners: number | undefined): Draft {
  const sides = corners ?? (draft.shape === undefined ? undefined : SIDES[draft.shape]);
  if (sides === undefined) return draft;
  const isPolygon = corners !== undefined && corners >= 5 && corners <= 8;
  return { ...draft, sides, ...(isPolygon ? { shape: 'polygon', kind: 'shape' } : {}) };
}

/** The same for a figure that is a mark, where it is one of the segments. */
export function withMarkSides(draft: Draft, { box }: { readonly box: Box }, { marks, strokes }: Segments): Draft {
  const mark = marks.find((one) => one.box.x === box.x && one.box.y === box.y && one.box.width === box.width && one.box.height === box.height);
  return withSides(draft, mark ? cornersIfOdd(draft, strokes, mark.id) : undefined);
}
