import { VouchError } from '../core/index.js';
import { nativeKernels } from './native.js';

/** Mean absolute difference of two pictures of one size and layout, byte by byte: 0 (equal) to 1. Throws USAGE for different lengths. */
export function byteDifference(before: Uint8Array, after: Uint8Array): number {
  if (before.length !== after.length) throw new VouchError('USAGE', `Pictures of ${before.length} and ${after.length} bytes cannot be compared byte by byte.`);
  if (before.length === 0) return 0;
  return sumOfDifferences(before, after) / before.length / 255;
}

function sumOfDifferences(before: Uint8Array, after: Uint8Array): number {
  const native = nativeKernels();
  if (native) return native.absoluteDifference(before, after);
  let sum = 0;
  for (let i = 0; i < before.length; i += 1) sum += Math.abs((before[i] as number) - (after[i] as number));
  return sum;
}
