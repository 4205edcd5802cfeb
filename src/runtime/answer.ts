import {
  acceptedAttempt, dependenciesOf, isMedia, Modality, sourcesOf, splitRef, type Artifact, type Plan, type RunState, type StepState, type Verdict,
} from '../core/index.js';
import type { ArtifactStore } from '../store/index.js';
import { loadArtifact } from './values.js';

/** The outputs that answer the request: the plan's deliverables, or else all outputs of steps that no step uses. */
export function deliverablesOf(plan: Plan, state: RunState): string[] {
  if (plan.deliverables.length > 0) return plan.deliverables;
  const used = new Set(plan.steps.flatMap(dependenciesOf));
  return plan.steps
    .filter(({ id }) => !used.has(id))
    .flatMap(({ id }) => Object.keys(acceptedAttempt(state.steps.get(id))?.outputs ?? {}).map((port) => `${id}.${port}`));
}

/**
 * The answer in words: the texts among the deliverables, and a line for each piece of media. Where only media were asked
 * for, the texts that they were made from (the sentence that is spoken) are the words.
 */
export async function composeAnswer(state: RunState, store: ArtifactStore): Promise<string> {
  const refs = state.plan ? deliverablesOf(state.plan, state) : [];
  const delivered = refs.flatMap((ref) => artifactsAt(state, ref));
  const ofModality = (artifacts: readonly Artifact[], modality: string): Promise<string[]> =>
    Promise.all(artifacts.filter((artifact) => artifact.modality === modality).map(async (artifact) => asText(await loadArtifact(artifact, store))));
  const spoken = refs.flatMap((ref) => sourcesOfStep(state, splitRef(ref).step)).flatMap((ref) => artifactsAt(state, ref));
  const texts = await ofModality(delivered, Modality.text);
  // Data beside a text that says the same adds nothing for a reader.
  const words = texts.length > 0 ? texts : await ofModality(delivered, Modality.json);
  const media = delivered.filter(({ modality }) => isMedia(modality)).map(({ modality, mime, bytes }) => `${modality} (${mime}, ${bytes} bytes)`);
  return [...new Set(words.length > 0 ? words : await ofModality(spoken, Modality.text)), ...media].join('\n\n').trim();
}

function artifactsAt(state: RunState, ref: string): Artifact[] {
  const { step, port } = splitRef(ref);
  return [acceptedAttempt(state.steps.get(step))?.outputs[port] ?? []].flat().flatMap((id) => state.artifacts.get(id) ?? []);
}

function sourcesOfStep(state: RunState, id: string): string[] {
  const inputs = Object.values(state.steps.get(id)?.step.inputs ?? {});
  return inputs.flatMap(sourcesOf).flatMap((source) => ('ref' in source ? [source.ref] : []));
}

function asText(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value, null, 2);
}

/** What nobody has proved, one entry a gap. Steps that did not complete come first. */
export function findUnproved(state: RunState): string[] {
  const gaps = state.unmet.map((words) => `no step does this part of the task: ${words}`);
  const needed = new Set((state.plan ? deliverablesOf(state.plan, state) : []).map((ref) => splitRef(ref).step));
  for (const step of state.steps.values()) {
    const name = `${step.step.id} (${step.step.tool})`;
    if (step.status === 'failed') gaps.push(`${name} failed: ${step.error?.message ?? 'no result'}`);
    else if (step.status === 'blocked') gaps.push(`${name} was not done, because ${step.blockedBy ?? 'a step that it needs'} failed`);
    else if (step.status !== 'completed') gaps.push(`${name} was not done`);
    else gaps.push(...gapsOfCompleted(name, step, state.verify, needed.has(step.step.id)));
  }
  gaps.push(...state.answerVerdicts.filter(({ status }) => status !== 'pass').map((verdict) => `the answer: ${describe(verdict)}`));
  return gaps;
}

function gapsOfCompleted(name: string, step: StepState, verified: boolean, isDeliverable: boolean): string[] {
  if (!verified) return [`${name} was not checked`];
  const verdicts = acceptedAttempt(step)?.verdicts ?? [];
  const gaps = verdicts.filter(({ status }) => status !== 'pass').map((verdict) => `${name}: ${describe(verdict)}`);
  if (isDeliverable && verdicts.length === 0) gaps.push(`${name} has no criterion that could prove it`);
  return gaps;
}

function describe({ oracle, status, evidence, critique }: Verdict): string {
  const reason = critique ?? evidence[0]?.message;
  return `${oracle} ${status === 'fail' ? 'doubts it' : 'could not tell'}${reason ? `: ${reason}` : ''}`;
}
