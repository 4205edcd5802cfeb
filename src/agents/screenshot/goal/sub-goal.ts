import type { Description } from './description-schema.js';

/** Where a value that is to be entered comes from. */
export type Value =
  | { readonly from: 'goal'; readonly text: string }
  /** Read beside a label, in a row or in a field: "the value of Country". */
  | { readonly from: 'label'; readonly of: Description }
  /** The n-th word (or line) of a text on the screen. */
  | { readonly from: 'text'; readonly unit: 'word' | 'line' | 'letter'; readonly ordinal: number; readonly of?: Description | undefined }
  /** A sum that the screen shows, worked out. */
  | { readonly from: 'sum' }
  | { readonly from: 'count'; readonly of: Description }
  /** What was found or copied last. */
  | { readonly from: 'memory' };

export type Letters = 'upper' | 'lower';

/** One thing that a goal asks for, and that can be seen to hold in a picture. */
export type SubGoal = { readonly words: string; /** Only inside this. */ readonly within?: Description | undefined } & (
  | { readonly kind: 'click'; readonly target: Description; readonly count: 1 | 2; readonly button: 'left' | 'right'; readonly keys?: readonly string[] }
  | { readonly kind: 'hover'; readonly target: Description }
  | { readonly kind: 'focus'; readonly target: Description }
  | { readonly kind: 'enter'; readonly value: Value; readonly field?: Description | undefined; readonly letters?: Letters | undefined }
  /** Options of a list, boxes to tick, a number to set. `[]` means that nothing is to be chosen. */
  | { readonly kind: 'choose'; readonly items: readonly string[]; readonly from?: Description | undefined; readonly on: boolean; readonly every: boolean }
  | { readonly kind: 'open'; readonly target: Description; readonly open: boolean }
  | { readonly kind: 'copy'; readonly of: Description }
  | { readonly kind: 'paste'; readonly field?: Description | undefined }
  | { readonly kind: 'highlight'; readonly target: Description }
  | { readonly kind: 'drag'; readonly target: Description; readonly to: Description }
  | { readonly kind: 'scroll'; readonly direction: 'up' | 'down' | 'left' | 'right'; readonly target?: Description | undefined; readonly toEnd: boolean }
  | { readonly kind: 'key'; readonly chord: string }
  /** Something to be looked for, which what follows refers to. */
  | { readonly kind: 'find'; readonly target: Description }
  | { readonly kind: 'work-out'; readonly value: Value }
  | { readonly kind: 'answer'; readonly question: string }
  /** Words that no rule reads: the model chooses what to do, one action at a time. */
  | { readonly kind: 'free' }
);
export type SubGoalKind = SubGoal['kind'];
export type SubGoalOf<K extends SubGoalKind> = Extract<SubGoal, { kind: K }>;
