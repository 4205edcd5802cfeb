import type { Frame } from '../../../tools/browser/index.js';
import type { Perception, RgbaFrame } from '../../../tools/screen/index.js';
import { contains } from '../ground/index.js';

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
