import type { Pick } from './select.js';
import type { StatedLimits } from './stated-limits.js';

/** A tool to be used once, with what its words say about the result. */
export interface Use extends Pick {
  readonly limits: StatedLimits;
  /** The givens that this use is about, where the request asks for the same work on several: one step each or, spoken of together, one step that walks them. */
  readonly givens?: readonly string[] | undefined;
  /** Brings the results of others together. */
  readonly reduces?: boolean;
}
