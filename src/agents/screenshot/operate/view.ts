import type { Box } from '../../../core/index.js';
import type { Frame } from '../../../tools/browser/index.js';
import { around } from '../../../tools/ocr/index.js';
import type { Perception, RgbaFrame } from '../../../tools/screen/index.js';
import { contains, echoLines } from '../ground/index.js';

/** A picture with what was seen in it. */
export interface View {
  readonly frame: Frame;
  readonly pixels: RgbaFrame;
  readonly screen: Perception;
  /** Numbers of elements that only repeat the goal. */
  readonly echo: ReadonlySet<number>;
}

/** The lines of text that do not repeat the goal, in reading order. */
export function linesOf(view: Pick<View, 'screen' | 'echo'>): Perception['lines'] {
  const echoed = view.screen.elements.filter(({ number }) => view.echo.has(number));
  return view.screen.lines.filter((line) => !echoed.some(({ box }) => contains(box, line.box, 1)));
}

/** Numbers of the elements that only repeat the goal: its lines, and what stands among them. */
export function echoElements(goal: string, screen: Perception): ReadonlySet<number> {
  const boxes = [...echoLines(goal, screen.lines)].flatMap((index) => screen.lines[index]?.box ?? []);
  if (boxes.length === 0) return new Set();
  const printed = around(boxes);
  return new Set(screen.elements.filter(({ box, kind }) => kind !== 'panel' && kind !== 'dialog' && contains(printed, box, 1) && box.width <= printed.width + 4 && box.height <= printed.height + 4).map(({ number }) => number));
}

/** CSS px² inside a field, its frame left out, that stand out from its ground: about 13 for a caret, 20 for each dot of a hidden text. */
export function inkIn({ pixels, frame }: View, box: Box): number {
  const inset = 3;
  const at = (value: number): number => Math.round(value * frame.scale);
  const [left, top, right, bottom] = [at(box.x + inset), at(box.y + inset), Math.min(pixels.width, at(box.x + box.width - inset)), Math.min(pixels.height, at(box.y + box.height - inset))];
  const greys: number[] = [];
  for (let y = Math.max(0, top); y < bottom; y += 1) {
    for (let x = Math.max(0, left); x < right; x += 1) {
      const index = (y * pixels.width + x) * 4;
      greys.push(((pixels.data[index] ?? 0) + (pixels.data[index + 1] ?? 0) + (pixels.data[index + 2] ?? 0)) / 3);
    }
  }
  const ground = [...greys].sort((a, b) => a - b)[greys.length >> 1] ?? 255;
  return greys.filter((grey) => Math.abs(grey - ground) > 60).length / frame.scale ** 2;
}
