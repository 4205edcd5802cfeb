import { convexHull, grow, smallestRectangle, type Point, type Rectangle } from './rectangle.js';

/** How likely each pixel belongs to the core of a text line, 0 to 255, row by row. */
export interface TextMap {
  readonly width: number;
  readonly height: number;
  readonly data: Uint8Array;
}

/** Post-processing of Differentiable Binarization (Liao et al., 2020) with the values of PP-OCRv4. */
const CORE = 0.3 * 255;
const MIN_SCORE = 0.6;
const UNCLIP = 1.6;
/** px of the map; smaller components are specks. */
const MIN_SIDE = 2;

/** Text lines in the map as rectangles, px of the map. */
export function findRegions(map: TextMap): Rectangle[] {
  const regions: Rectangle[] = [];
  for (const { outline, score } of components(map)) {
    if (score < MIN_SCORE) continue;
    const core = smallestRectangle(convexHull(outline));
    if (Math.min(core.width, core.height) < MIN_SIDE) continue;
    // The model paints shrunk cores. For a rectangle, Vatti's polygon offset has a rectangle grown by the same
    // distance as its smallest rectangle, so no polygon clipper is needed.
    const distance = (core.width * core.height * UNCLIP) / (2 * (core.width + core.height));
    regions.push(grow(core, distance));
  }
  return regions;
}

/** An 8-connected component above the threshold: the ends of its rows, and the mean of its pixels (0 to 1). */
interface Component {
  readonly outline: Point[];
  readonly score: number;
}

function components({ width, height, data }: TextMap): Component[] {
  const seen = new Uint8Array(width * height);
  const found: Component[] = [];
  const stack: number[] = [];
  for (let start = 0; start < data.length; start += 1) {
    if (seen[start] || (data[start] as number) <= CORE) continue;
    const rows = new Map<number, [number, number]>();
    let [sum, count] = [0, 0];
    seen[start] = 1;
    stack.push(start);
    for (let at = stack.pop(); at !== undefined; at = stack.pop()) {
      const x = at % width;
      const y = (at - x) / width;
      sum += data[at] as number;
      count += 1;
      const row = rows.get(y);
      if (!row) rows.set(y, [x, x]);
      else if (x < row[0]) row[0] = x;
      else if (x > row[1]) row[1] = x;
      for (let ny = Math.max(0, y - 1); ny <= Math.min(height - 1, y + 1); ny += 1) {
        for (let nx = Math.max(0, x - 1); nx <= Math.min(width - 1, x + 1); nx += 1) {
          const next = ny * width + nx;
          if (seen[next] || (data[next] as number) <= CORE) continue;
          seen[next] = 1;
          stack.push(next);
        }
      }
    }
    // Pixel areas, not centres: a row's right end lies one px further.
    const outline = [...rows].flatMap(([y, [left, right]]) => [
      { x: left, y },
      { x: right + 1, y },
      { x: left, y: y + 1 },
      { x: right + 1, y: y + 1 },
    ]);
    found.push({ outline, score: sum / count / 255 });
  }
  return found;
}
