import { createHash } from 'node:crypto';
import { z } from 'zod';
import { Artifact, Criterion, EVENT_DATA, JOBS, schemaFaults, Verdict, VouchError, type Job, type ModelClient, type Oracle, type Tool } from '../../core/index.js';

/** The version of jobs that is written today. Who takes a job of another one refuses it. */
export const JOB_VERSION = 1;

/** A value that goes into a step: an artifact by reference, or a literal. */
export const InputValue = z.strictObject({
  modality: z.string(),
  /** What was given, or `step.port`. */
  name: z.string(),
  artifact: Artifact.optional(),
  value: z.json().optional(),
  item: z.strictObject({ number: z.int().min(1), about: z.string() }).optional(),
});
export type InputValue = z.infer<typeof InputValue>;

/** By port: what goes in, in order. */
export const GatheredInputs = z.record(z.string(), z.array(InputValue));
export type GatheredInputs = z.infer<typeof GatheredInputs>;

/** Output port → what was made for it. */
export const MadeOutputs = z.record(z.string(), z.union([Artifact, z.array(Artifact)]));
export type MadeOutputs = z.infer<typeof MadeOutputs>;

/** How a language model samples where its request is greedy. */
export const Sampling = z.strictObject({ temperature: z.number().min(0), seed: z.number() });
export type Sampling = z.infer<typeof Sampling>;

/** One call of a model, as the journal tells it. */
export const ModelCall = EVENT_DATA['model.called'].omit({ step: true, attempt: true });
export type ModelCall = z.infer<typeof ModelCall>;

/** A verdict on the outputs of a job, with the models behind it. */
export const TracedDecision = Verdict.omit({ step: true, attempt: true });
export type TracedDecision = z.infer<typeof TracedDecision>;

/** For each job that a tool needs, the model that would do it; `null` where none can. */
export type Serving = readonly (readonly [Job, string | null])[];

const common = {
  v: z.literal(JOB_VERSION),
  runId: z.string().min(1),
  /** Whose turns it takes where many wait for a model server; default the run's. */
  owner: z.string().optional(),
  step: z.string().min(1),
  attempt: z.int().min(1),
  /** Attempts of the step that came to an end before: a job that is put again after a process died is the same job. */
  ended: z.int().min(0),
  tool: z.strictObject({ name: z.string(), version: z.string() }),
  inputs: GatheredInputs,
  /** Parameters that the way of this attempt replaces. */
  overrides: z.record(z.string(), z.json()),
  /** The user's request, as data. */
  goal: z.string(),
  /** Language-model tokens that the run may still use; `null`: as many as it wants. */
  tokens: z.number().min(0).nullable(),
};

/** To make the outputs of a step. */
export const MakeJob = z.strictObject({
  kind: z.literal('make'),
  ...common,
  idempotencyKey: z.string(),
  /** Hosts of the machine's own network are not opened; absent: they may be. */
  outside: z.boolean().optional(),
  /** The preferred model per job. */
  preferred: z.partialRecord(z.enum(JOBS), z.string()),
  sampling: Sampling.optional(),
  critique: z.string().optional(),
  /** The text of the attempt that is to be mended. */
  previous: Artifact.optional(),
  /** Bytes of artifacts that the run may still make. */
  bytes: z.number().min(0).nullable(),
});
export type MakeJob = z.infer<typeof MakeJob>;

/** To have what a make job made decided by oracles. */
export const CheckJob = z.strictObject({
  kind: z.literal('check'),
  ...common,
  outputs: MadeOutputs,
  criteria: z.array(Criterion),
  /** Oracle → its version, of those that the criteria name and that exist. */
  oracles: z.record(z.string(), z.string()),
  /** Language-model judges are asked. */
  judge: z.boolean(),
  /** What was less than the first choice when the outputs were made. */
  fallbacks: z.array(z.string()),
});
export type CheckJob = z.infer<typeof CheckJob>;

/** All that an executor is told about a piece of a step: data, wherever it goes. */
export const StepJob = z.discriminatedUnion('kind', [MakeJob, CheckJob]);
export type StepJob = z.infer<typeof StepJob>;

/** Reads a job that came from elsewhere. Throws USAGE that names what is wrong. */
export function parseStepJob(value: unknown): StepJob {
  const parsed = StepJob.safeParse(value);
  if (!parsed.success) throw new VouchError('USAGE', `The job is none of version ${JOB_VERSION}: ${schemaFaults(parsed.error)}`);
  return parsed.data;
}

/** Changes with whatever plans and their checks see of a tool. */
export function versionOf({ spec }: Tool | Oracle): string {
  let version = versions.get(spec);
  if (version === undefined) versions.set(spec, (version = digest(spec)));
  return version;
}

const versions = new WeakMap<object, string>();

/** Changes with whatever else the result of a tool depends on: its code, and the models that serve it. */
export function basisOf({ spec, code }: Tool, serving: Serving): string {
  const key = JSON.stringify(serving);
  const known = bases.get(spec);
  if (known?.key === key && known.code === code) return known.basis;
  const basis = digest([code, serving]);
  bases.set(spec, { key, code, basis });
  return basis;
}

/** Of each tool the latest. */
const bases = new WeakMap<object, { readonly key: string; readonly code: Tool['code']; readonly basis: string }>();

/** The models that would serve a tool; `preferred` go first. */
export function servingOf({ spec }: Tool, models: ModelClient, preferred: Readonly<Partial<Record<Job, string>>>): Serving {
  return spec.needs.map((job) => [job, preferred[job] ?? models.modelsFor(job)[0] ?? null] as const);
}

function digest(value: unknown): string {
  return createHash('sha256').update(JSON.stringify(value)).digest('hex').slice(0, 16);
}
