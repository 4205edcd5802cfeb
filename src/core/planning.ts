import type { OracleSpec } from './oracle.js';
import type { Given, Plan, Step } from './plan.js';
import type { ToolSpec } from './tool.js';

/**
 * typed: selection by the wording's fit, close calls settled by the language model, wiring by the types. fast: the same
 * without the language model where the wording alone decides. thorough: the language model is asked about more and more often.
 * one-shot: the model writes the whole plan as JSON.
 */
export const PLAN_STRATEGIES = ['typed', 'fast', 'thorough', 'one-shot'] as const;
export type PlanStrategy = (typeof PLAN_STRATEGIES)[number];

export interface PlanRequest {
  /** The user's words. */
  readonly goal: string;
  /** The latest last: where the words name none, a text means the latest that fits. */
  readonly givens: readonly Given[];
  readonly tools: readonly ToolSpec[];
  readonly oracles: readonly OracleSpec[];
  /** Default `typed`. */
  readonly strategy?: PlanStrategy | undefined;
  /** Tools that failed for good and must not be chosen again, with what was wrong. */
  readonly avoid?: readonly { tool: string; reason: string }[] | undefined;
  /**
   * For plans that are only shown: a medium that the request speaks of without naming or attaching it becomes a given of
   * its own (`image`, `audio-2`). Default false: the planner asks for it.
   */
  readonly allowOpenInputs?: boolean | undefined;
  readonly signal?: AbortSignal | undefined;
  /** Called as soon as one more step is decided. */
  readonly onStep?: ((step: Pick<Step, 'id' | 'tool'>) => void) | undefined;
}

/** A plan that has passed the validator, or the reason why there is none. */
export type PlanReply =
  | { readonly status: 'planned'; readonly plan: Plan; readonly notes: readonly string[]; /** Parts of the request that no step does, in its words. */ readonly unmet?: readonly string[] }
  /** No tool can do a part of the task. */
  | { readonly status: 'missing'; readonly capability: string; readonly message: string }
  /** The user must decide. */
  | { readonly status: 'ambiguous'; readonly question: string; readonly options: readonly string[] };

export interface Planner {
  /** Throws VouchError PLAN_NOT_FOUND when bounded repairs did not give a valid plan. */
  plan(request: PlanRequest): Promise<PlanReply>;
}
