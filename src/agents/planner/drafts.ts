import type { Binding, Condition, Given, Port, ToolSpec } from '../../core/index.js';
import type { Use } from './use.js';
import type { ConditionReading } from './condition-reading.js';
import type { ClauseCondition } from './conditions.js';
import type { StatedLimits } from './stated-limits.js';

/** A step before criteria and parameters. */
export interface DraftStep {
  readonly id: string;
  readonly tool: ToolSpec;
  readonly clause: string;
  readonly inputs: Record<string, Binding>;
  readonly when?: Condition | undefined;
  /** What the wording says about the result; empty for a converter that the types asked for. */
  readonly limits: StatedLimits;
  /** True for a converter that the types asked for, not the request. */
  readonly inserted: boolean;
}

/** A required input that nothing can provide. */
export interface OpenInput {
  readonly step: string;
  readonly tool: string;
  readonly port: Port;
  readonly clause: string;
}

/** A port for which several things that the user gave are equally likely. */
export interface UnclearInput {
  readonly tool: string;
  readonly port: Port;
  readonly options: readonly string[];
}

export interface Wiring {
  readonly steps: readonly DraftStep[];
  readonly open: readonly OpenInput[];
  readonly unclear: readonly UnclearInput[];
  /** Conditions, in the words of the request, that nothing here can decide. */
  readonly undecided: readonly string[];
  readonly notes: readonly string[];
}

export interface WiringRequest {
  readonly goal: string;
  readonly uses: readonly Use[];
  readonly givens: readonly Given[];
  readonly tools: readonly ToolSpec[];
  /** With those that only join what others made. */
  readonly allTools: readonly ToolSpec[];
  /** Quoted texts by their marks (`[text 1]`). */
  readonly quotes: ReadonlyMap<string, string>;
  /** Whether a text that nobody gave may be the wording of a clause itself. */
  readonly wordingIsMaterial: boolean;
  /** How well a tool fits the whole request; decides between equally short chains of converters. */
  readonly fit: (tool: ToolSpec) => number;
  /** The tests that a stated condition may mean, the likeliest first. */
  readonly readCondition: (on: ClauseCondition) => readonly ConditionReading[];
}
