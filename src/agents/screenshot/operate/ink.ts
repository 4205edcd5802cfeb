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

/** Whether the first or the last mark in a field is a caret: a thin unbroken upright stroke that is higher than all letters. */
export function caretAt(picture: Picture, box: Box): { readonly start: boolean; readonly end: boolean } {
  const marks = runsOf(patchOf(picture, box));
  const isCaret = (mark: Run | undefined): boolean => {
    if (!mark || mark.width > CARET_WIDTH * picture.frame.scale + 0.5 || !mark.unbroken) return false;
    const others = marks.filter((other) => other !== mark);
    return others.length > 0 && others.every(({ height }) => mark.height >= HIGHER * height);
  };
  return { start: isCaret(marks[0]), end: marks.length > 1 && isCaret(marks.at(-1)) };
}

interface Run { readonly width: number; readonly height: number; readonly unbroken: boolean }

/** Columns with ink that stand together. */
function runsOf({ width, height, isInk }: Patch): Run[] {
  const runs: Run[] = [];
  for (let x = 0; x < width; x += 1) {
    const from = x;
    let [top, bottom, count] = [height, -1, 0];
    for (; x < width; x += 1) {
      const rows = Array.from({ length: height }, (_, y) => y).filter((y) => isInk(x, y));
      if (rows.length === 0) break;
      [top, bottom, count] = [Math.min(top, rows[0] as number), Math.max(bottom, rows.at(-1) as number), count + rows.length];
    }
    if (bottom >= top) runs.push({ width: x - from, height: bottom - top + 1, unbroken: count >= 0.9 * (x - from) * (bottom - top + 1) });
  }
  return runs;
}
