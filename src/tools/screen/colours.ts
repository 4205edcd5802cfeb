import type { Box } from '../../core/index.js';
import { strideOf, type RgbaFrame } from '../../kernels/index.js';
import { nameColour } from '../image/index.js';
import type { Colour } from './schema.js';

/** A colour by its channels, 0 to 255. */
export function colourOf(red: number, green: number, blue: number): Colour {
  return { hex: `#${[red, green, blue].map((channel) => Math.round(channel).toString(16).padStart(2, '0')).join('')}`, name: nameColour(red, green, blue) };
}

/** Bits of each channel by which colours are counted. */
const BITS = 5;

/** The most frequent colour in a box (device px, cut at the frame) and the mean of those that stand out most from it. */
export function groundAndInk(frame: RgbaFrame, box: Box): { ground: Colour; ink: Colour } {
  const stride = strideOf(frame);
  const [left, top] = [Math.max(0, Math.floor(box.x)), Math.max(0, Math.floor(box.y))];
  const [right, bottom] = [Math.min(frame.width, Math.ceil(box.x + box.width)), Math.min(frame.height, Math.ceil(box.y + box.height))];
  const counts = new Map<number, { count: number; red: number; green: number; blue: number }>();
  for (let y = top; y < bottom; y += 1) {
    for (let x = left; x < right; x += 1) {
      const at = y * stride + x * 4;
      const [red, green, blue] = [frame.data[at] as number, frame.data[at + 1] as number, frame.data[at + 2] as number];
      const key = ((red >> (8 - BITS)) << (2 * BITS)) | ((green >> (8 - BITS)) << BITS) | (blue >> (8 - BITS));
      const entry = counts.get(key);
      if (!entry) counts.set(key, { count: 1, red, green, blue });
      else {
        entry.count += 1;
        entry.red += red;
        entry.green += green;
        entry.blue += blue;
      }
    }
  }
  const colours = [...counts.values()].map(({ count, red, green, blue }) => ({ count, red: red / count, green: green / count, blue: blue / count })).sort((a, b) => b.count - a.count);
  const ground = colours[0] ?? { count: 0, red: 0, green: 0, blue: 0 };
  const contrast = (colour: typeof ground): number => Math.abs(colour.red - ground.red) + Math.abs(colour.green - ground.green) + Math.abs(colour.blue - ground.blue);
  // Edges of letters are mixed with the ground; their cores show the ink.
  const most = Math.max(0, ...colours.map(contrast));
  const cores = colours.filter((colour) => contrast(colour) >= 0.8 * most);
  const total = cores.reduce((sum, { count }) => sum + count, 0);
  const mean = (channel: 'red' | 'green' | 'blue'): number => cores.reduce((sum, colour) => sum + colour[channel] * colour.count, 0) / Math.max(1, total);
  return { ground: colourOf(ground.red, ground.green, ground.blue), ink: colourOf(mean('red'), mean('green'), mean('blue')) };
}
