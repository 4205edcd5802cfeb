import { InferenceSession, Tensor } from 'onnxruntime-node';
import { throwIfAborted, type Box } from '../../../core/index.js';
import { toPlanes } from '../../../kernels/index.js';
import { resizeRaster, type Raster } from '../raster.js';
import { scaled, type Rectangle } from './rectangle.js';
import { findRegions, type TextMap } from './regions.js';

/** The shorter side is scaled down to this before text is looked for; a page at device scale factor 2 is then at 1. */
const SHORT_SIDE = 1280;
/** px; larger images are read in tiles, which bounds memory. */
const TILE = 960;
const OVERLAP = 96;
/** Empty border around an image: text that touches an edge is found less well. */
const MARGIN = 32;
/** Sides of the network's input are multiples of this. */
const STRIDE = 32;
/** Below this spread of pixel values (0 to 255) a tile is an even area and holds no text. */
const FLAT = 4;

/** ImageNet statistics in the order in which PaddleOCR applies them: to blue, green, red. */
const MEAN = [0.485, 0.456, 0.406] as const;
const DEVIATION = [0.229, 0.224, 0.225] as const;
const SCALE = [1 / 255 / DEVIATION[0], 1 / 255 / DEVIATION[1], 1 / 255 / DEVIATION[2]] as const;
const OFFSET = [-MEAN[0] / DEVIATION[0], -MEAN[1] / DEVIATION[1], -MEAN[2] / DEVIATION[2]] as const;

/** Finds text lines. Rectangles in px of the image, in no order. */
export async function detectText(session: InferenceSession, image: Raster, signal?: AbortSignal): Promise<Rectangle[]> {
  const map = await textMap(session, image, signal);
  const [scaleX, scaleY] = [image.width / (map.width - 2 * MARGIN), image.height / (map.height - 2 * MARGIN)];
  return findRegions(map)
    .map((region) => ({ ...region, centre: { x: region.centre.x - MARGIN, y: region.centre.y - MARGIN } }))
    .map((region) => scaled(region, scaleX, scaleY));
}

/** The map of the image at the scale at which text is looked for, with a margin around it. */
export async function textMap(session: InferenceSession, image: Raster, signal?: AbortSignal): Promise<TextMap> {
  const scale = Math.min(1, SHORT_SIDE / Math.min(image.width, image.height));
  const width = Math.max(1, Math.round(image.width * scale));
  const height = Math.max(1, Math.round(image.height * scale));
  const small = await resizeRaster(image, width, height);
  const map: TextMap = { width: width + 2 * MARGIN, height: height + 2 * MARGIN, data: new Uint8Array((width + 2 * MARGIN) * (height + 2 * MARGIN)) };
  for (const top of starts(map.height)) {
    for (const left of starts(map.width)) {
      throwIfAborted(signal);
      await readTile(session, small, map, left, top);
    }
  }
  return map;
}

/** Where tiles begin along one side. */
function starts(length: number): number[] {
  if (length <= TILE) return [0];
  const count = Math.ceil((length - OVERLAP) / (TILE - OVERLAP));
  const size = tileSize(length);
  return Array.from({ length: count }, (_, i) => Math.round((i * (length - size)) / (count - 1)));
}

/** Tiles share a length out evenly, so that the last one is not a sliver. */
function tileSize(length: number): number {
  if (length <= TILE) return Math.ceil(length / STRIDE) * STRIDE;
  const count = Math.ceil((length - OVERLAP) / (TILE - OVERLAP));
  return Math.ceil(((length - OVERLAP) / count + OVERLAP) / STRIDE) * STRIDE;
}

async function readTile(session: InferenceSession, image: Raster, map: TextMap, left: number, top: number): Promise<void> {
  const [width, height] = [tileSize(map.width), tileSize(map.height)];
  const part = { x: left - MARGIN, y: top - MARGIN, width, height };
  if (isFlat(image, part)) return;
  const values = toPlanes({ ...image, channels: 3 }, { width, height, part, scale: SCALE, offset: OFFSET, reversed: true });
  const output = await session.run({ [session.inputNames[0] as string]: new Tensor('float32', values, [1, 3, height, width]) });
  const found = (output[session.outputNames[0] as string] as Tensor).data as Float32Array;
  for (let y = 0; y < height && top + y < map.height; y += 1) {
    for (let x = 0; x < width && left + x < map.width; x += 1) {
      const at = (top + y) * map.width + left + x;
      // Where tiles overlap, the one that saw more of the line is the surer one.
      map.data[at] = Math.max(map.data[at] as number, Math.round((found[y * width + x] as number) * 255));
    }
  }
}

/** Whether the values of a part of an image hardly differ. */
function isFlat({ width, height, data }: Raster, part: Box): boolean {
  const [left, right] = [Math.max(0, part.x) * 3, Math.min(width, part.x + part.width) * 3];
  let [least, most] = [255, 0];
  for (let y = Math.max(0, part.y); y < Math.min(height, part.y + part.height); y += 1) {
    for (let at = y * width * 3 + left; at < y * width * 3 + right; at += 1) {
      const value = data[at] as number;
      if (value < least) least = value;
      if (value > most) most = value;
    }
    if (most - least >= FLAT) return false;
  }
  return true;
}
