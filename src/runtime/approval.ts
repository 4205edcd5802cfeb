import { createHash } from 'node:crypto';
import { acceptedAttempt, sourcesOf, splitRef, VouchError, type Question, type RunState, type Source } from '../../core/index.js';
import type { PendingQuestion } from '../protocol/index.js';

export type Approval = NonNullable<PendingQuestion['approval']>;

/** What exactly an approval is about: the tool and all that goes into it, with references resolved to the artifacts they stand for. The same at every server. */
export function approvalOf(state: RunState, question: Question): Approval {
  const step = question.step === undefined ? undefined : state.steps.get(question.step);
  if (!step) throw new VouchError('INTERNAL', `The approval ${question.id} names no step of the plan.`);
  const argumentsOf = Object.entries(step.step.inputs).map(([port, binding]) => [port, sourcesOf(binding).map((source) => resolved(source, state))] as const);
  const bound = Object.fromEntries(argumentsOf);
  const tool = question.tool ?? step.step.tool;
  const argumentsHash = digestOf([tool, question.id, argumentsOf.toSorted(([one], [other]) => (one < other ? -1 : 1))]);
  // Whoever goes on with a run asks again, and what was shown before may still be decided; once the run has ended, it may not.
  return { id: digestOf([state.runId, state.lastEnd, question.id]).slice(0, 32), step: step.step.id, tool, argumentsHash, arguments: bound };
}

function digestOf(value: unknown): string {
  return createHash('sha256').update(JSON.stringify(value)).digest('hex');
}

function resolved(source: Source, state: RunState): Approval['arguments'][string] {
  if ('value' in source) return { value: source.value };
  if ('given' in source) {
    const given = state.givens.find(({ name }) => name === source.given);
    return { given: source.given, artifact: given?.artifact ?? given?.value ?? null };
  }
  const { step, port } = splitRef(source.ref);
  return { ref: source.ref, artifact: acceptedAttempt(state.steps.get(step))?.outputs[port] ?? null };
}
