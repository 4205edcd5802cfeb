import type { z } from 'zod';
import { Criterion } from './criterion.js';
import type { Job, ModelClient } from './model-client.js';
import { portsOf, type Port } from './ports.js';

/**
 * none: same inputs, same result, nothing outside changes (results may be reused). reads-world: looks at something that
 * changes by itself, such as a web page (never reused from another run). external: changes something outside; needs approval.
 */
export type Effects = 'none' | 'reads-world' | 'external';

/** Requests as people word them, one piece of work each, without names of files. */
export interface Wordings {
  /** That ask for the tool. The more different from each other, the better. */
  readonly asks: readonly string[];
  /** That are near to these and ask for what the tool does not do. */
  readonly notFor: readonly string[];
}

/** What plans, planners and users see of a tool: data, no code. */
export interface ToolSpec {
  readonly name: string;
  /** One or two sentences: what it makes of what. The planner chooses by these words. */
  readonly description: string;
  /** Changes when the tool makes something else of the same inputs, where `execute` itself reads the same: earlier results are not taken over then. */
  readonly version?: string | undefined;
  readonly inputs: readonly Port[];
  readonly outputs: readonly Port[];
  readonly effects: Effects;
  /**
   * Of an external tool: true when it does once what it is told twice under one `idempotencyKey`. An attempt that was cut off or
   * ended in an error is then made again without asking; of any other external tool the user is asked, since it may have acted.
   */
  readonly idempotent?: boolean;
  /** Jobs without which the tool cannot run. */
  readonly needs: readonly Job[];
  /** ms for one attempt, waiting for model servers included; default 300,000. */
  readonly timeoutMs: number;
  /** Criteria that each step with this tool gets unless the plan says otherwise. */
  readonly criteria: readonly Criterion[];
  /** Names of tools that do the same with the same ports and may stand in when this one gives up. */
  readonly substitutes: readonly string[];
  /** How people ask for it: the planner compares requests with these beside the description. */
  readonly wordings?: Wordings;
  /** True: plans that name it use it, and requests that ask for just this in so many words ("in one table"); likeness to the wording does not choose it. */
  readonly onlyWritten?: boolean;
}

/** Something that a tool cannot decide by itself. */
export interface ToolQuestion {
  /** `approval`: whether it may do one thing; `ambiguity`: what is meant, or how to go on. */
  readonly kind: 'approval' | 'ambiguity';
  readonly text: string;
  /** Answers that make sense; empty: free text. */
  readonly options: readonly string[];
  /** The tool can go on without an answer: where nobody answers it gets none, and the run is not suspended. */
  readonly optional?: boolean | undefined;
}

/** What an attempt gets beside its inputs. */
export interface ToolContext {
  readonly runId: string;
  readonly step: string;
  /** From 1. */
  readonly attempt: number;
  /**
   * Names this deed to whatever is changed outside: run, step and attempt. An attempt that makes good one whose end is not known
   * has the key of that one.
   */
  readonly idempotencyKey: string;
  readonly signal: AbortSignal;
  readonly models: ModelClient;
  /** An empty folder of this attempt, removed afterwards; output files are made here. */
  readonly scratch: string;
  /** The user's request, as data. */
  readonly goal: string;
  /** What was wrong with the previous attempt and how to mend it, from the verifier; absent on a first attempt. */
  readonly critique: string | undefined;
  /** The output of the previous attempt when it was text, so that a retry can mend it. */
  readonly previous: string | undefined;
  /** Folders from which `file:` addresses may be opened. */
  readonly allowedFolders: readonly string[];
  /** True: the run is somebody's who may not look into this machine's network. Hosts there are not opened, whatever names them. */
  readonly outside?: boolean | undefined;
  /**
   * Asks the user, while the clocks of the attempt and of the run stand still; absent where no user can be reached, as in a worker. Where nobody
   * answers it resolves with `undefined` for an optional question. Else it rejects, and the run is suspended with the question: resumed with an answer, the attempt is made
   * anew (of a tool that changes something outside only after the user has agreed to that), and the same question has its answer. The tool must let the rejection end it.
   */
  readonly ask?: ((question: ToolQuestion) => Promise<string | undefined>) | undefined;
  /** `fraction` 0 to 1, or undefined where unknown. */
  readonly progress: (fraction: number | undefined, note?: string) => void;
}

/** Another way to do the same step. */
export interface Alternative {
  /** Shown in the journal, e.g. "slower speech", "larger model". */
  readonly name: string;
  /**
   * Oracles whose faults it is made for: it comes before a retry where one of them rejected the step, is tried even where one
   * only left it open, and is passed over where others rejected it. Absent: for any rejection, after a retry with the critique.
   */
  readonly madeFor?: readonly string[];
  /** Of one that is made for faults: it is not tried where the step was only left open, since it makes as many right values wrong as wrong ones right. */
  readonly onlyRejected?: boolean;
  /** Replaces parameter inputs. */
  readonly parameters?: Readonly<Record<string, unknown>>;
  /** Preferred model per job; skipped when the model is not installed. */
  readonly models?: Readonly<Partial<Record<Job, string>>>;
}

export interface ToolDefinition<Input extends z.ZodObject, Output extends z.ZodObject> {
  name: string;
  description: string;
  /** Give it another one when what `execute` calls has changed so that it makes something else: that cannot be seen from outside. Default: none. */
  version?: string | undefined;
  /** Ports: see `artifact`, `text`, `url`, `json`; any other zod type is a parameter. */
  input: Input;
  output: Output;
  needs?: readonly Job[];
  effects?: Effects;
  idempotent?: boolean;
  timeoutMs?: number;
  criteria?: readonly z.input<typeof Criterion>[];
  alternatives?: readonly Alternative[];
  substitutes?: readonly string[];
  wordings?: Wordings;
  onlyWritten?: boolean;
  /** Rejects by throwing; a VouchError with `retryable: false` ends the step at once. */
  execute(input: z.output<Input>, context: ToolContext): Promise<z.input<Output>>;
}

/** A tool ready to be dispatched. */
export interface Tool {
  readonly spec: ToolSpec;
  readonly input: z.ZodObject;
  readonly output: z.ZodObject;
  readonly alternatives: readonly Alternative[];
  /** What its author wrote as `execute`: results are not taken over once it reads differently. */
  readonly code: string;
  /** `input` must have passed the tool's input schema. */
  execute(input: Record<string, unknown>, context: ToolContext): Promise<Record<string, unknown>>;
}

/** Declares a tool; ports and their types are read off the zod schemas. */
export function defineTool<Input extends z.ZodObject, Output extends z.ZodObject>(definition: ToolDefinition<Input, Output>): Tool {
  return {
    spec: {
      name: definition.name,
      description: definition.description,
      ...(definition.version === undefined ? {} : { version: definition.version }),
      inputs: portsOf(definition.input),
      outputs: portsOf(definition.output),
      effects: definition.effects ?? 'none',
      ...(definition.idempotent === undefined ? {} : { idempotent: definition.idempotent }),
      needs: definition.needs ?? [],
      timeoutMs: definition.timeoutMs ?? 300_000,
      criteria: (definition.criteria ?? []).map((criterion) => Criterion.parse({ ...criterion, origin: 'tool' })),
      substitutes: definition.substitutes ?? [],
      ...(definition.wordings === undefined ? {} : { wordings: definition.wordings }),
      ...(definition.onlyWritten === undefined ? {} : { onlyWritten: definition.onlyWritten }),
    },
    input: definition.input,
    output: definition.output,
    alternatives: definition.alternatives ?? [],
    code: definition.execute.toString(),
    execute: (input, context) => definition.execute(input as z.output<Input>, context),
  };
}
