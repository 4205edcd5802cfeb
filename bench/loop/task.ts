import type { Criterion, ModelClient, Outcome } from '../../src/core/index.js';
import type { RunInput } from '../../src/runtime/index.js';
import type { z } from 'zod';

/** What tasks are made with. */
export interface Workbench {
  /** Folder of the real media. */
  readonly media: string;
  /** Folder of what programs made of them. */
  readonly made: string;
  /** Address of the pages that the bench serves. */
  readonly pages: string;
  /** Voices for recordings with known words. */
  readonly models: ModelClient;
  /** Python with a recogniser that the verifier does not use. */
  readonly python: string;
}

/** What a task delivered. */
export interface Delivered {
  readonly outcome: Outcome;
  /** The answer in words. */
  readonly text: string;
  /** Path of the media that a step gave on a port. Throws where there is none. */
  readonly file: (step: string, port: string) => string;
  /** The data that a step gave on a port. Throws where there is none. */
  readonly data: (step: string, port: string) => unknown;
}

export interface LoopTask {
  readonly id: string;
  readonly family: Family;
  readonly goal: string;
  readonly inputs?: (bench: Workbench) => Promise<readonly RunInput[]> | readonly RunInput[];
  /** Absent: the product plans from the goal. */
  readonly plan?: TaskPlan | ((bench: Workbench) => TaskPlan);
  /** `cannot`: the right end is a refusal to do it (`CAPABILITY_MISSING`), not an answer. */
  readonly expects?: 'answer' | 'cannot';
  /** Faults of what was delivered; none: it is right. Never seen by the verifier. */
  readonly truth: (delivered: Delivered, bench: Workbench) => Promise<readonly string[]> | readonly string[];
}

export const FAMILIES = ['summarise', 'extract', 'answer', 'not said', 'rewrite', 'stated', 'translate', 'transcribe', 'speak', 'subtitle', 'caption', 'picture', 'edit', 'page', 'planned'] as const;
export type Family = (typeof FAMILIES)[number];

export interface TaskPlan {
  readonly steps: readonly TaskStep[];
  readonly deliverables?: readonly string[];
}

export interface TaskStep {
  readonly id: string;
  readonly tool: string;
  readonly inputs: Readonly<Record<string, unknown>>;
  readonly criteria?: readonly z.input<typeof Criterion>[];
}

/** A literal of a plan. */
export const value = <T>(literal: T): { value: T } => ({ value: literal });
/** Something that was given with the task, by its name. */
export const given = (name: string): { given: string } => ({ given: name });
/** An output of an earlier step. */
export const ref = (port: string): { ref: string } => ({ ref: port });

/** A criterion as the planner makes it of a limit that the request states. */
export function stated(oracle: string, params: Criterion['params'], port?: string): z.input<typeof Criterion> {
  return { oracle, params, origin: 'request', ...(port === undefined ? {} : { port }) };
}

/** A document given as text. */
export const DOCUMENT = 'document';
export const documentOf = (text: string): (() => readonly RunInput[]) => () => [{ text, name: DOCUMENT }];

/** A plan of one step that works on the given document. */
export function onDocument(tool: string, parameters: Readonly<Record<string, unknown>>, criteria: TaskStep['criteria'] = []): TaskPlan {
  return { steps: [{ id: 'it', tool, inputs: { text: given(DOCUMENT), ...Object.fromEntries(Object.entries(parameters).map(([name, literal]) => [name, value(literal)])) }, criteria }] };
}
