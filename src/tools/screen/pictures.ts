import type { RgbaFrame } from '../../kernels/index.js';
import type { Draft } from './draft.js';
import { shapeOf } from './boxes.js';
import { figureOf, outlineOf, pixelReader } from './patch.js';
import type { Mark } from './segment.js';

/** CSS px: marks that are smaller are parts of text or icons. */
const SMALLEST = 20;
/** Colours (4 bits a channel) from which on a mark is a picture and no drawing. */
const PICTURE_COLOURS = 40;
/** Part of its box that a picture covers at least. */
const DENSE = 0.4;

/** Whether a mark has so many colours that it is a photo or a gradient. */
export function isPicture(frame: RgbaFrame, { box, area }: Mark, scale: number): boolean {
  if (Math.min(box.width, box.height) < SMALLEST * scale || area < DENSE * box.width * box.height) return false;
  const read = pixelReader(frame);
  const colours = new Set<number>();
  const step = Math.max(1, Math.floor(Math.min(box.width, box.height) / 48));
  for (let y = box.y; y < box.y + box.height; y += step) {
    for (let x = box.x; x < box.x + box.width; x += step) {
      const [red, green, blue] = read(x, y);
      colours.add(((red >> 4) << 8) | ((green >> 4) << 4) | (blue >> 4));
    }
  }
  return colours.size >= PICTURE_COLOURS;
}

/** A mark that is neither text nor picture: a figure where its outline is one, else an icon. */
export function drawingDraft(frame: RgbaFrame, mark: Pick<Mark, 'box' | 'ink' | 'ground'>, scale: number): Draft {
  const figure = figureOf(outlineOf(frame, mark.box, mark.ground?.colour ?? [255, 255, 255]));
  const large = Math.max(mark.box.width, mark.box.height) >= 64 * scale;
  const isShape = figure !== 'other' || large;
  return { kind: isShape ? 'shape' : 'icon', box: mark.box, text: '', state: {}, fill: mark.ink, ...(isShape ? { shape: shapeOf(figure, mark.box) } : {}), confidence: figure === 'other' ? 0.5 : 0.65 };
}
