import type { PortValue, ToolQuestion, VouchError } from '../../core/index.js';
import type { TokenMeter } from '../attempt-models.js';
import type { ResolvedInputs } from '../values.js';
import type { CheckJob, MadeOutputs, MakeJob, ModelCall, TracedDecision } from './job.js';

/** What a job took. */
export interface Took {
  /** Ids of the models that answered. */
  readonly models: readonly string[];
  /** What was less than the router's first choice, in words. */
  readonly fallbacks: readonly string[];
  /** Model id → version of its files, where it has one. */
  readonly versions: Readonly<Record<string, string>>;
  /** Language-model tokens. */
  readonly tokens: number;
}

/** A finished make job. What went wrong within it is its `error`. */
export interface Made {
  readonly took: Took;
  readonly outputs: MadeOutputs;
  /** What the result rests on: see basisOf. */
  readonly basis: string;
  readonly error?: VouchError | undefined;
  /** The outputs as oracles see them, where they have been read in this process. */
  readonly values?: readonly PortValue[] | undefined;
}

/** A finished check job. */
export interface Checked {
  readonly took: Took;
  readonly decisions: readonly TracedDecision[];
  readonly error?: VouchError | undefined;
}

/** What ties a job to its run while it is done; never part of the job. */
export interface Live {
  readonly signal: AbortSignal;
  readonly meter: TokenMeter;
  /** Bytes of artifacts that the run made, and how many it may make. */
  readonly bytes: { used: number; limit: number };
  readonly onCall: (call: ModelCall) => void;
  readonly onProgress: (fraction: number | null, note: string | null) => void;
  readonly onDecision: (decision: TracedDecision) => void;
  readonly onNotice: (message: string) => void;
  /** Asks the user; absent where nobody can be asked. Rejects where nobody answers. */
  readonly onQuestion?: ((question: ToolQuestion) => Promise<string | undefined>) | undefined;
  /** How many steps wait one after the other for this one, itself included: the longer, the sooner it is due. */
  readonly urgency: number;
  /** What this process has read already and needs not read again. */
  readonly inputs?: ResolvedInputs | undefined;
  readonly outputs?: readonly PortValue[] | undefined;
}

/** How busy the places are where steps are done. */
export interface Pressure {
  /** Steps that are held back because there is no room for them. */
  readonly held: number;
}

/**
 * Where steps are done: in this process, or by workers elsewhere. The journal, the ladder and the leases stay with who calls.
 * Both methods resolve with what went wrong as `error`.
 */
export interface StepExecutor {
  /** Steps of one run that may be under way at a time. */
  readonly concurrency: number;
  make(job: MakeJob, live: Live): Promise<Made>;
  check(job: CheckJob, live: Live): Promise<Checked>;
  /** Absent: it holds nothing back. */
  pressure?(): Pressure;
}
