import type { Components } from './components.js';
import { requireInteger } from './frame.js';
import { nativeKernels } from './native.js';

/** Neighbours clockwise from the right: steps in x and y. */
const STEPS = [[1, 0], [1, 1], [0, 1], [-1, 1], [-1, 0], [-1, -1], [0, -1], [1, -1]] as const;

/**
 * The outer border of a component as pixels (x, y in turn), clockwise from its first pixel, by border following
 * (Suzuki and Abe, 1985). A pixel where the component is one px thin may appear twice.
 */
export function contourOf(components: Components, index: number): Int32Array {
  requireInteger('The number of a component', index, 0, components.count - 1);
  const { labels, width, height, runs, firstRun } = components;
  const first = (firstRun[index] as number) * 3;
  const [startY, startX] = [runs[first] as number, runs[first + 1] as number];
  const native = nativeKernels();
  if (native) return native.contour(labels, width, height, index, startX, startY);
  const inside = (x: number, y: number): boolean => x >= 0 && y >= 0 && x < width && y < height && labels[y * width + x] === index;
  const points: number[] = [startX, startY];
  let [x, y] = [startX, startY];
  // Nothing lies above the first pixel or left of it: the search begins behind the upper left corner.
  let from = 5;
  let firstStep = -1;
  for (;;) {
    let step = -1;
    for (let turn = 1; turn <= 8; turn += 1) {
      const candidate = (from + turn) % 8;
      const [dx, dy] = STEPS[candidate] as readonly [number, number];
      if (!inside(x + dx, y + dy)) continue;
      step = candidate;
      break;
    }
    if (step === -1) break;
    if (x === startX && y === startY) {
      if (step === firstStep) break;
      if (firstStep === -1) firstStep = step;
    }
    const [dx, dy] = STEPS[step] as readonly [number, number];
    x += dx;
    y += dy;
    points.push(x, y);
    from = (step + 4) % 8;
  }
  // The border closes where it began.
  if (points.length > 2) points.length -= 2;
  return Int32Array.from(points);
}
