import type { Box } from '../../core/index.js';
import type { ElementKind, ElementState, Shape } from './schema.js';
import type { Rgb } from './segment.js';

/** An element on the way to its place in the list. Boxes are device px. */
export interface Draft {
  readonly kind: ElementKind;
  readonly box: Box;
  readonly text: string;
  readonly state: ElementState;
  readonly fill: Rgb;
  readonly ink?: Rgb | undefined;
  /** Where its text stands, of boxes with text. */
  readonly inner?: Box | undefined;
  readonly shape?: Shape | undefined;
  readonly sides?: number | undefined;
  readonly confidence: number;
}

/** A line of text that was read. Boxes are device px. */
export interface ReadLine {
  readonly text: string;
  readonly box: Box;
  readonly confidence: number;
  readonly words: readonly { readonly text: string; readonly box: Box; readonly ink: Rgb; readonly underlined: boolean }[];
  readonly ink: Rgb;
  /** What it stands on; undefined where that is no even ground. */
  readonly ground: number | undefined;
}
