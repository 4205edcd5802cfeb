import { openImage, rasterOf } from './open.js';

export const COLOUR_NAMES = ['black', 'white', 'grey', 'red', 'orange', 'brown', 'yellow', 'green', 'turquoise', 'blue', 'purple', 'pink', 'beige'] as const;
export type ColourName = (typeof COLOUR_NAMES)[number];

export interface ColourShare {
  readonly name: ColourName;
  /** 0 to 1: part of the pixels. */
  readonly share: number;
}

/** Colours with less than this part of the picture are not named. */
const MIN_SHARE = 0.08;

/** The plain name of an sRGB colour (channels 0 to 255), by hue, saturation and lightness. */
export function nameColour(red: number, green: number, blue: number): ColourName {
  const most = Math.max(red, green, blue);
  const least = Math.min(red, green, blue);
  const lightness = (most + least) / 510;
  const chroma = (most - least) / 255;
  if (most < 45) return 'black';
  if (chroma < 0.1 || (chroma < 0.16 && lightness > 0.3 && lightness < 0.85 && chroma / (1 - Math.abs(2 * lightness - 1) + 1e-9) < 0.2)) return lightness > 0.87 ? 'white' : lightness < 0.16 ? 'black' : 'grey';
  const hue = hueOf(red, green, blue, most, most - least);
  if (hue < 15 || hue >= 345) return lightness > 0.72 ? 'pink' : lightness < 0.32 && chroma < 0.3 ? 'brown' : 'red';
  if (hue < 45) return lightness > 0.72 && chroma < 0.5 ? 'beige' : chroma < 0.6 && lightness < 0.6 ? 'brown' : 'orange';
  if (hue < 68) return lightness > 0.75 && chroma < 0.35 ? 'beige' : lightness < 0.35 ? (hue > 55 ? 'green' : 'brown') : 'yellow';
  if (hue < 160) return 'green';
  if (hue < 195) return 'turquoise';
  if (hue < 255) return 'blue';
  if (hue < 300) return 'purple';
  return lightness > 0.45 ? 'pink' : 'purple';
}

function hueOf(red: number, green: number, blue: number, most: number, span: number): number {
  const sector = most === red ? ((green - blue) / span + 6) % 6 : most === green ? (blue - red) / span + 2 : (red - green) / span + 4;
  return sector * 60;
}

/** Colours that make up an image file, most frequent first. */
export async function dominantColours(path: string): Promise<ColourShare[]> {
  const { width, height, data } = await rasterOf((await openImage(path)).resize({ width: 96, height: 96, fit: 'inside' }), path);
  const counts = new Map<ColourName, number>();
  for (let at = 0; at < data.length; at += 3) {
    const name = nameColour(data[at] as number, data[at + 1] as number, data[at + 2] as number);
    counts.set(name, (counts.get(name) ?? 0) + 1);
  }
  return [...counts].map(([name, count]) => ({ name, share: count / (width * height) })).filter(({ share }) => share >= MIN_SHARE).sort((a, b) => b.share - a.share);
}

/** Of a picture in black and white less than this part of the pixels has a colour, and those hardly any. */
const COLOURED = { share: 0.005, chroma: 0.12 };

/** Whether an image file is in black and white: compression may leave traces of colour. */
export async function isColourless(path: string): Promise<boolean> {
  const { width, height, data } = await rasterOf((await openImage(path)).resize({ width: 96, height: 96, fit: 'inside' }), path);
  let coloured = 0;
  for (let at = 0; at < data.length; at += 3) {
    const channels = [data[at] as number, data[at + 1] as number, data[at + 2] as number];
    if (Math.max(...channels) - Math.min(...channels) > COLOURED.chroma * 255) coloured += 1;
  }
  return coloured < COLOURED.share * width * height;
}
