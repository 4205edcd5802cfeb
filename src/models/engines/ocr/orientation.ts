import { Tensor, type InferenceSession } from 'onnxruntime-node';
import type { Raster } from '../raster.js';
import type { Rectangle } from './rectangle.js';
import { cutOut } from './warp.js';

/** px, the size at which the direction network reads. */
const WIDTH = 192;
const HEIGHT = 48;

/** How likely the text in each rectangle stands upside down, 0 to 1. */
export async function upsideDown(session: InferenceSession, image: Raster, rectangles: readonly Rectangle[]): Promise<number[]> {
  const results: number[] = [];
  for (const rectangle of rectangles) {
    const width = Math.max(1, Math.min(WIDTH, Math.round((HEIGHT * rectangle.width) / Math.max(1, rectangle.height))));
    const line = cutOut(image, rectangle, width, HEIGHT);
    const values = new Float32Array(3 * HEIGHT * WIDTH);
    for (let channel = 0; channel < 3; channel += 1) {
      for (let y = 0; y < HEIGHT; y += 1) {
        for (let x = 0; x < width; x += 1) values[(channel * HEIGHT + y) * WIDTH + x] = (line.data[(y * width + x) * 3 + 2 - channel] as number) / 127.5 - 1;
      }
    }
    const output = await session.run({ [session.inputNames[0] as string]: new Tensor('float32', values, [1, 3, HEIGHT, WIDTH]) });
    results.push(((output[session.outputNames[0] as string] as Tensor).data as Float32Array)[1] as number);
  }
  return results;
}
