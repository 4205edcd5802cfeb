import { VouchError, type Box } from '../core/index.js';
import { requireInteger, strideOf, type RgbaFrame } from './frame.js';
import { nativeKernels } from './native.js';

/** Connected groups of pixels, numbered from 0 in the order of their first pixels, row by row. */
export interface Components {
  readonly width: number;
  readonly height: number;
  readonly count: number;
  /** For each pixel the number of its component, -1 where it belongs to none. */
  readonly labels: Int32Array;
  /** px; four a component: left, top, right, bottom; the last two lie outside. */
  readonly boxes: Int32Array;
  /** px */
  readonly areas: Int32Array;
  /** px: side of the largest square that fits in; the width of the strokes of what is drawn with strokes. */
  readonly thickness: Int32Array;
  /** Three a run: row, first column, column behind the last. Component `i` has the runs from `firstRun[i]` to before `firstRun[i + 1]`, in reading order. */
  readonly runs: Int32Array;
  readonly firstRun: Int32Array;
}

/** Which pixels of `words` are connected: neighbours whose four bytes differ by at most `tolerance` each. */
interface ConnectRule {
  /** 0 to 255 */
  readonly tolerance: number;
  readonly connectivity: 4 | 8;
  /** Pixels with this value belong to no component. */
  readonly background?: number;
}

/** Areas of one colour, or of colours that change by at most `tolerance` (0 to 255) from pixel to pixel, connected at their sides. Alpha counts. */
export function colourComponents(frame: RgbaFrame, tolerance: number): Components {
  const stride = strideOf(frame);
  const { width, height, data } = frame;
  requireInteger('The tolerance', tolerance, 0, 255);
  const native = nativeKernels();
  if (native) {
    const labels = new Int32Array(width * height);
    return { width, height, labels, ...native.colourComponents(data, width, height, stride, tolerance, labels) };
  }
  const words = new Uint32Array(width * height);
  const bytes = new Uint8Array(words.buffer);
  for (let y = 0; y < height; y += 1) bytes.set(data.subarray(y * stride, y * stride + width * 4), y * width * 4);
  return connect(words, width, height, { tolerance, connectivity: 4 });
}

/** Groups of pixels that are not 0 in `mask` (a byte a pixel, row by row) and touch at sides or corners. */
export function maskComponents(mask: Uint8Array, width: number, height: number): Components {
  requireInteger('The width of a mask', width, 1, 1 << 24);
  requireInteger('The height of a mask', height, 1, 1 << 24);
  if (mask.length !== width * height) throw new VouchError('USAGE', `A mask of ${width}×${height} px takes ${width * height} bytes, but it has ${mask.length}.`);
  const native = nativeKernels();
  if (native) {
    const labels = new Int32Array(width * height);
    return { width, height, labels, ...native.maskComponents(mask, width, height, labels) };
  }
  return connect(Uint32Array.from(mask, (value) => (value === 0 ? 0 : 1)), width, height, { tolerance: 0, connectivity: 8, background: 0 });
}

export function componentBox({ boxes }: Components, index: number): Box {
  const [left, top, right, bottom] = [boxes[index * 4] as number, boxes[index * 4 + 1] as number, boxes[index * 4 + 2] as number, boxes[index * 4 + 3] as number];
  return { x: left, y: top, width: right - left, height: bottom - top };
}

/** Union-find over horizontal runs of equal pixels (He, Chao and Suzuki, 2008). */
function connect(words: Uint32Array, width: number, height: number, rule: ConnectRule): Components {
  const runs = findRuns(words, width, height, rule);
  const numbers = new Int32Array(runs.count).fill(-1);
  let count = 0;
  for (let run = 0; run < runs.count; run += 1) {
    const root = find(runs.parents, run);
    if (numbers[root] === -1) numbers[root] = count++;
    numbers[run] = numbers[root] as number;
  }
  return collect(runs, numbers, count, width, height);
}

interface Runs {
  readonly count: number;
  /** Three a run: row, first column, column behind the last. */
  readonly spans: Int32Array;
  readonly parents: Int32Array;
}

function findRuns(words: Uint32Array, width: number, height: number, { tolerance, connectivity, background }: ConnectRule): Runs {
  let [spans, parents] = [new Int32Array(3 * 4096), new Int32Array(4096)];
  let count = 0;
  const reach = connectivity === 8 ? 1 : 0;
  let [aboveFrom, aboveTo] = [0, 0];
  for (let y = 0; y < height; y += 1) {
    const from = count;
    const row = y * width;
    let above = aboveFrom;
    for (let x = 0; x < width; ) {
      const word = words[row + x] as number;
      let end = x + 1;
      while (end < width && words[row + end] === word) end += 1;
      if (word !== background) {
        if (count === parents.length) [spans, parents] = [grown(spans), grown(parents)];
        spans[count * 3] = y;
        spans[count * 3 + 1] = x;
        spans[count * 3 + 2] = end;
        parents[count] = count;
        if (count > from && spans[count * 3 - 1] === x && near(words[row + x - 1] as number, word, tolerance)) unite(parents, count - 1, count);
        while (above < aboveTo && (spans[above * 3 + 2] as number) <= x - reach) above += 1;
        for (let other = above; other < aboveTo && (spans[other * 3 + 1] as number) < end + reach; other += 1) {
          if (near(words[row - width + (spans[other * 3 + 1] as number)] as number, word, tolerance)) unite(parents, other, count);
        }
        count += 1;
      }
      x = end;
    }
    [aboveFrom, aboveTo] = [from, count];
  }
  return { count, spans, parents };
}

function grown(array: Int32Array<ArrayBuffer>): Int32Array<ArrayBuffer> {
  const larger = new Int32Array(array.length * 2);
  larger.set(array);
  return larger;
}

function near(a: number, b: number, tolerance: number): boolean {
  if (a === b) return true;
  if (tolerance === 0) return false;
  for (let shift = 0; shift < 32; shift += 8) {
    const difference = ((a >>> shift) & 255) - ((b >>> shift) & 255);
    if (difference > tolerance || difference < -tolerance) return false;
  }
  return true;
}

function find(parents: Int32Array, run: number): number {
  let at = run;
  while (parents[at] !== at) {
    parents[at] = parents[parents[at] as number] as number;
    at = parents[at] as number;
  }
  return at;
}

/** The earlier run becomes the root, so that numbers follow the reading order whatever the order of unions. */
function unite(parents: Int32Array, a: number, b: number): void {
  const [rootA, rootB] = [find(parents, a), find(parents, b)];
  if (rootA < rootB) parents[rootB] = rootA;
  else parents[rootA] = rootB;
}

function collect({ count: runCount, spans }: Runs, numbers: Int32Array, count: number, width: number, height: number): Components {
  const labels = new Int32Array(width * height).fill(-1);
  const boxes = new Int32Array(count * 4);
  const areas = new Int32Array(count);
  const firstRun = new Int32Array(count + 1);
  for (let i = 0; i < count; i += 1) boxes.set([width, height, 0, 0], i * 4);
  for (let run = 0; run < runCount; run += 1) {
    const number = numbers[run] as number;
    const [y, from, to] = [spans[run * 3] as number, spans[run * 3 + 1] as number, spans[run * 3 + 2] as number];
    labels.fill(number, y * width + from, y * width + to);
    const at = number * 4;
    if (from < (boxes[at] as number)) boxes[at] = from;
    if (y < (boxes[at + 1] as number)) boxes[at + 1] = y;
    if (to > (boxes[at + 2] as number)) boxes[at + 2] = to;
    boxes[at + 3] = y + 1;
    areas[number] = (areas[number] as number) + to - from;
    firstRun[number + 1] = (firstRun[number + 1] as number) + 1;
  }
  for (let i = 0; i < count; i += 1) firstRun[i + 1] = (firstRun[i + 1] as number) + (firstRun[i] as number);
  const next = firstRun.slice(0, count);
  const runs = new Int32Array(runCount * 3);
  for (let run = 0; run < runCount; run += 1) {
    const number = numbers[run] as number;
    const to = next[number] as number;
    next[number] = to + 1;
    runs[to * 3] = spans[run * 3] as number;
    runs[to * 3 + 1] = spans[run * 3 + 1] as number;
    runs[to * 3 + 2] = spans[run * 3 + 2] as number;
  }
  return { width, height, count, labels, boxes, areas, thickness: thicknessOf(labels, count, width, height), runs, firstRun };
}

/** Largest squares by dynamic programming: one that ends at a pixel is one larger than the least of the three before it. */
function thicknessOf(labels: Int32Array, count: number, width: number, height: number): Int32Array {
  const thickness = new Int32Array(count);
  const sides = new Int32Array(width + 1);
  for (let y = 0; y < height; y += 1) {
    let diagonal = 0;
    for (let x = 0; x < width; x += 1) {
      const label = labels[y * width + x] as number;
      const above = sides[x + 1] as number;
      let side = 0;
      if (label >= 0) {
        side = 1;
        if (x > 0 && y > 0 && labels[y * width + x - 1] === label && labels[(y - 1) * width + x] === label && labels[(y - 1) * width + x - 1] === label) {
          side = 1 + Math.min(above, diagonal, sides[x] as number);
        }
        if (side > (thickness[label] as number)) thickness[label] = side;
      }
      diagonal = above;
      sides[x + 1] = side;
    }
  }
  return thickness;
}
