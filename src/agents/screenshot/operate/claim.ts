import { z } from 'zod';
import { Box } from '../../../core/index.js';
import { Condition, Description, Ranking } from '../goal/index.js';

const named = { target: Description, within: Description.optional(), box: Box, name: z.string() };

/**
 * What a part of a goal is said to have brought about, as data: it is tested at the end on pictures that are read anew, and a
 * recording carries it to its replay. Boxes are CSS px of the picture that is to show it.
 */
export const Claim = z.discriminatedUnion('is', [
  /** The thing in the box is what was meant, and something changed after the press. `byForm`: it has no text, and is known by its form. `deed`: the verb that the press was to bring about. */
  z.object({ is: z.literal('clicked'), ...named, byForm: z.boolean(), ignore: z.array(Box).describe('what moves by itself'), deed: z.string().optional(), closes: z.boolean().optional().describe('the dialog in which it lies') }),
  /** A field shows the text; of a hidden one only that there is something. */
  z.object({ is: z.literal('shows'), box: Box, text: z.string(), hidden: z.boolean() }),
  z.object({ is: z.literal('list'), box: Box, item: z.string() }),
  z.object({ is: z.literal('ticked'), box: Box, item: z.string(), checked: z.boolean() }),
  z.object({ is: z.literal('none ticked') }),
  /** What an action set otherwise on the way is again as it was: its tick, or its text. */
  z.object({ is: z.literal('kept'), box: Box, name: z.string(), was: z.union([z.boolean(), z.string()]) }),
  /** The handle of a slider stands at this share of its way. */
  z.object({ is: z.literal('slid'), box: Box, share: z.number() }),
  /** A number stands in the control, or beside it. */
  z.object({ is: z.literal('number'), box: Box, value: z.number() }),
  z.object({ is: z.literal('focused'), ...named }),
  z.object({ is: z.literal('pointed at'), ...named }),
  z.object({ is: z.literal('opened'), box: Box, name: z.string(), open: z.boolean() }),
  /** A text has another ground than before. */
  z.object({ is: z.literal('marked'), box: Box }),
  /** A thing is no longer at its place, and looks the same at another. */
  z.object({ is: z.literal('moved'), ...named, to: Box }),
  z.object({ is: z.literal('scrolled'), toEnd: z.boolean(), moved: z.boolean() }),
  z.object({ is: z.literal('resized'), box: Box, larger: z.boolean(), across: z.boolean() }),
  /** The numbers of the longest row or column are in order. */
  z.object({ is: z.literal('ordered'), descending: z.boolean() }),
  /** The column below a heading of one of these names stands in order; either way where none is given. */
  z.object({ is: z.literal('sorted'), names: z.array(z.string()), descending: z.boolean().optional() }),
  /** A text was changed in a part, and reads like this now. */
  z.object({ is: z.literal('edited'), box: Box, was: z.string(), text: z.string() }),
  z.object({ is: z.literal('met'), holds: Condition }),
  /** A text on the screen begins and ends so. */
  z.object({ is: z.literal('fits'), box: Box, starts: z.string(), ends: z.string() }),
  /** After a press something differs that can be read, or what was pressed looks otherwise. */
  z.object({ is: z.literal('changed'), by: z.string(), box: Box.optional(), ignore: z.array(Box) }),
  /** The day was pressed in the calendar, and it or a text shows the date. */
  z.object({ is: z.literal('day'), box: Box, date: z.object({ year: z.number().int(), month: z.number().int(), day: z.number().int() }) }),
  /** So many of a row of stars look otherwise than the others. */
  z.object({ is: z.literal('lit'), boxes: z.array(Box), count: z.number().int() }),
  /** One text stands right before or after another. */
  z.object({ is: z.literal('beside'), text: z.string(), other: z.string(), before: z.boolean() }),
  z.object({ is: z.literal('totalled'), of: z.array(Description), text: z.string() }),
  z.object({ is: z.literal('counted'), of: Description, text: z.string() }),
  /** Of the things that the screen compares so, this is the one that is meant. */
  z.object({ is: z.literal('ranked'), ranking: Ranking, nouns: z.array(z.string()), name: z.string() }),
  z.object({ is: z.literal('summed'), text: z.string() }),
  /** The text stands on the screen. */
  z.object({ is: z.literal('read'), text: z.string() }),
  /** Nothing in a picture can show it. */
  z.object({ is: z.literal('open'), reason: z.string() }),
  z.object({ is: z.literal('missed'), reason: z.string() }),
]);
export type Claim = z.infer<typeof Claim>;

/** A claim with its place in the run, counted in actions. */
export const ClaimRecord = z.object({
  /** Words of the part of the goal. */
  part: z.string(),
  claim: Claim,
  /** Actions that were done when it was made, and when the picture was taken that is to show it. */
  made: z.number().int().min(0),
  at: z.number().int().min(0),
});
export type ClaimRecord = z.infer<typeof ClaimRecord>;
