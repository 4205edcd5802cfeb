import { VouchError, type Box } from '../core/index.js';
import { requireInteger } from './frame.js';
import { nativeKernels } from './native.js';

/** Interleaved 8-bit pixels, `data[y * stride + x * channels + channel]`; the first three channels count. */
export interface InterleavedImage {
  readonly width: number;
  readonly height: number;
  readonly channels: 3 | 4;
  readonly data: Uint8Array;
  /** Bytes from one row to the next; default `width * channels`. */
  readonly stride?: number;
}

export interface PlaneOptions {
  /** px of the result */
  readonly width: number;
  readonly height: number;
  /** What part of the image is taken, px, fractions allowed; outside of the image its edge goes on. Default: all of it. */
  readonly part?: Box;
  /** A value `v` of plane `i` (0 to 255) becomes `v * scale[i] + offset[i]`. */
  readonly scale: readonly [number, number, number];
  readonly offset: readonly [number, number, number];
  /** Planes in the order blue, green, red. */
  readonly reversed?: boolean;
}

/** Largest side of a result, px. */
const MOST = 65_536;

/**
 * An image as a network takes it: three planes (NCHW) of 32-bit floats, scaled to the given size by bilinear
 * interpolation between pixel centres. Native and TypeScript results differ by rounding of 32-bit floats only.
 */
export function toPlanes(image: InterleavedImage, options: PlaneOptions): Float32Array<ArrayBuffer> {
  const { width, height, channels, data, stride = width * channels } = image;
  requireInteger('The width of an image', width, 1, 1 << 24);
  requireInteger('The height of an image', height, 1, 1 << 24);
  requireInteger('The width of the result', options.width, 1, MOST);
  requireInteger('The height of the result', options.height, 1, MOST);
  const needed = (height - 1) * stride + width * channels;
  if (!Number.isInteger(stride) || stride < width * channels || data.length < needed) throw new VouchError('USAGE', `An image of ${width}×${height} px with ${channels} channels at a stride of ${stride} takes ${needed} bytes, but it has ${data.length}.`);
  const part = options.part ?? { x: 0, y: 0, width, height };
  if (![part.x, part.y, part.width, part.height].every(Number.isFinite) || part.width <= 0 || part.height <= 0) throw new VouchError('USAGE', `The part ${JSON.stringify(part)} of an image holds nothing.`);
  const out = new Float32Array(3 * options.width * options.height);
  const reversed = options.reversed ?? false;
  const factors = Float32Array.from([...options.scale, ...options.offset]);
  const native = nativeKernels();
  if (native) {
    native.toPlanes(data, width, height, stride, channels, Float64Array.of(part.x, part.y, part.width, part.height), options.width, options.height, factors, reversed, out);
    return out;
  }
  const across = taps(width, part.x, part.width, options.width);
  const down = taps(height, part.y, part.height, options.height);
  const plane = options.width * options.height;
  for (let channel = 0; channel < 3; channel += 1) {
    const source = reversed ? 2 - channel : channel;
    const [scale, offset] = [factors[channel] as number, factors[3 + channel] as number];
    for (let y = 0; y < options.height; y += 1) {
      const upper = (down.first[y] as number) * stride + source;
      const lower = (down.second[y] as number) * stride + source;
      const weightY = down.weight[y] as number;
      for (let x = 0; x < options.width; x += 1) {
        const [left, right] = [(across.first[x] as number) * channels, (across.second[x] as number) * channels];
        const a = (data[upper + left] as number) + weightY * ((data[lower + left] as number) - (data[upper + left] as number));
        const b = (data[upper + right] as number) + weightY * ((data[lower + right] as number) - (data[upper + right] as number));
        out[channel * plane + y * options.width + x] = (a + (across.weight[x] as number) * (b - a)) * scale + offset;
      }
    }
  }
  return out;
}

/** Between which two source coordinates each output coordinate lies, and how near to the second. */
function taps(source: number, from: number, length: number, count: number): { first: Int32Array; second: Int32Array; weight: Float32Array } {
  const [first, second, weight] = [new Int32Array(count), new Int32Array(count), new Float32Array(count)];
  for (let i = 0; i < count; i += 1) {
    const at = Math.min(source - 1, Math.max(0, from + (i + 0.5) * (length / count) - 0.5));
    const low = Math.floor(at);
    first[i] = low;
    second[i] = Math.min(source - 1, low + 1);
    weight[i] = at - low;
  }
  return { first, second, weight };
}
