import type { MediaFile } from '../../core/index.js';
import { drawMarks } from '../image/index.js';
import { scaled } from './geometry.js';
import type { Perception } from './schema.js';

/** A set-of-marks picture (Yang et al., 2023): the screenshot with a numbered box around each element, as PNG in `into`. `screenshot` is its file or bytes. */
export async function drawElements(screenshot: string | Uint8Array, perception: Perception, into: string): Promise<MediaFile> {
  const { elements, deviceScaleFactor } = perception;
  return await drawMarks(screenshot, elements.map(({ number, box }) => ({ box: scaled(box, deviceScaleFactor), label: String(number) })), into);
}
