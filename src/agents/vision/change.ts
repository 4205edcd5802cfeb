import { join } from 'node:path';
import { z } from 'zod';
import { artifact, defineTool, VouchError } from '../../core/index.js';
import { checkHolds, LONGEST_SIDE, openPicture, PICTURE_FORMATS, recoloured, scaled, settled, STYLES, writePicture } from '../../tools/image/index.js';
import { changeWordings as wordings } from './change-wordings.js';

/** Longer side of a preview where no size is stated, px. */
const THUMBNAIL = 256;

const side = z.number().int().min(1).max(LONGEST_SIDE).optional();
const picture = artifact('image').describe('the picture');

export const resizeImage = defineTool({
  name: 'resize_image',
  description: 'Makes a picture smaller or larger: to a width or height in pixels, or to a share of its size; also a thumbnail.',
  wordings: wordings.resize_image,
  input: z.object({
    image: picture,
    width: side.describe('width in pixels; the height follows where it is not given'),
    height: side.describe('height in pixels; with a width, what stands over on two sides is cut off'),
    longestSide: side.describe('length of the longer side in pixels'),
    scale: z.number().min(0.01).max(8).optional().describe('share of the size that it has: 0.5 is half as wide and half as high'),
    thumbnail: z.boolean().default(false).describe(`a small preview, ${THUMBNAIL} pixels on its longer side where no size is given`),
  }),
  output: z.object({ image: artifact('image').describe('the picture in its new size') }),
  criteria: [{ oracle: 'decodes', port: 'image' }, { oracle: 'resized_as_asked', port: 'image' }],
  async execute({ image, thumbnail, ...asked }, { signal, scratch }) {
    const isTold = Object.values(asked).some((value) => value !== undefined);
    if (!isTold && !thumbnail) throw new VouchError('USAGE', 'resize_image was not told how large the picture is to be.');
    const open = await openPicture(image.path);
    const size = isTold ? asked : { longestSide: Math.min(THUMBNAIL, Math.max(open.width, open.height)) };
    return { image: await writePicture(scaled(open, size), open.format, join(scratch, 'resized'), { signal }) };
  },
});

export const turnImage = defineTool({
  name: 'turn_image',
  description: 'Rotates a picture by 90, 180 or 270 degrees, turns it upside down, or mirrors (flips) it.',
  wordings: wordings.turn_image,
  input: z.object({
    image: picture,
    degrees: z.number().int().min(90).max(270).multipleOf(90).optional().describe('how far it is rotated clockwise: 90, 180 or 270 degrees'),
    mirror: z.enum(['left-right', 'top-bottom']).optional().describe('which sides change places; after it was rotated'),
  }),
  output: z.object({ image: artifact('image').describe('the turned picture') }),
  criteria: [{ oracle: 'decodes', port: 'image' }, { oracle: 'turned_as_asked', port: 'image' }],
  async execute({ image, degrees, mirror }, { signal, scratch }) {
    if (degrees === undefined && mirror === undefined) throw new VouchError('USAGE', 'turn_image was not told how to turn the picture: by 90, 180 or 270 degrees clockwise, or which sides change places.');
    const { image: upright, format } = await openPicture(image.path);
    const rotated = degrees === undefined ? upright : upright.rotate(degrees);
    // In one pipeline sharp mirrors before it rotates.
    const finished = degrees === undefined || mirror === undefined ? rotated : await settled(rotated);
    const turned = mirror === undefined ? finished : mirror === 'left-right' ? finished.flop() : finished.flip();
    return { image: await writePicture(turned, format, join(scratch, 'turned'), { signal }) };
  },
});

export const recolourImage = defineTool({
  name: 'recolour_image',
  description: 'Makes a picture black and white (greyscale), sepia, or inverts its colours.',
  wordings: wordings.recolour_image,
  input: z.object({
    image: picture,
    style: z.enum(STYLES).default('greyscale').describe('greyscale is black and white; sepia is brown as in old photos; inverted is a negative'),
  }),
  output: z.object({ image: artifact('image').describe('the picture in its new colours') }),
  criteria: [{ oracle: 'decodes', port: 'image' }, { oracle: 'recoloured_as_asked', port: 'image' }],
  async execute({ image, style }, { signal, scratch }) {
    const open = await openPicture(image.path);
    return { image: await writePicture(await recoloured(open, style), open.format, join(scratch, 'recoloured'), { signal }) };
  },
});

export const convertImage = defineTool({
  name: 'convert_image',
  description: 'Saves a picture in another file format: PNG, JPEG, WebP, AVIF, TIFF or GIF.',
  wordings: wordings.convert_image,
  input: z.object({
    image: picture,
    format: z.enum(PICTURE_FORMATS).describe('the file format'),
    quality: z.number().int().min(1).max(100).optional().describe('of JPEG, WebP and AVIF: 1 is the smallest file, 100 the best picture; default 90'),
  }),
  output: z.object({ image: artifact('image').describe('the picture in that format') }),
  criteria: [{ oracle: 'decodes', port: 'image' }, { oracle: 'saved_as_asked', port: 'image' }],
  async execute({ image, format, quality }, { signal, scratch }) {
    const open = await openPicture(image.path);
    checkHolds(format, open);
    return { image: await writePicture(open.image, format, join(scratch, 'converted'), { signal, quality }) };
  },
});
