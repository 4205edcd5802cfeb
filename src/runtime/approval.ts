import { createHash } from 'node:crypto';
import { acceptedAttempt, applyEvent, emptyRunState, isYes, sourcesOf, splitRef, VouchError, type Question, type RunState, type Source, type VouchEvent } from '../core/index.js';

/** What somebody is asked to approve. */
export interface Approval {
  /** Of this question in this life of the run. */
  readonly id: string;
  readonly step: string;
  readonly tool: string;
  /** SHA-256 over the tool and its arguments. */
  readonly argumentsHash: string;
  /** By port. */
  readonly arguments: Readonly<Record<string, ReturnType<typeof resolved>[]>>;
}

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

/** The hash of the arguments with which the next attempt of a step with this tool was approved, whoever asked and wherever it was answered; `null` where nobody was asked. */
export function approvedHash(runId: string, events: readonly VouchEvent[], step: string, tool: string): string | null {
  const state = emptyRunState(runId);
  let [asked, hash]: [Question | undefined, string | null] = [undefined, null];
  for (const event of events) {
    applyEvent(state, event);
    if (event.type === 'question.asked') asked = event.data;
    if (event.type === 'question.answered' && asked?.id === event.data.id && asked.kind === 'approval' && asked.step === step && isYes(event.data.answer)) {
      const approved = approvalOf(state, asked);
      if (approved.tool === tool) hash = approved.argumentsHash;
    }
  }
  return hash;
}

function digestOf(value: unknown): string {
  return createHash('sha256').update(JSON.stringify(value)).digest('hex');
}

function resolved(source: Source, state: RunState) {
  if ('value' in source) return { value: source.value };
  if ('given' in source) {
    const given = state.givens.find(({ name }) => name === source.given);
    return { given: source.given, artifact: given?.artifact ?? given?.value ?? null };
  }
  const { step, port } = splitRef(source.ref);
  return { ref: source.ref, artifact: acceptedAttempt(state.steps.get(step))?.outputs[port] ?? null };
}
