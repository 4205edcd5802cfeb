import type { View } from '../../../../src/agents/screenshot/operate/view.js';
import type { Perception, ScreenElement } from '../../../../src/tools/screen/index.js';

/** An element of a screen, as far as a test speaks of it. */
export type Sketch = Partial<Omit<ScreenElement, 'box' | 'colour'>> & { at: [number, number, number, number]; hex?: string; colourName?: ScreenElement['colour']['name'] };

/** A screen of 400 × 300 CSS px with these elements; each text is a line. */
export function screenOf(...sketches: Sketch[]): Perception {
  const elements = sketches.map(({ at: [x, y, width, height], hex = '#000000', colourName = 'black', ...rest }, index): ScreenElement => ({
    number: index + 1, kind: 'text', text: '', label: '', state: {}, confidence: 1, ...rest, box: { x, y, width, height }, colour: { hex, name: colourName },
  }));
  const lines = elements.filter(({ text }) => text !== '').map(({ text, box }) => {
    const words = text.split(' ').map((word, index, all) => ({ text: word, box: { ...box, x: box.x + (index * box.width) / all.length, width: box.width / all.length } }));
    return { text, box, confidence: 1, words };
  });
  return { width: 400, height: 300, deviceScaleFactor: 2, elements, lines, tiles: { tile: 8, columns: 0, rows: 0, hashes: new Uint32Array() }, readings: new Map() };
}

/** The same as something that was looked at, white where nothing is painted. */
export function viewOf(screen: Perception, paint: readonly { readonly at: readonly [number, number, number, number]; readonly grey: number }[] = []): View {
  const [width, height] = [screen.width * 2, screen.height * 2];
  const data = new Uint8Array(width * height * 4).fill(255);
  for (const { at: [x, y, w, h], grey } of paint) for (let row = y * 2; row < (y + h) * 2; row += 1) for (let column = x * 2; column < (x + w) * 2; column += 1) data.fill(grey, (row * width + column) * 4, (row * width + column) * 4 + 3);
  return { frame: { png: Buffer.alloc(0), width, height, scale: 2, url: '' }, pixels: { width, height, data }, screen, echo: new Set() };
}
