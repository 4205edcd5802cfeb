import { z } from 'zod';
import type { Description } from './description-schema.js';

/** Where a value that is to be entered comes from. */
export type Value =
  | { readonly from: 'goal'; readonly text: string }
  /** Read beside a label, in a row or in a field: "the value of Country". */
  | { readonly from: 'label'; readonly of: Description; /** What of it, where it has several things that are told: "town". */ readonly property?: string | undefined }
  /** The n-th word (or line) of a text on the screen. */
  | { readonly from: 'text'; readonly unit: 'word' | 'line' | 'letter'; readonly ordinal: number; readonly of?: Description | undefined }
  /** A sum that the screen shows, worked out. */
  | { readonly from: 'sum' }
  /** What stands beside several names, or below one heading, added up. */
  | { readonly from: 'total'; readonly of: readonly Description[] }
  | { readonly from: 'count'; readonly of: Description }
  /** Offered by the field itself while one types: the one that begins and ends so. */
  | { readonly from: 'suggestion'; readonly starts: string; readonly ends: string }
  /** The text that the page shows, as it is. */
  | { readonly from: 'shown' }
  /** What was found or copied last. */
  | { readonly from: 'memory' };

export type Letters = 'upper' | 'lower';

/** Where something is dragged to: onto a thing, in a direction, or to a place among its like. */
export type Place =
  | { readonly at: 'thing'; readonly thing: Description }
  | { readonly at: 'side'; readonly direction: 'up' | 'down' | 'left' | 'right' }
  /** -1 is the last place. */
  | { readonly at: 'position'; readonly position: number }
  /** Where the column of one text and the row of another meet, as in a week. */
  | { readonly at: 'crossing'; readonly column: string; readonly row: string }
  | { readonly at: 'beside'; readonly thing: Description; readonly before: boolean };

/** What must be seen on the screen. */
export const Condition = z.discriminatedUnion('is', [
  z.object({ is: z.literal('less'), value: z.number(), /** The same as a time, where that is meant. */ seconds: z.number().optional() }),
  z.object({ is: z.literal('more'), value: z.number(), seconds: z.number().optional() }),
  z.object({ is: z.literal('says'), text: z.string() }),
]);
export type Condition = z.infer<typeof Condition>;

/** One thing that a goal asks for, and that can be seen to hold in a picture. */
export type SubGoal = { readonly words: string; /** Only inside this. */ readonly within?: Description | undefined } & (
  | { readonly kind: 'click'; readonly target: Description; readonly count: 1 | 2; readonly button: 'left' | 'right'; readonly keys?: readonly string[]; /** The verb, where the press is to bring about more than a press. */ readonly deed?: string; /** It ends what is filled in, and comes after all of it. */ readonly closes?: boolean; /** What is compared is chosen, or with false no longer: by a box or a button of its own. */ readonly picks?: boolean }
  | { readonly kind: 'hover'; readonly target: Description }
  | { readonly kind: 'focus'; readonly target: Description }
  | { readonly kind: 'enter'; readonly value: Value; readonly field?: Description | undefined; readonly letters?: Letters | undefined; /** Who is written to, where each has a place of their own. */ readonly recipient?: Description | undefined }
  /** Options of a list, boxes to tick, a number to set. `[]` means that nothing is to be chosen. */
  | { readonly kind: 'choose'; readonly items: readonly string[]; /** The same as one name, where it was not quoted and may be one: "Bed and Breakfast". */ readonly whole?: string | undefined; readonly from?: Description | undefined; readonly on: boolean; readonly every: boolean; /** All others of their kind are off. */ readonly only?: boolean; /** Of every one all but these. */ readonly except?: readonly string[]; /** Of the whole way of a slider, where that is what the item says. */ readonly share?: number; /** What pages call the only item as well. */ readonly others?: readonly string[] }
  /** So many of a row of stars. */
  | { readonly kind: 'rate'; readonly value: number }
  | { readonly kind: 'rename'; readonly target: Description; readonly to: string }
  | { readonly kind: 'open'; readonly target: Description; readonly open: boolean }
  | { readonly kind: 'copy'; readonly of: Description }
  | { readonly kind: 'paste'; readonly field?: Description | undefined }
  | { readonly kind: 'highlight'; readonly target: Description }
  | { readonly kind: 'drag'; readonly target: Description; readonly to: Place }
  /** Put in order by dragging. */
  | { readonly kind: 'sort'; readonly descending: boolean }
  /** Put in order by the heading of a column, or by what else the page has for it; `descending` is absent where either order will do. */
  | { readonly kind: 'order-by'; readonly column: Description; readonly descending?: boolean | undefined }
  /** A passage of a text that can be edited is replaced, or taken out with `put` empty; without `find` something is put at its beginning or its end. */
  | { readonly kind: 'edit-text'; readonly find?: string | undefined; readonly put: string; readonly at?: 'start' | 'end' | undefined; readonly field?: Description | undefined }
  /** Entries of a menu and of the menus that they open, from the outermost. */
  | { readonly kind: 'menu'; readonly items: readonly string[] }
  /** The largest or smallest number. */
  | { readonly kind: 'extreme'; readonly most: boolean }
  /** Comes by itself, and is waited for. */
  | { readonly kind: 'await'; readonly holds: Condition }
  /** Brought about by pressing again and again. */
  | { readonly kind: 'until'; readonly holds: Condition; readonly again: Description }
  /** The same press for several things that belong to one owner. */
  | { readonly kind: 'each'; readonly target: Description; readonly owner: Description; readonly count?: number | undefined }
  /** A drawing is dragged from one thing to another. */
  | { readonly kind: 'draw'; readonly from: Description; readonly to: Description }
  /** Letters of a text are made bold, italic, underlined or coloured. */
  | { readonly kind: 'format'; readonly text?: string | undefined; readonly style: string }
  | { readonly kind: 'resize'; readonly target: Description; readonly larger: boolean; readonly across: boolean }
  | { readonly kind: 'upload'; readonly file: string; readonly target?: Description | undefined }
  | { readonly kind: 'scroll'; readonly direction: 'up' | 'down' | 'left' | 'right'; readonly target?: Description | undefined; readonly toEnd: boolean }
  | { readonly kind: 'key'; readonly chord: string; readonly times?: number | undefined }
  /** Something to be looked for, which what follows refers to. */
  | { readonly kind: 'find'; readonly target: Description }
  | { readonly kind: 'work-out'; readonly value: Value }
  | { readonly kind: 'answer'; readonly question: string }
  /** Words that no rule reads: the model chooses what to do, one action at a time. */
  | { readonly kind: 'free' }
);
export type SubGoalKind = SubGoal['kind'];
export type SubGoalOf<K extends SubGoalKind> = Extract<SubGoal, { kind: K }>;
