import { strideOf, type RgbaFrame } from './frame.js';
import { nativeKernels } from './native.js';

const COLUMNS = 9;
const ROWS = 8;

/**
 * A 64-bit perceptual hash: whether each of 8×8 cells is brighter than its right neighbour (the "dHash" of N. Krawetz,
 * 2013), by the mean brightness of 9×8 cells. Up to about 10 differing bits are the same picture in another size or quality.
 */
export function perceptualHash(frame: RgbaFrame): bigint {
  const stride = strideOf(frame);
  const { width, height, data } = frame;
  const native = nativeKernels();
  if (native) return native.differenceHash(data, width, height, stride);
  let hash = 0n;
  for (let row = 0; row < ROWS; row += 1) {
    const top = Math.floor((row * height) / ROWS);
    const bottom = Math.max(top + 1, Math.floor(((row + 1) * height) / ROWS));
    const cells = Array.from({ length: COLUMNS }, (_, column) => {
      const left = Math.floor((column * width) / COLUMNS);
      const right = Math.max(left + 1, Math.floor(((column + 1) * width) / COLUMNS));
      return { sum: BigInt(brightness(data, stride, left, top, right, bottom)), count: BigInt((right - left) * (bottom - top)) };
    });
    for (let column = 0; column + 1 < COLUMNS; column += 1) {
      const [cell, next] = [cells[column], cells[column + 1]] as [{ sum: bigint; count: bigint }, { sum: bigint; count: bigint }];
      hash = (hash << 1n) | (cell.sum * next.count > next.sum * cell.count ? 1n : 0n);
    }
  }
  return hash;
}

/** Sum of the brightness (ITU-R BT.601, 0 to 255) of a rectangle. */
function brightness(data: Uint8Array, stride: number, left: number, top: number, right: number, bottom: number): number {
  let sum = 0;
  for (let y = top; y < bottom; y += 1) {
    for (let x = left; x < right; x += 1) {
      const at = y * stride + x * 4;
      sum += (77 * (data[at] as number) + 150 * (data[at + 1] as number) + 29 * (data[at + 2] as number)) >> 8;
    }
  }
  return sum;
}

/** By how many bits two hashes differ, 0 to 64. */
export function hashDistance(a: bigint, b: bigint): number {
  let count = 0;
  for (let bits = a ^ b; bits > 0n; bits &= bits - 1n) count += 1;
  return count;
}
