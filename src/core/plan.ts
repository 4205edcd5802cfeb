import { z } from 'zod';
import { Criterion } from './criterion.js';

/** `step.port` of an earlier step. */
export const StepRef = z.string().regex(/^[A-Za-z0-9_-]+\.[A-Za-z0-9_-]+$/, 'a reference is written step.port');

/** One source of a value: an output of a step, something that the user gave (by its name), or a literal. */
export const Source = z.union([
  z.strictObject({ ref: StepRef }),
  z.strictObject({ given: z.string() }),
  z.strictObject({ value: z.json() }),
]);
export type Source = z.infer<typeof Source>;

/** A list port takes several sources, in order. */
export const Binding = z.union([Source, z.array(Source)]);
export type Binding = z.infer<typeof Binding>;

/** One unit of work. */
export const Step = z.object({
  id: z.string().regex(/^[A-Za-z0-9_-]+$/, 'a step id is letters, digits, _ and -'),
  tool: z.string(),
  inputs: z.record(z.string(), Binding),
  criteria: z.array(Criterion).default([]),
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
});
export type Given = z.infer<typeof Given>;

/** The sources of a binding as a list. */
export function sourcesOf(binding: Binding): Source[] {
  return Array.isArray(binding) ? binding : [binding];
}

/** Ids of the steps that `step` waits for, each once. */
export function dependenciesOf(step: Step): string[] {
  const ids = Object.values(step.inputs).flatMap(sourcesOf).flatMap((source) => ('ref' in source ? [splitRef(source.ref).step] : []));
  return [...new Set(ids)];
}

/** The two halves of `step.port`. */
export function splitRef(ref: string): { step: string; port: string } {
  const dot = ref.indexOf('.');
  return { step: ref.slice(0, dot), port: ref.slice(dot + 1) };
}
