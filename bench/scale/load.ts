import { join } from 'node:path';
import sharp from 'sharp';
import { z } from 'zod';
import { artifact, defineTool, text, type Tool } from '../../src/core/index.js';

/** What the steps of a chain do. */
export type Load = 'empty' | '10 ms' | 'image';
export const LOADS: readonly Load[] = ['empty', '10 ms', 'image'];

const TOOL: Readonly<Record<Load, string>> = { empty: 'count_on', '10 ms': 'count_slowly', image: 'turn_picture' };

/** The tools of the bench, for runtimes and workers alike. Each result differs from the one before, so that none is taken from the store. */
export function loadTools(): Tool[] {
  const numbers = { input: z.object({ text: text() }), output: z.object({ text: text() }) };
  const next = (last: string): { text: string } => ({ text: String(Number(last) + 1) });
  return [
    defineTool({ name: 'count_on', description: 'Counts on.', effects: 'reads-world', ...numbers, execute: ({ text: last }) => Promise.resolve(next(last)) }),
    defineTool({ name: 'count_slowly', description: 'Counts on after 10 ms.', effects: 'reads-world', ...numbers, execute: async ({ text: last }) => {
      await new Promise((resolve) => { setTimeout(resolve, 10); });
      return next(last);
    } }),
    defineTool({ name: 'turn_picture', description: 'Turns a picture and makes it a little smaller.', effects: 'reads-world', input: z.object({ image: artifact('image') }), output: z.object({ image: artifact('image') }), execute: async ({ image: { path } }, { scratch }) => {
      const into = join(scratch, 'turned.png');
      const { width } = await sharp(path).metadata();
      await sharp(path).rotate(90).resize({ width: width - 1 }).png({ compressionLevel: 1 }).toFile(into);
      return { image: { path: into } };
    } }),
  ];
}

/** A chain of `steps` steps, each of which needs the one before; `image` wants a given named `picture`. */
export function chainOf(load: Load, steps: number): unknown {
  const [port, first] = load === 'image' ? ['image', { given: 'picture.png' }] as const : ['text', { value: '0' }] as const;
  return { steps: Array.from({ length: steps }, (_, index) => ({ id: `s${index}`, tool: TOOL[load], inputs: { [port]: index === 0 ? first : { ref: `s${index - 1}.${port}` } } })) };
}

/** A picture with something on it, as PNG in a file. */
export async function makePicture(path: string): Promise<void> {
  const pixels = Buffer.from(Array.from({ length: 320 * 240 * 3 }, (_, index) => (index * 7919) % 256));
  await sharp(pixels, { raw: { width: 320, height: 240, channels: 3 } }).png().toFile(path);
}
