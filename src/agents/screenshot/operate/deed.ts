import type { Box } from '../../../core/index.js';
import type { Frame } from '../../../tools/browser/index.js';
import type { Action } from '../action.js';
import type { BrowseStep } from './step.js';
import type { Expectation } from './verdict.js';
import type { Picture, View } from './view.js';

/** The pictures of a step, for whoever keeps a trace. */
export interface StepPictures {
  readonly before: Frame;
  readonly after: Frame;
  /** What was seen when it was decided on: the pointer may have moved since. */
  readonly seen: View;
  /** Where something is typed into hidden fields or from secrets, or a secret is read, in either picture: to be blackened. CSS px. */
  readonly masks: readonly Box[];
}

/** Something that the agent cannot tell by itself. */
export interface UserQuestion {
  readonly text: string;
  readonly url: string;
  /** PNG of the screen at which it is stuck. */
  readonly picture: Buffer;
}

export interface Deed {
  readonly thought: string;
  readonly action: Action;
  readonly target: string;
  readonly box?: Box | undefined;
  readonly expect: Expectation;
  /** The page's words on what is pressed, by which it is judged what pressing does to the world. Without them what lies there is judged. */
  readonly label?: string | undefined;
  /** What the goal calls what is pressed, where the page has no words on it. */
  readonly called?: string | undefined;
}

export interface Done {
  readonly step: BrowseStep;
  readonly view: View;
  /** The picture right before the action, and the one on which it was decided: the pointer was elsewhere then. */
  readonly before: Picture;
  readonly seen: View;
}
