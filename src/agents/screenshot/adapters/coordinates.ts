import { VouchError } from '../../../core/index.js';
import type { ActionPoint } from '../action.js';

/**
 * What the numbers of a model mean. `absolute`: px of the image that was sent. `normalised`: 0 to `range` across the image.
 * `smart-resize`: px of the image after the model's own resizing, which the sender does beforehand to be sure of it.
 */
export type CoordinateSpace =
  | { readonly kind: 'absolute' }
  | { readonly kind: 'normalised'; readonly range: number }
  | { readonly kind: 'smart-resize'; readonly factor: number; readonly minPixels: number; readonly maxPixels: number };

export interface Size {
  readonly width: number;
  readonly height: number;
}

/** More than so many times longer than wide, the models below take no image. */
const NARROWEST = 200;

/** The size that a screenshot is resized to before it is sent, px. */
export function sentSize(space: CoordinateSpace, { width, height }: Size): Size {
  return space.kind === 'smart-resize' ? smartResize({ width, height }, space) : { width, height };
}

/** A point of a reply as CSS px; `viewport` in CSS px, `sent` as the image was. Points outside are moved to the edge. */
export function toCss(space: CoordinateSpace, [x, y]: readonly [number, number], sent: Size, viewport: Size): ActionPoint {
  const [acrossAll, downAll] = space.kind === 'normalised' ? [space.range, space.range] : [sent.width, sent.height];
  const within = (value: number, most: number): number => Math.min(Math.max(value, 0), Math.max(0, most - 1));
  return { x: within((x / acrossAll) * viewport.width, viewport.width), y: within((y / downAll) * viewport.height, viewport.height) };
}

/**
 * The size to which Qwen2-VL and its kin bring an image: multiples of `factor`, between `minPixels` and `maxPixels`, with the
 * shape kept as far as that goes. Rounds like its processor: halves to the even number.
 * https://github.com/QwenLM/Qwen2-VL/blob/main/qwen-vl-utils/src/qwen_vl_utils/vision_process.py
 * Throws INPUT_UNSUPPORTED for an image with one side more than 200 times the other, which these models refuse.
 */
export function smartResize({ width, height }: Size, { factor, minPixels, maxPixels }: Extract<CoordinateSpace, { kind: 'smart-resize' }>): Size {
  if (Math.max(width, height) > NARROWEST * Math.min(width, height)) {
    throw new VouchError('INPUT_UNSUPPORTED', `An image of ${width} × ${height} px is too narrow for this model: one side may be ${NARROWEST} times the other at most. Give a screenshot of another shape.`);
  }
  const nearest = (value: number): number => Math.max(factor, roundHalfEven(value / factor) * factor);
  const [w, h] = [nearest(width), nearest(height)];
  if (w * h > maxPixels) {
    const less = Math.sqrt((width * height) / maxPixels);
    const down = (value: number): number => Math.max(factor, Math.floor(value / less / factor) * factor);
    return { width: down(width), height: down(height) };
  }
  if (w * h < minPixels) {
    const more = Math.sqrt(minPixels / (width * height));
    const up = (value: number): number => Math.ceil((value * more) / factor) * factor;
    return { width: up(width), height: up(height) };
  }
  return { width: w, height: h };
}

/** As Python's `round`: 0.5 → 0, 1.5 → 2, 2.5 → 2. */
export function roundHalfEven(value: number): number {
  const floor = Math.floor(value);
  const rest = value - floor;
  if (rest !== 0.5) return Math.round(value);
  return floor % 2 === 0 ? floor : floor + 1;
}
