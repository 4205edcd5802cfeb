import type { Box } from '../../core/index.js';
import { openImage, rasterOf, readHeader, type Raster } from './open.js';

/** How two images differ, looked at in the size of the first one. */
export interface ImageDifference {
  /** 0 (equal) to 1: mean difference of the channels. */
  readonly mean: number;
  /** 0 to 1: part of the tiles that differ visibly. */
  readonly changedShare: number;
  /** Boxes around neighbouring changed tiles, px of the first image, largest first. */
  readonly regions: readonly Box[];
  /** 0 to 64: bits by which the perceptual hashes differ; up to about 10 is the same picture in another size or quality. */
  readonly hashDistance: number;
  readonly sameSize: boolean;
}

const SIDE = 384;
const TILE = 12;
/** A tile has changed when its mean difference is above this (0 to 255): more than what compression does. */
const VISIBLE = 9;

/** Compares two image files. */
export async function compareImages(first: string, second: string): Promise<ImageDifference> {
  const [header, other] = await Promise.all([readHeader(first), readHeader(second)]);
  const scale = Math.min(1, SIDE / Math.max(header.width, header.height));
  const size = { width: Math.max(1, Math.round(header.width * scale)), height: Math.max(1, Math.round(header.height * scale)) };
  const [a, b] = await Promise.all([first, second].map(async (path) => rasterOf((await openImage(path)).resize({ ...size, fit: 'fill' }), path))) as [Raster, Raster];
  const { changed, columns, rows, mean } = changedTiles(a, b);
  const regions = regionsOf(changed, columns, rows).map(({ x, y, width, height }) => ({
    x: Math.round((x * TILE) / scale),
    y: Math.round((y * TILE) / scale),
    width: Math.min(header.width - Math.round((x * TILE) / scale), Math.round((width * TILE) / scale)),
    height: Math.min(header.height - Math.round((y * TILE) / scale), Math.round((height * TILE) / scale)),
  }));
  const [hashA, hashB] = await Promise.all([differenceHash(first), differenceHash(second)]);
  let bits = hashA ^ hashB;
  let hashDistance = 0;
  for (; bits > 0n; bits >>= 1n) hashDistance += Number(bits & 1n);
  return { mean, changedShare: changed.filter(Boolean).length / changed.length, regions, hashDistance, sameSize: header.width === other.width && header.height === other.height };
}

function changedTiles(a: Raster, b: Raster): { changed: boolean[]; columns: number; rows: number; mean: number } {
  const [columns, rows] = [Math.ceil(a.width / TILE), Math.ceil(a.height / TILE)];
  const sums = new Float64Array(columns * rows);
  const counts = new Float64Array(columns * rows);
  let total = 0;
  for (let y = 0; y < a.height; y += 1) {
    for (let x = 0; x < a.width; x += 1) {
      const tile = Math.floor(y / TILE) * columns + Math.floor(x / TILE);
      for (let channel = 0; channel < 3; channel += 1) {
        const at = (y * a.width + x) * 3 + channel;
        const difference = Math.abs((a.data[at] as number) - (b.data[at] as number));
        total += difference;
        sums[tile] = (sums[tile] as number) + difference;
        counts[tile] = (counts[tile] as number) + 1;
      }
    }
  }
  return { changed: Array.from(sums, (sum, i) => sum / (counts[i] as number) > VISIBLE), columns, rows, mean: total / (a.data.length * 255) };
}

/** Boxes (in tiles) around 8-connected groups of changed tiles. */
function regionsOf(changed: readonly boolean[], columns: number, rows: number): Box[] {
  const seen = new Set<number>();
  const boxes: Box[] = [];
  for (let start = 0; start < changed.length; start += 1) {
    if (!changed[start] || seen.has(start)) continue;
    let [left, top, right, bottom] = [columns, rows, 0, 0];
    const open = [start];
    seen.add(start);
    for (let at = open.pop(); at !== undefined; at = open.pop()) {
      const [x, y] = [at % columns, Math.floor(at / columns)];
      [left, top, right, bottom] = [Math.min(left, x), Math.min(top, y), Math.max(right, x), Math.max(bottom, y)];
      for (let ny = Math.max(0, y - 1); ny <= Math.min(rows - 1, y + 1); ny += 1) {
        for (let nx = Math.max(0, x - 1); nx <= Math.min(columns - 1, x + 1); nx += 1) {
          const next = ny * columns + nx;
          if (!changed[next] || seen.has(next)) continue;
          seen.add(next);
          open.push(next);
        }
      }
    }
    boxes.push({ x: left, y: top, width: right - left + 1, height: bottom - top + 1 });
  }
  return boxes.sort((a, b) => b.width * b.height - a.width * a.height);
}

/** 64 bits: whether each of 8×8 cells is brighter than its right neighbour (the "dHash" of N. Krawetz, 2013). */
async function differenceHash(path: string): Promise<bigint> {
  const { data } = await rasterOf((await openImage(path)).greyscale().resize({ width: 9, height: 8, fit: 'fill' }), path);
  let hash = 0n;
  for (let y = 0; y < 8; y += 1) for (let x = 0; x < 8; x += 1) hash = (hash << 1n) | ((data[(y * 9 + x) * 3] as number) > (data[(y * 9 + x + 1) * 3] as number) ? 1n : 0n);
  return hash;
}
