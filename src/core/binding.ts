import { z } from 'zod';
import { Json } from './json.js';

/** `step.port` of an earlier step. */
export const StepRef = z.string().regex(/^[A-Za-z0-9_-]+\.[A-Za-z0-9_-]+$/, 'a reference is written step.port');

/** One source of a value: an output of a step, something that the user gave (by its name), or a literal. */
export const Source = z.union([
  z.strictObject({ ref: StepRef }),
  z.strictObject({ given: z.string() }),
  z.strictObject({ value: Json }),
]);
export type Source = z.infer<typeof Source>;

/**
 * Whichever ran: the first of these whose step was not skipped. Over lists of one length it chooses item by item. Each but
 * the last is an output of a step that may be skipped.
 */
export const First = z.strictObject({ first: z.array(Source).min(2) });
export type First = z.infer<typeof First>;

/**
 * Makes a step run once an item, and binds the port to the item: `{"map": {"ref": "frames.frames"}}` over a list output,
 * `{"map": {"ref": "describe.text"}}` over the outputs of a step that is mapped itself (item by item, nothing waits for the
 * whole list), `{"map": [{"given": "a.jpg"}, {"given": "b.jpg"}]}` over a list written down (list outputs are spread into it).
 * Several mapped ports of one step walk their lists side by side; the lists have one length.
 */
export const Each = z.strictObject({ map: z.union([z.strictObject({ ref: StepRef }), First, z.array(Source)]) });
export type Each = z.infer<typeof Each>;

/** What a port is bound to. A list port takes several sources, in order; the outputs of a mapped step are a list. */
export const Binding = z.union([Source, z.array(Source), First, Each]);
export type Binding = z.infer<typeof Binding>;
