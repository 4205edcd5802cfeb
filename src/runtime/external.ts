import { isYes, type AttemptState, type StepState, type Tool } from '../core/index.js';
import { askUser, type RunContext } from './run-context.js';
import { shortDigest } from './short-digest.js';

/**
 * Whether the tool may be used now. What changes something outside waits for approval, and where an earlier attempt of the step
 * may have acted already, it is asked again whether it is to act once more.
 */
export async function mayAct(context: RunContext, state: StepState, tool: Tool): Promise<boolean> {
  if (tool.spec.effects !== 'external') return true;
  if (!(await isApproved(context, state, tool))) return false;
  const acted = state.attempts.findLast((attempt) => mayHaveActed(attempt, tool));
  return !acted || isRepeatApproved(context, state, tool, acted);
}

/**
 * The attempt whose deed this one is to do: its own, or the one of an idempotent tool whose end is not known, so that what is
 * changed outside can tell that it has seen it.
 */
export function deedOf(state: StepState, tool: Tool, number: number): number {
  if (!tool.spec.idempotent) return number;
  const unknown = state.attempts.slice(state.attempts.findLastIndex((attempt) => !isOpenDeed(attempt, tool)) + 1);
  return unknown[0]?.attempt ?? number;
}

/** An approval is for this tool with these inputs: neither a substitute nor a step of a later plan inherits it. */
async function isApproved(context: RunContext, { step }: StepState, tool: Tool): Promise<boolean> {
  const deed = shortDigest([tool.spec.name, step.inputs]);
  const text = `Step ${step.id} wants to use ${tool.spec.name}, which changes something outside: ${JSON.stringify(step.inputs)}. Do it?`;
  return isYes(await askUser(context, { id: `approve-${step.id}-${deed}`, kind: 'approval', text, options: ['yes', 'no'], step: step.id, tool: tool.spec.name }));
}

async function isRepeatApproved(context: RunContext, { step }: StepState, tool: Tool, acted: AttemptState): Promise<boolean> {
  const text = `Step ${step.id} has used ${tool.spec.name} already, and ${howItEnded(acted)}: it may have changed something outside. Look there first. Do it again with ${JSON.stringify(step.inputs)}?`;
  return isYes(await askUser(context, { id: `repeat-${step.id}-${acted.attempt}`, kind: 'approval', text, options: ['yes', 'no'], step: step.id, tool: tool.spec.name }));
}

function howItEnded({ attempt, status, error }: AttemptState): string {
  if (status === 'interrupted') return `attempt ${attempt} was cut off`;
  return status === 'rejected' ? `what attempt ${attempt} made was not accepted` : `attempt ${attempt} ended with ${error?.code ?? 'an error'} (${error?.message ?? ''})`;
}

/** An attempt that an idempotent tool would make good by doing the same deed again. */
function isOpenDeed({ status, tool: name }: AttemptState, tool: Tool): boolean {
  return name === tool.spec.name && (status === 'interrupted' || status === 'error');
}

function mayHaveActed(attempt: AttemptState, tool: Tool): boolean {
  if (attempt.tool !== tool.spec.name || attempt.status === 'passed') return false;
  return !(tool.spec.idempotent && isOpenDeed(attempt, tool));
}
