import { openImage, rasterOf } from './open.js';

/** How much there is to see in an image. Brightness counts from 0 (black) to 255 (white). */
export interface ImageStatistics {
  readonly meanBrightness: number;
  /** Standard deviation of the brightness over all pixels. */
  readonly deviation: number;
  /** Largest standard deviation within one of 8×8 tiles: a small mark on an even ground stands out here. */
  readonly tileDeviation: number;
}

const SIDE = 512;
const TILES = 8;

/** Measures an image file. Throws as `openImage`. */
export async function measureImage(path: string): Promise<ImageStatistics> {
  const image = (await openImage(path)).resize({ width: SIDE, height: SIDE, fit: 'inside', withoutEnlargement: true });
  const { width, height, data } = await rasterOf(image, path);
  const tiles = Array.from({ length: TILES * TILES }, () => ({ sum: 0, squares: 0, count: 0 }));
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) {
      const at = (y * width + x) * 3;
      const value = 0.2126 * (data[at] as number) + 0.7152 * (data[at + 1] as number) + 0.0722 * (data[at + 2] as number);
      const tile = tiles[Math.floor((y * TILES) / height) * TILES + Math.floor((x * TILES) / width)];
      if (!tile) continue;
      tile.sum += value;
      tile.squares += value * value;
      tile.count += 1;
    }
  }
  const total = tiles.reduce((all, { sum, squares, count }) => ({ sum: all.sum + sum, squares: all.squares + squares, count: all.count + count }), { sum: 0, squares: 0, count: 0 });
  return { meanBrightness: total.sum / total.count, deviation: deviationOf(total), tileDeviation: Math.max(...tiles.map(deviationOf)) };
}

function deviationOf({ sum, squares, count }: { sum: number; squares: number; count: number }): number {
  return count === 0 ? 0 : Math.sqrt(Math.max(0, squares / count - (sum / count) ** 2));
}
