import type { Box } from '../../core/index.js';
import { boxesOfTiles, hashDistance, perceptualHash } from '../../kernels/index.js';
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
/** px; divides the tile. */
const BLOCK = 2;
/** px: pictures are hashed at this size, so that large ones are decoded only in part. */
const HASH_SIDE = 144;
/** A tile has changed when its mean difference is above this (0 to 255): more than what compression does. */
const VISIBLE = 9;

/** Compares two image files. */
export async function compareImages(first: string, second: string): Promise<ImageDifference> {
  const [header, other] = await Promise.all([readHeader(first), readHeader(second)]);
  const scale = Math.min(1, SIDE / Math.max(header.width, header.height));
  const size = { width: Math.max(1, Math.round(header.width * scale)), height: Math.max(1, Math.round(header.height * scale)) };
  const [a, b] = await Promise.all([first, second].map(async (path) => rasterOf((await openImage(path)).resize({ ...size, fit: 'fill' }), path))) as [Raster, Raster];
  const { changed, columns, rows, mean } = changedTiles(a, b);
  const regions = boxesOfTiles(changed, columns, rows).map(({ x, y, width, height }) => ({
    x: Math.round((x * TILE) / scale),
    y: Math.round((y * TILE) / scale),
    width: Math.min(header.width - Math.round((x * TILE) / scale), Math.round((width * TILE) / scale)),
    height: Math.min(header.height - Math.round((y * TILE) / scale), Math.round((height * TILE) / scale)),
  }));
  const [hashA, hashB] = await Promise.all([hashOf(first), hashOf(second)]);
  return { mean, changedShare: changed.filter((tile) => tile === 1).length / changed.length, regions, hashDistance: hashDistance(hashA, hashB), sameSize: header.width === other.width && header.height === other.height };
}

/** Differences are those of blocks of 2 × 2 px: JPEG and WebP keep colour only for such blocks, so that coloured lettering differs px by px. */
function changedTiles(a: Raster, b: Raster): { changed: Uint8Array; columns: number; rows: number; mean: number } {
  const [columns, rows] = [Math.ceil(a.width / TILE), Math.ceil(a.height / TILE)];
  const sums = new Float64Array(columns * rows);
  const counts = new Float64Array(columns * rows);
  let total = 0;
  for (let y = 0; y < a.height; y += BLOCK) {
    for (let x = 0; x < a.width; x += BLOCK) {
      const tile = Math.floor(y / TILE) * columns + Math.floor(x / TILE);
      const [right, bottom] = [Math.min(a.width, x + BLOCK), Math.min(a.height, y + BLOCK)];
      for (let channel = 0; channel < 3; channel += 1) {
        let difference = 0;
        for (let row = y; row < bottom; row += 1) for (let column = x; column < right; column += 1) {
          const at = (row * a.width + column) * 3 + channel;
          difference += (a.data[at] as number) - (b.data[at] as number);
        }
        total += Math.abs(difference);
        sums[tile] = (sums[tile] as number) + Math.abs(difference);
        counts[tile] = (counts[tile] as number) + (right - x) * (bottom - y);
      }
    }
  }
  return { changed: Uint8Array.from(sums, (sum, i) => (sum / (counts[i] as number) > VISIBLE ? 1 : 0)), columns, rows, mean: total / (a.data.length * 255) };
}

async function hashOf(path: string): Promise<bigint> {
  const { data, info } = await (await openImage(path)).resize({ width: HASH_SIDE, height: HASH_SIDE, fit: 'fill' }).ensureAlpha().raw({ depth: 'uchar' }).toBuffer({ resolveWithObject: true });
  return perceptualHash({ width: info.width, height: info.height, data });
}
