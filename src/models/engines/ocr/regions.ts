import { maskComponents } from '../../../kernels/index.js';
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
  const cores = maskComponents(data.map((value) => (value > CORE ? 1 : 0)), width, height);
  return Array.from({ length: cores.count }, (_, i) => {
    const outline: Point[] = [];
    let sum = 0;
    for (let run = cores.firstRun[i] as number; run < (cores.firstRun[i + 1] as number); run += 1) {
      const [y, left, right] = [cores.runs[run * 3] as number, cores.runs[run * 3 + 1] as number, cores.runs[run * 3 + 2] as number];
      // Pixel areas, not centres: a row's right end lies one px further.
      outline.push({ x: left, y }, { x: right, y }, { x: left, y: y + 1 }, { x: right, y: y + 1 });
      for (let x = left; x < right; x += 1) sum += data[y * width + x] as number;
    }
    return { outline, score: sum / (cores.areas[i] as number) / 255 };
  });
}
