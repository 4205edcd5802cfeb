import {
  acceptedAttempt, dependenciesOf, doubtsIn, givensOf, isMedia, Modality, outputsAt, sourcesOf, splitRef, type Artifact, type Plan, type RunState, type StepState, type Verdict,
} from '../core/index.js';
import type { ArtifactStore } from '../store/index.js';
import { asksForWords } from '../agents/planner/index.js';
import { loadArtifact } from './values.js';

/** The outputs that answer the request: the plan's deliverables, or else all outputs of steps that no step uses. */
export function deliverablesOf(plan: Plan, state: RunState): string[] {
  if (plan.deliverables.length > 0) return plan.deliverables;
  return deliverableSteps(plan).flatMap((id) => portsOf(state, id).map((port) => `${id}.${port}`));
}

/** Ids of the steps that make what answers the request. */
function deliverableSteps(plan: Plan): string[] {
  if (plan.deliverables.length > 0) return [...new Set(plan.deliverables.map((ref) => splitRef(ref).step))];
  const used = new Set(plan.steps.flatMap(dependenciesOf));
  return plan.steps.map(({ id }) => id).filter((id) => !used.has(id));
}

/** Output ports on which a step, or any item of it, made something. */
function portsOf(state: RunState, id: string): string[] {
  const step = state.steps.get(id);
  return [...new Set([step, ...(step?.items ?? []).map((item) => state.steps.get(item))].flatMap((made) => Object.keys(acceptedAttempt(made)?.outputs ?? {})))];
}

/**
 * The answer in words: the texts among the deliverables, a line for each piece of media, and what was not done because its
 * condition did not hold. Where only media were asked for, the texts that they were made from (the sentence that is spoken)
 * are the words. What a mapped step made is told with what its item is about.
 */
export async function composeAnswer(state: RunState, store: ArtifactStore): Promise<string> {
  const refs = state.plan ? deliverablesOf(state.plan, state) : [];
  const all = refs.flatMap((ref) => madeAt(state, ref).map((made) => ({ ...made, step: splitRef(ref).step })));
  // Where a step delivers media, its data describes them, and is there for programs.
  const withMedia = new Set(all.filter(({ artifact }) => isMedia(artifact.modality)).map(({ step }) => step));
  const describing = new Set(all.filter(({ artifact, step }) => artifact.modality === Modality.json && withMedia.has(step)).map(({ artifact }) => artifact.id));
  const delivered = all.filter(({ artifact }) => !describing.has(artifact.id));
  const ofModality = (made: readonly Made[], modality: string): Promise<string[]> =>
    Promise.all(made.filter(({ artifact }) => artifact.modality === modality).map(async ({ artifact, about }) => about + asText(await loadArtifact(artifact, store))));
  const spoken = refs.flatMap((ref) => sourcesOfStep(state, splitRef(ref).step)).flatMap((ref) => madeAt(state, ref));
  const texts = await ofModality(delivered, Modality.text);
  // Data beside a text that says the same adds nothing for a reader.
  const words = texts.length > 0 ? texts : await ofModality(delivered, Modality.json);
  const media = delivered.flatMap(({ artifact: { modality, mime, bytes, name }, about }) => (isMedia(modality) ? [`${about}${name ?? modality} (${mime}, ${bytes} bytes)`] : []));
  const notDone = state.plan ? deliverableSteps(state.plan).flatMap((id) => skippedInWords(state, id)) : [];
  return [...new Set(words.length > 0 ? words : await ofModality(spoken, Modality.text)), ...media, ...notDone].join('\n\n').trim();
}

/**
 * Whether nothing of the answer can be read and nothing that is read was asked for: it is pictures, sounds or videos alone, and what they were made of
 * holds no text. A judge of words has nothing to go by then. Where words were asked for, it must be asked why there are none.
 */
export function isMediaAlone(state: RunState): boolean {
  if (asksForWords(state.goal)) return false;
  const refs = state.plan ? deliverablesOf(state.plan, state) : [];
  const delivered = refs.flatMap((ref) => madeAt(state, ref));
  const sources = refs.flatMap((ref) => sourcesOfStep(state, splitRef(ref).step)).flatMap((ref) => madeAt(state, ref));
  return delivered.length > 0 && delivered.every(({ artifact }) => isMedia(artifact.modality)) && !sources.some(({ artifact }) => artifact.modality === Modality.text);
}

interface Made {
  readonly artifact: Artifact;
  /** `dog.jpg: ` for an item of a mapped step, else empty. */
  readonly about: string;
}

function madeAt(state: RunState, ref: string): Made[] {
  return outputsAt(state, ref).flatMap(({ artifact: id, item }) => {
    const artifact = state.artifacts.get(id);
    return artifact ? [{ artifact, about: item ? `${item.about}: ` : '' }] : [];
  });
}

function sourcesOfStep(state: RunState, id: string): string[] {
  const inputs = Object.values(state.steps.get(id)?.step.inputs ?? {});
  return inputs.flatMap(sourcesOf).flatMap((source) => ('ref' in source ? [source.ref] : []));
}

/** What of a step was not done and why, in words; nothing where all of it was. Items with one reason are told together. */
function skippedInWords(state: RunState, id: string): string[] {
  const step = state.steps.get(id);
  if (!step) return [];
  if (!step.items) return step.status === 'skipped' ? [`${id} (${step.step.tool}) was not done: ${rootReason(state, step)}.`] : [];
  const skipped = step.items.flatMap((item) => state.steps.get(item) ?? []).filter(({ status }) => status === 'skipped');
  if (skipped.length === 0) return [];
  const lines = skipped.map((item) => `- ${item.itemOf?.about ?? item.step.id}: ${rootReason(state, item)}`);
  return [[`${id} (${step.step.tool}) was not done for ${skipped.length} of ${step.items.length}:`, ...lines].join('\n')];
}

/** Why a step was skipped; for one that was skipped with another, why that one was. */
function rootReason(state: RunState, step: StepState): string {
  const seen = new Set<string>();
  let root = step;
  for (let by = root.skipped?.by; by !== undefined && !seen.has(by); by = root.skipped?.by) {
    seen.add(by);
    root = state.steps.get(by) ?? root;
  }
  const reason = root.skipped?.reason ?? 'it was skipped';
  return root === step ? reason : `it needs ${root.step.id}, which was not done: ${reason}`;
}

function asText(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value, null, 2);
}

/**
 * What nobody has proved, one entry a gap. Steps that did not complete come first. A step that was rightly skipped claims
 * nothing; one whose condition nobody could decide is a gap.
 */
export function findUnproved(state: RunState): string[] {
  const gaps = [...state.unmet.map((words) => `no step does this part of the task: ${words}`), ...leftAside(state).map((name) => `nothing was done with "${name}", which was given`)];
  const needed = new Set(state.plan ? deliverableSteps(state.plan) : []);
  for (const step of state.steps.values()) {
    // The items of a mapped step tell for themselves.
    if (step.items) continue;
    const name = step.itemOf ? `${step.step.id} (${step.step.tool}, ${step.itemOf.about})` : `${step.step.id} (${step.step.tool})`;
    if (step.status === 'failed') gaps.push(`${name} failed: ${step.error?.message ?? 'no result'}`);
    else if (step.status === 'blocked') gaps.push(`${name} was not done, because ${step.blockedBy ?? 'a step that it needs'} failed`);
    else if (step.status === 'skipped') gaps.push(...(step.condition?.status === 'inconclusive' ? [`${name} was not done: ${step.skipped?.reason ?? ''}`] : []));
    else if (step.status !== 'completed') gaps.push(`${name} was not done`);
    else gaps.push(...gapsOfCompleted(name, step, state.verify, needed.has(step.itemOf?.step ?? step.step.id)));
  }
  gaps.push(...state.answerVerdicts.filter(({ status }) => status !== 'pass').map((verdict) => `the answer: ${describe(verdict)}`));
  return gaps;
}

/** Words that choose among things of a kind. */
const CHOOSES = /\b(?:first|second|third|last|latest|newest|oldest|other|one of|only|just|left|right|top|bottom)\b/i;

/** Files and texts that came with the task and that no step of the planner's plan looks at, though its words choose none: a question about two documents is not answered by one of them. */
function leftAside({ plan, givenPlan, goal, givens }: RunState): string[] {
  if (!plan || givenPlan !== undefined || CHOOSES.test(goal)) return [];
  const used = new Set(plan.steps.flatMap(givensOf));
  const lying = givens.filter(({ name, earlier }) => earlier !== true && !used.has(name));
  // Who names a file by its whole name means this one.
  return lying.filter(({ modality }) => !givens.some((given) => given.modality === modality && used.has(given.name) && /\.\w+$/.test(given.name) && goal.includes(given.name))).map(({ name }) => name);
}

function gapsOfCompleted(name: string, step: StepState, verified: boolean, isDeliverable: boolean): string[] {
  if (!verified) return [`${name} was not checked`];
  const verdicts = acceptedAttempt(step)?.verdicts ?? [];
  const gaps = doubtsIn(verdicts).map((verdict) => `${name}: ${describe(verdict)}`);
  if (!isDeliverable || gaps.length > 0) return gaps;
  if (verdicts.length === 0) return [`${name} has no criterion that could prove it`];
  // A judge is asked, not trusted: alone it proves nothing.
  if (verdicts.every(({ kind }) => kind === 'judge')) return [`${name}: no program checked it; a language model alone was asked and agrees (${[...new Set(verdicts.map(({ oracle }) => oracle))].join(', ')})`];
  return gaps;
}

function describe({ oracle, status, evidence, critique }: Verdict): string {
  const reason = critique ?? evidence[0]?.message;
  return `${oracle} ${status === 'fail' ? 'doubts it' : 'could not tell'}${reason ? `: ${reason}` : ''}`;
}

/** Says which kinds of answer a question asks for, and whether they are there. */
const KIND_ORACLE = 'answers_question';
/** Comes to the same answer by reading the sources once more. */
const READING_ORACLE = 'second_reading';

/**
 * What a judge would be asked about the whole answer is decided where a program found every deliverable to be of the asked-for kind, or
 * another reading of its source came to the same answer to a question that is the whole request: this judge sees no source.
 */
export function isAnswered(state: RunState): boolean {
  const steps = state.plan ? deliverableSteps(state.plan) : [];
  return steps.length > 0 && steps.every((id) => {
    const attempt = acceptedAttempt(state.steps.get(id));
    const decides = ({ oracle, expected }: Verdict): boolean => (oracle === READING_ORACLE ? attempt?.parameters['question'] === state.goal : oracle === KIND_ORACLE && Array.isArray(expected) && expected.length > 0);
    return attempt?.verdicts.some((verdict) => verdict.status === 'pass' && decides(verdict)) ?? false;
  });
}
