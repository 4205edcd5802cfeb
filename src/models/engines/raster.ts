import sharp, { type Sharp } from 'sharp';
import { VouchError, messageOf } from '../../core/index.js';

/** Decoded pixels: 8-bit sRGB without alpha, `data[(y * width + x) * 3 + channel]`, upright after EXIF orientation. */
export interface Raster {
  readonly width: number;
  readonly height: number;
  readonly data: Uint8Array;
}

/** Above this nothing is decoded: 100 megapixels take 300 MB as pixels, whatever the file's own size is. */
export const MAX_PIXELS = 100_000_000;

/** Facts from the header of an image; `width` and `height` are px after EXIF orientation. */
export interface ImageHeader {
  readonly width: number;
  readonly height: number;
  readonly format: string;
  readonly hasAlpha: boolean;
  /** Frames of an animation, 1 for a still image. */
  readonly frames: number;
}

const named = (source: string | Uint8Array): string => (typeof source === 'string' ? source : 'the image');

/**
 * Reads the header only. Throws INPUT_EMPTY for no bytes, INPUT_CORRUPT for what is no image (an animation's first
 * frame counts), INPUT_TOO_LARGE above MAX_PIXELS.
 */
export async function readHeader(source: string | Uint8Array): Promise<ImageHeader> {
  if (source.length === 0) throw new VouchError('INPUT_EMPTY', 'The image holds no bytes.');
  const found = await sharp(source, { limitInputPixels: false, failOn: 'none' })
    .metadata()
    .catch((error: unknown) => {
      throw new VouchError('INPUT_CORRUPT', `${named(source)} does not decode as an image: ${messageOf(error)}.`, { cause: error });
    });
  const { width, height } = found.autoOrient;
  if (width * height > MAX_PIXELS) {
    throw new VouchError('INPUT_TOO_LARGE', `${named(source)} has ${String(width)}×${String(height)} px; at most ${String(MAX_PIXELS / 1e6)} megapixels are decoded. Scale it down first.`, {
      details: { width, height, limit: MAX_PIXELS },
    });
  }
  return { width, height, format: found.format, hasAlpha: found.hasAlpha, frames: found.pages ?? 1 };
}

/**
 * A sharp pipeline of the first frame: upright, sRGB, transparency on white, size checked before decoding. A truncated
 * file is an error when the pipeline runs.
 */
export async function openImage(source: string | Uint8Array): Promise<Sharp> {
  await readHeader(source);
  return sharp(source, { limitInputPixels: MAX_PIXELS, failOn: 'truncated' }).autoOrient().flatten({ background: '#ffffff' }).toColourspace('srgb');
}

/** Decodes to pixels; `resize` to exactly that size (px), without keeping the ratio. Throws as `readHeader` does. */
export async function decodeRaster(source: string | Uint8Array, resize?: { width: number; height: number }): Promise<Raster> {
  const image = await openImage(source);
  return rasterOf(resize ? image.resize({ ...resize, fit: 'fill' }) : image, named(source));
}

/** Runs a pipeline to pixels. `name` stands in the message of INPUT_CORRUPT. */
export async function rasterOf(image: Sharp, name = 'the image'): Promise<Raster> {
  const { data, info } = await image
    .removeAlpha()
    .raw({ depth: 'uchar' })
    .toBuffer({ resolveWithObject: true })
    .catch((error: unknown) => {
      throw new VouchError('INPUT_CORRUPT', `${name} does not decode as an image: ${messageOf(error)}.`, { cause: error });
    });
  return { width: info.width, height: info.height, data: info.channels === 3 ? data : spread(data, info.channels) };
}

/** Greyscale pixels as RGB. */
function spread(data: Uint8Array, channels: number): Uint8Array {
  const pixels = data.length / channels;
  const rgb = new Uint8Array(pixels * 3);
  for (let pixel = 0; pixel < pixels; pixel += 1) rgb.fill(data[pixel * channels] ?? 0, pixel * 3, pixel * 3 + 3);
  return rgb;
}

/** A copy scaled to exactly `width`×`height` px. */
export async function resizeRaster(raster: Raster, width: number, height: number): Promise<Raster> {
  if (width === raster.width && height === raster.height) return raster;
  return rasterOf(sharp(raster.data, { raw: { width: raster.width, height: raster.height, channels: 3 }, limitInputPixels: MAX_PIXELS }).resize(width, height, { fit: 'fill' }));
}
