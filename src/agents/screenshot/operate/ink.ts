import type { Box } from '../../../core/index.js';
import type { Picture } from './view.js';

/** CSS px: the frame of a field. */
const INSET = 3;
/** Grey values that stand out from a ground by more are ink. */
const CONTRAST = 60;
/** CSS px: a caret is no wider; and higher than the letters beside it by this. */
const CARET_WIDTH = 1.6;
const HIGHER = 1.12;

interface Patch { readonly width: number; readonly height: number; readonly isInk: (x: number, y: number) => boolean }

/** The inside of a field, its frame left out. */
function patchOf({ pixels, frame }: Picture, box: Box): Patch {
  const at = (value: number): number => Math.round(value * frame.scale);
  const [left, top, right, bottom] = [Math.max(0, at(box.x + INSET)), Math.max(0, at(box.y + INSET)), Math.min(pixels.width, at(box.x + box.width - INSET)), Math.min(pixels.height, at(box.y + box.height - INSET))];
  const [width, height] = [Math.max(0, right - left), Math.max(0, bottom - top)];
  const greys = Float32Array.from({ length: width * height }, (_, i) => {
    const index = ((top + Math.floor(i / width)) * pixels.width + left + (i % width)) * 4;
    return ((pixels.data[index] ?? 0) + (pixels.data[index + 1] ?? 0) + (pixels.data[index + 2] ?? 0)) / 3;
  });
  const ground = greys.toSorted()[greys.length >> 1] ?? 255;
  return { width, height, isInk: (x, y) => Math.abs((greys[y * width + x] ?? ground) - ground) > CONTRAST };
}

/** CSS px² inside a field that stand out from its ground: about 13 for a caret, 20 for each dot of a hidden text. */
export function inkIn(picture: Picture, box: Box): number {
  const { width, height, isInk } = patchOf(picture, box);
  let count = 0;
  for (let y = 0; y < height; y += 1) for (let x = 0; x < width; x += 1) if (isInk(x, y)) count += 1;
  return count / picture.frame.scale ** 2;
}

/** Whether a caret stands before the first letter or behind the last: an unbroken upright stroke that is higher than all letters; it may touch one. */
export function caretAt(picture: Picture, box: Box): { readonly start: boolean; readonly end: boolean } {
  const strokes = strokesOf(patchOf(picture, box));
  const [first, last] = [strokes.findIndex((stroke) => stroke > 0), strokes.findLastIndex((stroke) => stroke > 0)];
  const near = Math.ceil(CARET_WIDTH * picture.frame.scale) + 1;
  const isCaret = (from: number, to: number): boolean => {
    const letters = Math.max(0, ...strokes.filter((_, x) => x < from - near || x >= to + near));
    return letters > 0 && Math.max(0, ...strokes.slice(Math.max(0, from), to)) >= HIGHER * letters;
  };
  return { start: first >= 0 && isCaret(first, first + near), end: last > first + near && isCaret(last - near + 1, last + 1) };
}

/** For each column the longest unbroken run of ink, px. */
function strokesOf({ width, height, isInk }: Patch): number[] {
  return Array.from({ length: width }, (_, x) => {
    let [longest, run] = [0, 0];
    for (let y = 0; y < height; y += 1) {
      run = isInk(x, y) ? run + 1 : 0;
      longest = Math.max(longest, run);
    }
    return longest;
  });
}

/** Mean colour of a place, 0 to 255 each. */
export function meanColour({ pixels, frame }: Picture, box: Box): readonly number[] {
  const [left, top] = [Math.max(0, Math.round(box.x * frame.scale)), Math.max(0, Math.round(box.y * frame.scale))];
  const [right, bottom] = [Math.min(pixels.width, Math.round((box.x + box.width) * frame.scale)), Math.min(pixels.height, Math.round((box.y + box.height) * frame.scale))];
  const sums = [0, 0, 0];
  for (let y = top; y < bottom; y += 1) for (let x = left; x < right; x += 1) for (let channel = 0; channel < 3; channel += 1) sums[channel] = (sums[channel] ?? 0) + (pixels.data[(y * pixels.width + x) * 4 + channel] ?? 0);
  return sums.map((sum) => sum / Math.max(1, (right - left) * (bottom - top)));
}
