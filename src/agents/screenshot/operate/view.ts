import type { Frame } from '../../../tools/browser/index.js';
import { around } from '../../../tools/ocr/index.js';
import type { Perception, RgbaFrame } from '../../../tools/screen/index.js';
import { contains, echoLines } from '../ground/index.js';

/** A picture of a page. */
export interface Picture {
  readonly frame: Frame;
  readonly pixels: RgbaFrame;
}

/** A picture with what was seen in it. */
export interface View extends Picture {
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
