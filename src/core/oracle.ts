import type { z } from 'zod';
import { z as zod } from 'zod';
import type { ErrorRates } from './error-rates.js';
import type { Job, ModelClient } from './model-client.js';
import type { ItemOf } from './ports.js';
import type { Finding, OracleKind } from './verdict.js';

/** A value on a port as oracles get it: text as string, json as value, media as ArtifactHandle. */
export interface PortValue {
  readonly port: string;
  readonly modality: string;
  readonly value: unknown;
  /** Of an input: what was given, or `step.port`. */
  readonly name?: string;
  /** Of an input that a mapped step made: the number of its item, from 1, and what the item is about. */
  readonly item?: ItemOf | undefined;
}

/** What an oracle is asked about. */
export interface Subject extends PortValue {
  /** The tool that made it; `null` for a file from outside and for the final answer. */
  readonly tool: string | null;
  /** What the step was given: the sources that grounded checks compare with. */
  readonly inputs: readonly PortValue[];
  /** All outputs of the step. */
  readonly outputs: readonly PortValue[];
  /** What the step's parameters were, defaults included; absent where that is not known any more. */
  readonly parameters?: Readonly<Record<string, unknown>> | undefined;
  /** The user's request, as data. */
  readonly goal: string;
}

export interface OracleContext {
  readonly signal: AbortSignal;
  readonly models: ModelClient;
  /** An empty folder, removed after the check. */
  readonly scratch: string;
}

/** What plans and planners see of an oracle. */
export interface OracleSpec {
  readonly name: string;
  readonly description: string;
  readonly kind: OracleKind;
  /** Changes when the same output may be judged otherwise than before, where `check` itself reads the same: results of earlier steps are checked anew then. */
  readonly version?: string | undefined;
  /** Jobs that it may ask of models; where it is checked by a worker, one that does them is looked for. Absent: none. */
  readonly asks?: readonly Job[] | undefined;
  /** Modalities that it can judge. */
  readonly modalities: readonly string[];
  /** JSON Schema of its parameters. */
  readonly params: Record<string, unknown>;
  /** Whether what it says of a fail mends more than another sample would. */
  readonly critique?: 'mends' | 'none' | undefined;
  /** How often it is wrong; absent where nobody measured it. */
  readonly errorRates?: ErrorRates;
}

export interface OracleDefinition<Params extends z.ZodObject> {
  name: string;
  description: string;
  kind: OracleKind;
  /** Give it another one when what `check` calls has changed so that it may judge otherwise: that cannot be seen from outside. Default: none. */
  version?: string | undefined;
  asks?: readonly Job[] | undefined;
  modalities: readonly string[];
  params: Params;
  /** `none`: not shown to mend more than another sample, so that the ladder tells nothing and samples anew. Default `mends`. */
  critique?: 'mends' | 'none' | undefined;
  /** Throws only for faults of its own; the verifier then reports `inconclusive` with the reason. */
  check(subject: Subject, params: z.output<Params>, context: OracleContext): Promise<FindingInput>;
}

/** A finding as oracles write it: everything but the status has a default. */
export type FindingInput = Partial<Finding> & Pick<Finding, 'status'>;

export interface Oracle {
  readonly spec: OracleSpec;
  readonly params: z.ZodObject;
  /** What its author wrote as `check`: results are checked anew once it reads differently. Absent: not known. */
  readonly code?: string | undefined;
  check(subject: Subject, params: Record<string, unknown>, context: OracleContext): Promise<FindingInput>;
}

/** Declares an oracle: a program that decides a criterion and shows its evidence. */
export function defineOracle<Params extends z.ZodObject>(definition: OracleDefinition<Params>): Oracle {
  // A misspelt parameter would make a criterion hold without looking.
  const params = definition.params.strict();
  return {
    spec: {
      name: definition.name,
      description: definition.description,
      kind: definition.kind,
      ...(definition.version === undefined ? {} : { version: definition.version }),
      ...(definition.asks === undefined ? {} : { asks: definition.asks }),
      modalities: definition.modalities,
      ...(definition.critique === undefined ? {} : { critique: definition.critique }),
      params: zod.toJSONSchema(params, { io: 'input', unrepresentable: 'any' }),
    },
    params,
    code: definition.check.toString(),
    check: (subject, checked, context) => definition.check(subject, checked as z.output<Params>, context),
  };
}
