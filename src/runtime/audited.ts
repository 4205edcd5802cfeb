import { isYes, type Question, type RunState } from '../core/index.js';
import type { AuditEntry } from '../store/index.js';
import { approvalOf, approvedHash } from './approval.js';
import type { RunContext } from './run-context.js';

type Line = Omit<AuditEntry, 'at' | 'before'>;

/** Writes down that an attempt is about to act on the world. Throws STORE_FAILED or STORE_FULL. */
export async function noteAct({ stores: { audit, journal }, state: { runId }, onBehalfOf, settled }: RunContext, act: Pick<Line, 'step' | 'tool' | 'attempt'>): Promise<void> {
  await settled();
  await audit.append({ ...onBehalfOf, ...act, what: 'acted', argumentsHash: approvedHash(runId, await journal.read(runId), act.step, act.tool) });
}

/** The line about the answer to an approval; `undefined` for any other question. */
export function decisionLine(state: RunState, question: Question, answer: string, onBehalfOf: RunContext['onBehalfOf']): Line | undefined {
  if (question.kind !== 'approval') return undefined;
  const { step, tool, argumentsHash } = approvalOf(state, question);
  return { ...onBehalfOf, step, tool, argumentsHash, attempt: null, what: isYes(answer) ? 'approved' : 'refused' };
}
