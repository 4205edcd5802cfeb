import type { Box } from '../core/index.js';
import { requireInteger, requireSameSize, strideOf, type RgbaFrame } from './frame.js';
import { nativeKernels } from './native.js';

/** A frame cut into squares of `tile` px, row by row; those at the right and lower edge may be smaller. */
export interface TileGrid {
  /** px */
  readonly tile: number;
  readonly columns: number;
  readonly rows: number;
}

/** How many channel values of each tile differ. */
export interface TileDifference extends TileGrid {
  readonly counts: Uint32Array;
}

/** A 64-bit hash of the pixels of each tile, as two 32-bit halves: tile `i` has `hashes[2 * i]` and `hashes[2 * i + 1]`. */
export interface TileHashes extends TileGrid {
  readonly hashes: Uint32Array;
}

export function gridOf(width: number, height: number, tile: number): TileGrid {
  requireInteger('The side of a tile', tile, 1, 4096);
  return { tile, columns: Math.ceil(width / tile), rows: Math.ceil(height / tile) };
}

/** Counts, in each tile, the channel values (alpha too) of two frames of one size that differ by more than `tolerance` (0 to 255). */
export function tileDifference(before: RgbaFrame, after: RgbaFrame, tile: number, tolerance = 0): TileDifference {
  const [strideA, strideB] = [strideOf(before), strideOf(after)];
  requireSameSize(before, after);
  requireInteger('The tolerance', tolerance, 0, 255);
  const grid = gridOf(before.width, before.height, tile);
  const counts = new Uint32Array(grid.columns * grid.rows);
  const native = nativeKernels();
  if (native) {
    native.tileDifference(before.data, before.width, before.height, strideA, after.data, after.width, after.height, strideB, tile, tolerance, counts);
    return { ...grid, counts };
  }
  for (let y = 0; y < before.height; y += 1) {
    const row = Math.floor(y / tile) * grid.columns;
    for (let x = 0; x < before.width * 4; x += 1) {
      const difference = (before.data[y * strideA + x] as number) - (after.data[y * strideB + x] as number);
      if (difference > tolerance || difference < -tolerance) {
        const at = row + Math.floor(x / 4 / tile);
        counts[at] = (counts[at] as number) + 1;
      }
    }
  }
  return { ...grid, counts };
}

/** Boxes (px) around 8-connected groups of tiles in which something differs, largest first; cut at the edges of the frame. */
export function changedBoxes(before: RgbaFrame, after: RgbaFrame, tile: number, tolerance = 0): Box[] {
  const { counts, columns, rows } = tileDifference(before, after, tile, tolerance);
  return boxesOfTiles(counts, columns, rows).map(({ x, y, width, height }) => ({
    x: x * tile,
    y: y * tile,
    width: Math.min(before.width, (x + width) * tile) - x * tile,
    height: Math.min(before.height, (y + height) * tile) - y * tile,
  }));
}

/** Boxes, in tiles, around 8-connected groups of marked tiles, largest first. */
export function boxesOfTiles(marked: ArrayLike<number>, columns: number, rows: number): Box[] {
  const seen = new Uint8Array(columns * rows);
  const boxes: Box[] = [];
  for (let start = 0; start < seen.length; start += 1) {
    if (!marked[start] || seen[start]) continue;
    let [left, top, right, bottom] = [columns, rows, 0, 0];
    const open = [start];
    seen[start] = 1;
    for (let at = open.pop(); at !== undefined; at = open.pop()) {
      const [x, y] = [at % columns, Math.floor(at / columns)];
      [left, top, right, bottom] = [Math.min(left, x), Math.min(top, y), Math.max(right, x), Math.max(bottom, y)];
      for (let ny = Math.max(0, y - 1); ny <= Math.min(rows - 1, y + 1); ny += 1) {
        for (let nx = Math.max(0, x - 1); nx <= Math.min(columns - 1, x + 1); nx += 1) {
          const next = ny * columns + nx;
          if (!marked[next] || seen[next]) continue;
          seen[next] = 1;
          open.push(next);
        }
      }
    }
    boxes.push({ x: left, y: top, width: right - left + 1, height: bottom - top + 1 });
  }
  return boxes.sort((a, b) => b.width * b.height - a.width * a.height);
}

/** Hashes every tile: equal pixels (red, green, blue; alpha does not count) at equal places within a tile give equal hashes. */
export function tileHashes(frame: RgbaFrame, tile: number): TileHashes {
  const stride = strideOf(frame);
  const grid = gridOf(frame.width, frame.height, tile);
  const hashes = new Uint32Array(grid.columns * grid.rows * 2);
  const native = nativeKernels();
  if (native) {
    native.tileHashes(frame.data, frame.width, frame.height, stride, tile, hashes);
    return { ...grid, hashes };
  }
  for (let row = 0; row < grid.rows; row += 1) {
    for (let column = 0; column < grid.columns; column += 1) {
      const [low, high] = hashOf(frame.data, stride, column * tile, row * tile, Math.min(tile, frame.width - column * tile), Math.min(tile, frame.height - row * tile));
      const at = (row * grid.columns + column) * 2;
      hashes[at] = low;
      hashes[at + 1] = high;
    }
  }
  return { ...grid, hashes };
}

/** Two multiplicative hashes (FNV-1a, Fowler, Noll and Vo, with 32-bit words and two primes) over the pixels of a rectangle. */
function hashOf(data: Uint8Array, stride: number, left: number, top: number, width: number, height: number): [number, number] {
  let [low, high] = [0x811c9dc5, 0x9e3779b9];
  for (let y = top; y < top + height; y += 1) {
    for (let x = left; x < left + width; x += 1) {
      const at = y * stride + x * 4;
      const pixel = (data[at] as number) | ((data[at + 1] as number) << 8) | ((data[at + 2] as number) << 16);
      low = Math.imul(low ^ pixel, 0x01000193);
      high = Math.imul(high ^ pixel, 0x85ebca6b);
      high ^= high >>> 15;
    }
  }
  return [low >>> 0, high >>> 0];
}

/** The hash (size and 16 hexadecimal digits) of the pixels in a box, whole px within the frame; equal pixels have equal hashes wherever they stand. Throws USAGE for a box outside. */
export function boxHash(frame: RgbaFrame, box: Box): string {
  const stride = strideOf(frame);
  requireInteger('The left side of a box', box.x, 0, frame.width);
  requireInteger('The upper side of a box', box.y, 0, frame.height);
  requireInteger('The width of a box', box.width, 0, frame.width - box.x);
  requireInteger('The height of a box', box.height, 0, frame.height - box.y);
  const native = nativeKernels();
  const hash = new Uint32Array(2);
  if (native) native.boxHash(frame.data, frame.width, frame.height, stride, box.x, box.y, box.width, box.height, hash);
  else hash.set(hashOf(frame.data, stride, box.x, box.y, box.width, box.height));
  const [low, high] = hash as unknown as [number, number];
  return `${box.width}x${box.height}:${high.toString(16).padStart(8, '0')}${low.toString(16).padStart(8, '0')}`;
}
