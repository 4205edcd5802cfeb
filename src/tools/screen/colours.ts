import { nameColour } from '../image/index.js';
import type { Colour } from './schema.js';

/** A colour by its channels, 0 to 255. */
export function colourOf(red: number, green: number, blue: number): Colour {
  return { hex: `#${[red, green, blue].map((channel) => Math.round(channel).toString(16).padStart(2, '0')).join('')}`, name: nameColour(red, green, blue) };
}
