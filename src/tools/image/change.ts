import type { Sharp } from 'sharp';
import sharp from 'sharp';
import { abortable, messageOf, throwIfAborted, toVouchError, VouchError, type MediaFile } from '../../core/index.js';
import { MAX_PIXELS, readHeader, type ImageHeader } from './open.js';

/** The formats that pictures are saved in, as people write them. */
export const PICTURE_FORMATS = ['png', 'jpg', 'jpeg', 'webp', 'tiff', 'avif', 'gif'] as const;
export type PictureFormat = (typeof PICTURE_FORMATS)[number];

/** The longest side that every format here can hold, px. */
export const LONGEST_SIDE = 16_000;
/** At this quality (1 to 100) nobody sees that a photo was saved anew. */
const QUALITY = 90;

interface Writer {
  readonly mime: string;
  readonly extension: string;
  /** The longest side that the format can hold, px. */
  readonly longest: number;
  readonly encode: (image: Sharp, quality: number) => Sharp;
}

// With colours in half the resolution, which is the default, small pictures and sharp edges lose theirs.
const JPEG: Writer = { mime: 'image/jpeg', extension: 'jpg', longest: 65_535, encode: (image, quality) => image.flatten({ background: '#ffffff' }).jpeg({ quality, mozjpeg: false, chromaSubsampling: '4:4:4' }) };
const WRITERS: Readonly<Record<PictureFormat, Writer>> = {
  png: { mime: 'image/png', extension: 'png', longest: Infinity, encode: (image) => image.png() },
  jpg: JPEG,
  jpeg: JPEG,
  webp: { mime: 'image/webp', extension: 'webp', longest: 16_383, encode: (image, quality) => image.webp({ quality }) },
  tiff: { mime: 'image/tiff', extension: 'tiff', longest: Infinity, encode: (image) => image.tiff({ compression: 'deflate' }) },
  avif: { mime: 'image/avif', extension: 'avif', longest: 16_384, encode: (image, quality) => image.avif({ quality, effort: 3 }) },
  gif: { mime: 'image/gif', extension: 'gif', longest: 65_535, encode: (image) => image.gif() },
};

/** A picture that is about to be changed: upright, in sRGB with 8 bits, transparency kept. */
export interface OpenPicture {
  readonly image: Sharp;
  /** px after EXIF orientation */
  readonly width: number;
  readonly height: number;
  /** In which it is saved again where no other is asked for. */
  readonly format: PictureFormat;
}

/** Opens a picture for changing. Throws as `readHeader`, and INPUT_UNSUPPORTED for what holds more than one picture. */
export async function openPicture(path: string): Promise<OpenPicture> {
  const header = await readHeader(path);
  if (header.frames > 1) throw new VouchError('INPUT_UNSUPPORTED', `The picture is an animation or has pages: it holds ${header.frames} pictures, and only a single one can be changed.`, { details: { frames: header.frames } });
  const image = sharp(path, { limitInputPixels: MAX_PIXELS, failOn: 'truncated' }).autoOrient().toColourspace('srgb');
  return { image, width: header.width, height: header.height, format: formatOf(header) };
}

function formatOf({ format }: ImageHeader): PictureFormat {
  return format === 'jpeg' || format === 'webp' || format === 'tiff' ? format : 'png';
}

function undecodable(error: unknown): never {
  throw new VouchError('INPUT_CORRUPT', `The picture does not decode: ${messageOf(error)}.`, { cause: error });
}

/** A picture as it is in the middle of a pipeline, for what sharp would do in another order or in other numbers. Throws INPUT_CORRUPT where the source does not decode to its end. */
export async function settled(image: Sharp): Promise<Sharp> {
  return sharp(await image.png({ compressionLevel: 1 }).toBuffer().catch(undecodable));
}

/** Throws USAGE where a format cannot hold a picture of this size. */
export function checkHolds(format: PictureFormat, { width, height }: Pick<OpenPicture, 'width' | 'height'>): void {
  const { longest } = WRITERS[format];
  if (Math.max(width, height) > longest) throw new VouchError('USAGE', `A picture of ${width}×${height} px cannot be saved as ${format.toUpperCase()}, which holds at most ${longest} px a side. Take PNG or TIFF, or make it smaller first.`, { details: { width, height, longest } });
}

/** INPUT_CORRUPT where the source does not decode to its end; what else went wrong is a fault of the writing. */
async function unwritten(image: Sharp, error: unknown): Promise<never> {
  await image.stats().catch(undecodable);
  throw toVouchError(error, 'TOOL_FAILED');
}

/** Writes a picture beside `stem` with the ending of its format. Throws INPUT_CORRUPT where the source does not decode to its end, and the signal's reason. */
export async function writePicture(image: Sharp, format: PictureFormat, stem: string, { signal, quality = QUALITY }: { readonly signal: AbortSignal; readonly quality?: number | undefined }): Promise<MediaFile> {
  throwIfAborted(signal);
  const { mime, extension, encode } = WRITERS[format];
  const path = `${stem}.${extension}`;
  const written = encode(image, quality).toFile(path).catch((error: unknown) => unwritten(image, error));
  const { width, height } = await abortable(written, signal);
  return { path, mime, metadata: { width, height } };
}

/** How large a picture is to be. Width and height together are the size, whatever the shape was. */
export interface AskedSize {
  readonly width?: number | undefined;
  readonly height?: number | undefined;
  /** px of the longer side */
  readonly longestSide?: number | undefined;
  /** Share of the size that it has. */
  readonly scale?: number | undefined;
}

/** Scales a picture; where its shape is another than the asked one, what stands over is cut off evenly on both sides. Throws USAGE above 16,000 px a side or 100 megapixels. */
export function scaled({ image, width, height }: OpenPicture, asked: AskedSize): Sharp {
  const factor = asked.scale ?? (asked.longestSide === undefined ? undefined : asked.longestSide / Math.max(width, height));
  const byWidth = asked.width === undefined ? undefined : asked.width / width;
  const byHeight = asked.height === undefined ? undefined : asked.height / height;
  const share = factor ?? byWidth ?? byHeight;
  if (share === undefined) throw new VouchError('USAGE', 'It was not said how large the picture is to be.');
  const side = (one: number | undefined, long: number): number => one ?? Math.max(1, Math.round(long * share));
  const size = factor === undefined ? { width: side(asked.width, width), height: side(asked.height, height) } : { width: side(undefined, width), height: side(undefined, height) };
  if (Math.max(size.width, size.height) > LONGEST_SIDE || size.width * size.height > MAX_PIXELS) throw new VouchError('USAGE', `A picture of ${size.width}×${size.height} px would be too large: at most ${LONGEST_SIDE} px a side and ${MAX_PIXELS / 1e6} megapixels.`, { details: size });
  return image.resize({ ...size, fit: byWidth !== undefined && byHeight !== undefined ? 'cover' : 'fill' });
}

/** How a picture's colours are changed. */
export const STYLES = ['greyscale', 'sepia', 'inverted'] as const;
export type Style = (typeof STYLES)[number];

/** Weights of the sepia tone, as the filter effects of CSS define it. */
const SEPIA: [[number, number, number], [number, number, number], [number, number, number]] = [[0.393, 0.769, 0.189], [0.349, 0.686, 0.168], [0.272, 0.534, 0.131]];

export async function recoloured({ image }: OpenPicture, style: Style): Promise<Sharp> {
  // Weighted pixels are floats, which a TIFF would keep as they are; a second pipeline has bytes.
  if (style === 'sepia') return settled(image.recomb(SEPIA));
  return style === 'inverted' ? image.negate({ alpha: false }) : image.greyscale();
}
