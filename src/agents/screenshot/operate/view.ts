import type { Frame } from '../../../tools/browser/index.js';
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

/** Numbers of the elements that only repeat the goal. */
export function echoElements(goal: string, screen: Perception): ReadonlySet<number> {
  const boxes = [...echoLines(goal, screen.lines)].flatMap((index) => screen.lines[index]?.box ?? []);
  return new Set(screen.elements.filter(({ box, kind }) => (kind === 'text' || kind === 'link' || kind === 'icon' || kind === 'menu-item') && boxes.some((line) => contains(line, box, 1))).map(({ number }) => number));
}
