import { z } from 'zod';
import { Each, First, StepRef } from './binding.js';
import { Json } from './json.js';

const Ref = z.strictObject({ ref: StepRef });
const Given = z.strictObject({ given: z.string() });
const Scalar = z.union([z.string(), z.number(), z.boolean(), z.null()]);

/** The ways in which a value is compared. Texts compare without regard to case and surrounding space. */
const TESTS = {
  /** The value is this one. */
  equals: Scalar.optional(),
  /** A list has this element, or a text has these words in it. */
  contains: Scalar.optional(),
  atLeast: z.number().optional(),
  atMost: z.number().optional(),
  moreThan: z.number().optional(),
  lessThan: z.number().optional(),
  /** An oracle passes on the value; inconclusive is neither a pass nor a fail. */
  criterion: z.strictObject({ oracle: z.string(), params: z.record(z.string(), Json).default({}) }).optional(),
};
export type ConditionTest = keyof typeof TESTS;
const TEST_NAMES = Object.keys(TESTS) as ConditionTest[];

/**
 * When a step is done. `of` names the value: an output, something given, or `{"map": ...}` for the item's own value in a
 * mapped step. `field` leads into a JSON value; dots go down, a list on the way stands for all of its elements, and
 * `length` of a list is how many it has: `count`, `detections.label`, `detections.length`. Exactly one test follows;
 * `not: true` turns it round, which is how the other branch of an if is written.
 */
export const Condition = z
  .strictObject({ of: z.union([Ref, Given, First, Each]), field: z.string().min(1).optional(), not: z.boolean().optional(), ...TESTS })
  .refine((condition) => TEST_NAMES.filter((name) => condition[name] !== undefined).length === 1, `a condition has exactly one of ${TEST_NAMES.join(', ')}`);
export type Condition = z.infer<typeof Condition>;
