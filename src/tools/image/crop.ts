import type { Sharp } from 'sharp';
import { VouchError, type Box } from '../../core/index.js';
import { settled, type OpenPicture } from './change.js';

/** Parts of a picture that have a name. Halves and thirds go from edge to edge; the centre is half as wide and half as high. */
export const REGIONS = [
  'left half', 'right half', 'top half', 'bottom half', 'centre',
  'top left quarter', 'top right quarter', 'bottom left quarter', 'bottom right quarter',
  'left third', 'right third', 'top third', 'bottom third',
] as const;
export type Region = (typeof REGIONS)[number];

interface Size {
  readonly width: number;
  readonly height: number;
}

/** Where a named part lies, px. */
export function boxOf(region: Region, { width, height }: Size): Box {
  const part = /third/.test(region) ? 1 / 3 : 1 / 2;
  const isCentre = region === 'centre';
  const across = isCentre || /left|right/.test(region) ? Math.max(1, Math.round(width * part)) : width;
  const down = isCentre || /top|bottom/.test(region) ? Math.max(1, Math.round(height * part)) : height;
  return {
    x: isCentre ? Math.floor((width - across) / 2) : /right/.test(region) ? width - across : 0,
    y: isCentre ? Math.floor((height - down) / 2) : /bottom/.test(region) ? height - down : 0,
    width: across, height: down,
  };
}

/** `square`, `circle` or a ratio of width to height such as `16:9`. */
export const SHAPE = /^(?:square|circle|[1-9]\d?:[1-9]\d?)$/;

/** Width by height of a shape. */
export function ratioOf(shape: string): number {
  const [, across, down] = /^(\d+):(\d+)$/.exec(shape) ?? [];
  return across === undefined || down === undefined ? 1 : Number(across) / Number(down);
}

/** The smallest box of a shape around another, within the picture; the largest that there is where none is large enough. */
export function shapedBox(box: Box, shape: string, { width, height }: Size): Box {
  const ratio = ratioOf(shape);
  const wanted = Math.max(box.width, box.height * ratio);
  const across = Math.min(wanted, width, height * ratio);
  const down = across / ratio;
  const within = (centre: number, side: number, whole: number): number => Math.max(0, Math.min(centre - side / 2, whole - side));
  const [w, h] = [Math.max(1, Math.round(across)), Math.max(1, Math.round(down))];
  return { x: Math.round(within(box.x + box.width / 2, w, width)), y: Math.round(within(box.y + box.height / 2, h, height)), width: w, height: h };
}

/** The part of a picture in a box (px), cut at its edges. Throws USAGE when the box lies outside. */
export function cropped({ image, width, height }: OpenPicture, box: Box): Sharp {
  const left = Math.max(0, Math.round(box.x));
  const top = Math.max(0, Math.round(box.y));
  const right = Math.min(width, Math.round(box.x + box.width));
  const bottom = Math.min(height, Math.round(box.y + box.height));
  if (right <= left || bottom <= top) throw new VouchError('USAGE', `The box ${JSON.stringify(box)} lies outside of the image, which has ${width}×${height} px.`, { details: { box, width, height } });
  return image.extract({ left, top, width: right - left, height: bottom - top });
}

/** A square picture with everything outside of the circle in it transparent. */
export async function inCircle(image: Sharp, side: number): Promise<Sharp> {
  const disc = Buffer.from(`<svg xmlns="http://www.w3.org/2000/svg" width="${side}" height="${side}"><circle cx="${side / 2}" cy="${side / 2}" r="${side / 2}"/></svg>`);
  return (await settled(image.ensureAlpha())).composite([{ input: disc, blend: 'dest-in' }]);
}

/** The whole pixels of a picture that hold a box and a margin (px) on each side of it; one at least. */
export function partAround(box: Box, size: Size, margin = { x: 0, y: 0 }): { left: number; top: number; width: number; height: number } {
  const [left, top] = [Math.max(0, Math.floor(box.x - margin.x)), Math.max(0, Math.floor(box.y - margin.y))];
  const [right, bottom] = [Math.min(size.width, Math.ceil(box.x + box.width + margin.x)), Math.min(size.height, Math.ceil(box.y + box.height + margin.y))];
  return { left, top, width: Math.max(1, right - left), height: Math.max(1, bottom - top) };
}
