import { VouchError } from '../core/index.js';

/** A picture in memory: 8-bit sRGB with alpha, `data[y * stride + x * 4 + channel]`. */
export interface RgbaFrame {
  /** px, at least 1 */
  readonly width: number;
  readonly height: number;
  readonly data: Uint8Array;
  /** Bytes from one row to the next; default `width * 4`. */
  readonly stride?: number;
}

/** The stride of a frame. Throws USAGE when its sizes and the length of its data do not fit together. */
export function strideOf(frame: RgbaFrame): number {
  const { width, height, data, stride = width * 4 } = frame;
  if (!Number.isInteger(width) || !Number.isInteger(height) || width < 1 || height < 1) throw new VouchError('USAGE', `A frame of ${width}×${height} px holds no pixel; its sides must be whole numbers from 1 up.`);
  if (!Number.isInteger(stride) || stride < width * 4) throw new VouchError('USAGE', `A row of ${width} px takes ${width * 4} bytes, but the frame's stride is ${stride}.`);
  const needed = (height - 1) * stride + width * 4;
  if (data.length < needed) throw new VouchError('USAGE', `A frame of ${width}×${height} px at a stride of ${stride} takes ${needed} bytes, but its data has ${data.length}.`);
  return stride;
}

/** Throws USAGE when two frames differ in size: there is nothing to compare then. */
export function requireSameSize(before: RgbaFrame, after: RgbaFrame): void {
  if (before.width === after.width && before.height === after.height) return;
  throw new VouchError('USAGE', `Frames of ${before.width}×${before.height} and ${after.width}×${after.height} px cannot be compared pixel by pixel.`);
}

/** A whole number within bounds, or USAGE. */
export function requireInteger(name: string, value: number, least: number, most: number): void {
  if (!Number.isInteger(value) || value < least || value > most) throw new VouchError('USAGE', `${name} is ${value}; it must be a whole number from ${least} to ${most}.`);
}
