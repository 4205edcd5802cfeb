/** What can be wrong with a plan, by code. */
export const PLAN_FAULTS = {
  'bad-shape': 'A part of the plan is not written as the plan format asks.',
  'no-steps': 'The plan does nothing.',
  'duplicate-id': 'Two steps have the same id.',
  'unknown-tool': 'No tool has this name.',
  'unknown-input': 'The tool has no input with this name.',
  'missing-input': 'An input that the tool needs is not bound.',
  'unknown-given': 'Nothing with this name was given with the request.',
  'dangling-reference': 'A reference names a step that is not in the plan.',
  'unknown-output': 'A reference names an output that the tool does not have.',
  'wrong-modality': 'A source has another modality than the port that it is bound to.',
  'list-mismatch': 'Several values are bound to a port that takes one.',
  'bad-literal': 'A literal does not fit the port.',
  'not-a-literal': 'A parameter is bound to something else than a literal or a map over literals.',
  'not-a-list': 'A map walks something that is not a list.',
  'empty-list': 'A map walks a list that is written down without an item.',
  'list-lengths': 'Lists that are walked side by side, or of which whichever ran is taken item by item, need not be equally long.',
  'never-taken': 'A value is never taken, because one before it is always there.',
  'never-runs': 'A step needs what is made where a condition holds together with what is made where it does not.',
  'unknown-field': 'A condition looks at a field that the value does not have.',
  'undecidable-condition': 'A condition can never be decided: its test does not fit what it looks at.',
  cycle: 'Steps wait for each other.',
  'unknown-oracle': 'No oracle has this name.',
  'unknown-criterion-port': 'A criterion speaks of an output that the tool does not have.',
  'oracle-modality': 'The oracle cannot judge what the port carries.',
  'bad-criterion': 'The parameters of a criterion do not fit its oracle.',
  'unknown-deliverable': 'A deliverable names no output of a step.',
  'superfluous-step': 'Nothing that the step makes reaches a deliverable.',
  'more-faults': 'There are more faults than are listed.',
} as const;
export type PlanFaultCode = keyof typeof PLAN_FAULTS;

/** One thing that is wrong with a plan. */
export interface PlanFault {
  /** Where, e.g. `steps[2].inputs.image`, `steps[0].criteria[1].params.language`, `deliverables[0]`; empty: the whole. */
  readonly path: string;
  readonly code: PlanFaultCode;
  /** What is wrong with what, and what would be right. */
  readonly message: string;
}

/** `['steps', 2, 'inputs', 'image']` → `steps[2].inputs.image`. */
export function formatPlanPath(parts: readonly PropertyKey[]): string {
  return parts.reduce<string>((path, part) => (typeof part === 'number' ? `${path}[${part}]` : path === '' ? String(part) : `${path}.${String(part)}`), '');
}
