import { contourOf, type Components } from '../../kernels/index.js';

/** Parts of the length of a contour by which a side may bend. */
const BEND = 0.018;
/** Parts of its length: points nearer to each other are one corner. */
const NEAR = 0.04;
/** px: contours of fewer points are too coarse for corners. */
const SHORTEST = 40;

/** How many corners the outer border of a component has, when it has straight sides only (Ramer 1972, Douglas and Peucker 1973); undefined for round or small ones. */
export function cornersOf(components: Components, index: number): number | undefined {
  const contour = contourOf(components, index);
  const count = contour.length / 2;
  if (count < SHORTEST) return undefined;
  const slack = Math.max(1.2, BEND * count);
  const far = furthestFrom(contour, 0);
  const start = furthestFrom(contour, far);
  const [first, second] = [Math.min(start, far), Math.max(start, far)];
  const corners = new Set([first, second]);
  split(contour, first, second, slack, corners);
  split(contour, second, first + count, slack, corners);
  // A blunt corner comes out as two points side by side, and where it was begun to look need not be a corner.
  const sorted = [...corners].sort((x, y) => x - y);
  const apart = sorted.filter((at, i) => {
    const [before, after] = [sorted.at(i - 1) as number, sorted[(i + 1) % sorted.length] as number];
    return (at - before + count) % count > NEAR * count && bend(contour, before, at, after) > slack;
  }).length;
  return apart >= 3 && apart <= 12 ? apart : undefined;
}

/** Distance of a point from the line between two others, px. */
function bend(contour: Int32Array, from: number, at: number, to: number): number {
  const point = (i: number): readonly [number, number] => [contour[i * 2] as number, contour[i * 2 + 1] as number];
  const [[x0, y0], [x, y], [x1, y1]] = [point(from), point(at), point(to)];
  return Math.abs((x1 - x0) * (y0 - y) - (x0 - x) * (y1 - y0)) / (Math.hypot(x1 - x0, y1 - y0) || 1);
}

function furthestFrom(contour: Int32Array, from: number): number {
  const [x0, y0] = [contour[from * 2] as number, contour[from * 2 + 1] as number];
  let [best, most] = [from, -1];
  for (let i = 0; i < contour.length / 2; i += 1) {
    const away = ((contour[i * 2] as number) - x0) ** 2 + ((contour[i * 2 + 1] as number) - y0) ** 2;
    if (away > most) [best, most] = [i, away];
  }
  return best;
}

/** Adds the point furthest from the line between two points, as long as it is further than `slack`; `to` may count on over the end. */
function split(contour: Int32Array, from: number, to: number, slack: number, corners: Set<number>): void {
  const count = contour.length / 2;
  const at = (i: number): readonly [number, number] => [contour[(i % count) * 2] as number, contour[(i % count) * 2 + 1] as number];
  const [[x0, y0], [x1, y1]] = [at(from), at(to)];
  const length = Math.hypot(x1 - x0, y1 - y0) || 1;
  let [best, most] = [-1, slack];
  for (let i = from + 1; i < to; i += 1) {
    const [x, y] = at(i);
    const away = Math.abs((x1 - x0) * (y0 - y) - (x0 - x) * (y1 - y0)) / length;
    if (away > most) [best, most] = [i, away];
  }
  if (best < 0) return;
  corners.add(best % count);
  split(contour, from, best, slack, corners);
  split(contour, best, to, slack, corners);
}
