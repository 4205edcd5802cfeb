import { z } from 'zod';
import { Binding, StepRef } from './binding.js';
import { Condition } from './condition.js';
import { Criterion } from './criterion.js';

/**
 * One unit of work. A step with a `{"map": ...}` among its inputs runs once an item, and its outputs are lists in the order
 * of the items. A step with `when` is done where the condition holds, else it is skipped: steps that cannot do without its
 * outputs are skipped with it, list ports go without them, and `{"first": [...]}` takes whichever ran.
 */
export const Step = z.object({
  id: z.string().regex(/^[A-Za-z0-9_-]+$/, 'a step id is letters, digits, _ and -'),
  tool: z.string(),
  inputs: z.record(z.string(), Binding),
  criteria: z.array(Criterion).default([]),
  when: Condition.optional(),
});
export type Step = z.infer<typeof Step>;

/** A typed DAG of steps, as data. Order in `steps` carries no meaning; references do. */
export const Plan = z.object({
  version: z.literal(1).default(1),
  goal: z.string().default(''),
  steps: z.array(Step),
  /** The outputs that answer the request, as `step.port`. Empty: the outputs that no step uses. */
  deliverables: z.array(StepRef).default([]),
});
export type Plan = z.infer<typeof Plan>;

/** Something that the user gave with the request, as the planner sees it: no path, no bytes. */
export const Given = z.object({
  /** Unique within a request: the file's base name, the URL, or `text`, `text-2`, ... */
  name: z.string(),
  modality: z.string(),
  mime: z.string().optional(),
  /** The artifact for media, text and data; absent for `url`. */
  artifact: z.string().optional(),
  /** The address itself for `url`. */
  value: z.string().optional(),
  /** Left by an earlier run; absent for what came with the request. The planner decides whether the words mean it. */
  earlier: z.literal(true).optional(),
});
export type Given = z.infer<typeof Given>;
