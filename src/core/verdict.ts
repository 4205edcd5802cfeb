import { z } from 'zod';
import { ArtifactId } from './artifact.js';
import { Criterion } from './criterion.js';
import { ErrorRates } from './error-rates.js';

/** A box in an image, px from the upper left corner. */
export const Box = z.object({ x: z.number(), y: z.number(), width: z.number(), height: z.number() });
export type Box = z.infer<typeof Box>;

/** One thing that was seen, heard, read or measured and that supports a verdict. */
export const Evidence = z.object({
  message: z.string(),
  /** The artifact that shows it, when it is one. */
  artifact: ArtifactId.optional(),
  box: Box.optional(),
  startMs: z.number().optional(),
  endMs: z.number().optional(),
  /** Machine-readable details: a word diff, the sentence of the source, the histogram. */
  data: z.json().optional(),
});
export type Evidence = z.infer<typeof Evidence>;

export const VerdictStatus = z.enum(['pass', 'fail', 'inconclusive']);
export type VerdictStatus = z.infer<typeof VerdictStatus>;

/** What an oracle found. `inconclusive` is not a pass: the oracle could not run or cannot tell, and says why. */
export const Finding = z.object({
  status: VerdictStatus,
  /** What was measured and what was wanted, in the same unit, for people and programs. */
  measured: z.json().default(null),
  expected: z.json().default(null),
  evidence: z.array(Evidence).default([]),
  /** For a fail: what is wrong and how to mend it, addressed to the producer. */
  critique: z.string().nullable().default(null),
  /** Why the oracle's error rates do not speak for this case (another language, another size); absent where they do. */
  outsideMeasured: z.string().optional(),
  /** Oracles that look at the same value with less understanding: what they left open is settled by this pass. */
  settles: z.array(z.string()).optional(),
  /** Where it could not tell: what speaks for the value or against it all the same. It weighs between attempts that are equally open, and proves nothing. */
  leans: z.enum(['pass', 'fail']).optional(),
});
export type Finding = z.infer<typeof Finding>;

/** deterministic: a program measures; model: a perception model measures; judge: a language model is asked. */
export const OracleKind = z.enum(['deterministic', 'model', 'judge']);
export type OracleKind = z.infer<typeof OracleKind>;

/** Which models the oracle asked, and what was less than the first choice, in making the value or in judging it. Absent where neither is to be told. */
export const VerdictProvenance = z.object({ models: z.array(z.string()), fallbacks: z.array(z.string()) });
export type VerdictProvenance = z.infer<typeof VerdictProvenance>;

/** A finding about one attempt of one step. `step` is `answer` for checks of the whole answer (`(answer)` where a step has that name). */
export const Verdict = Finding.extend({
  step: z.string(),
  attempt: z.number().int().positive(),
  criterion: Criterion,
  oracle: z.string(),
  kind: OracleKind,
  ms: z.number().nonnegative(),
  /** How often the oracle is wrong; absent where nobody measured it. */
  errorRates: ErrorRates.optional(),
  provenance: VerdictProvenance.optional(),
});
export type Verdict = z.infer<typeof Verdict>;

/** What is left of verdicts as a doubt: fails, and what was left open and settled by none. */
export function doubtsIn<V extends Pick<Verdict, 'status' | 'oracle' | 'settles'>>(verdicts: readonly V[]): V[] {
  const settled = new Set(verdicts.flatMap(({ status, settles }) => (status === 'pass' ? (settles ?? []) : [])));
  return verdicts.filter(({ status, oracle }) => status === 'fail' || (status === 'inconclusive' && !settled.has(oracle)));
}
