import { Tensor, type InferenceSession } from 'onnxruntime-node';
import { throwIfAborted } from '../../../core/index.js';
import { progressed } from '../activity.js';
import type { Raster } from '../raster.js';
import { decodeLine, type Glyph } from './ctc.js';
import type { Rectangle } from './rectangle.js';
import { cutOut } from './warp.js';

/** px: the height at which the network reads; the width follows from the line. */
const HEIGHT = 48;
const MIN_WIDTH = 48;
/** px; a line longer than this is squeezed. */
const MAX_WIDTH = 4096;
/** Widths are rounded up to multiples of this, so that there are few different shapes. */
const WIDTH_STEP = 64;
/** Total width of the lines in one batch, px at height 48: bounds memory whatever the lines are. */
const BATCH_WIDTH = 3200;
const BATCH_LINES = 8;

/** What stands in one rectangle. */
export interface Reading {
  readonly glyphs: readonly Glyph[];
  /** Time steps over the whole width of the rectangle; a fraction, as the last step may hang over. */
  readonly steps: number;
  /** The line as the network saw it, 48 px high. */
  readonly pixels: Raster;
}

/** Reads all rectangles; results in their order. */
export async function readLines(session: InferenceSession, classes: readonly string[], image: Raster, rectangles: readonly Rectangle[], signal?: AbortSignal): Promise<Reading[]> {
  const readings = new Array<Reading>(rectangles.length);
  const sorted = rectangles.map((rectangle, index) => ({ rectangle, index, width: lineWidth(rectangle) })).sort((a, b) => a.width - b.width);
  for (let from = 0; from < sorted.length; ) {
    throwIfAborted(signal);
    progressed();
    let to = from + 1;
    while (to < sorted.length && to - from < BATCH_LINES && (sorted[to]?.width ?? 0) * (to - from + 1) <= BATCH_WIDTH) to += 1;
    const batch = sorted.slice(from, to);
    const lines = batch.map(({ rectangle, width }) => cutOut(image, rectangle, width, HEIGHT));
    const read = await readBatch(session, classes, lines);
    batch.forEach(({ index }, i) => (readings[index] = read[i] as Reading));
    from = to;
  }
  return readings;
}

function lineWidth({ width, height }: Rectangle): number {
  return Math.min(MAX_WIDTH, Math.max(MIN_WIDTH, Math.round((HEIGHT * width) / Math.max(1, height))));
}

async function readBatch(session: InferenceSession, classes: readonly string[], lines: readonly Raster[]): Promise<Reading[]> {
  const width = Math.ceil(Math.max(...lines.map((line) => line.width)) / WIDTH_STEP) * WIDTH_STEP;
  const values = new Float32Array(lines.length * 3 * HEIGHT * width);
  for (const [i, line] of lines.entries()) fillLine(values, i * 3 * HEIGHT * width, width, line);
  const output = await session.run({ [session.inputNames[0] as string]: new Tensor('float32', values, [lines.length, 3, HEIGHT, width]) });
  const tensor = output[session.outputNames[0] as string] as Tensor;
  const steps = tensor.dims[1] as number;
  const stride = steps * classes.length;
  return lines.map((line, i) => {
    const used = (steps * line.width) / width;
    const probabilities = (tensor.data as Float32Array).subarray(i * stride, (i + 1) * stride);
    return { glyphs: decodeLine(probabilities, Math.ceil(used), classes), steps: used, pixels: line };
  });
}

/** Planes in the order blue, green, red, -1 to 1; what is right of the line stays 0. */
function fillLine(values: Float32Array, offset: number, width: number, line: Raster): void {
  for (let channel = 0; channel < 3; channel += 1) {
    for (let y = 0; y < line.height; y += 1) {
      const to = offset + (channel * HEIGHT + y) * width;
      const from = y * line.width * 3 + 2 - channel;
      for (let x = 0; x < line.width; x += 1) values[to + x] = (line.data[from + x * 3] as number) / 127.5 - 1;
    }
  }
}
