import {
  acceptedAttempt, dependenciesOf, isMedia, Modality, splitRef, type Plan, type RunState, type StepState, type Verdict,
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

/** The answer in words: the texts among the deliverables, and a line for each piece of media. */
export async function composeAnswer(state: RunState, store: ArtifactStore): Promise<string> {
  const texts: string[] = [];
  const media: string[] = [];
  for (const ref of state.plan ? deliverablesOf(state.plan, state) : []) {
    const { step, port } = splitRef(ref);
    for (const id of [acceptedAttempt(state.steps.get(step))?.outputs[port] ?? []].flat()) {
      const artifact = state.artifacts.get(id);
      if (!artifact) continue;
      if (isMedia(artifact.modality)) media.push(`${artifact.modality} from ${ref} (${artifact.mime}, ${artifact.bytes} bytes)`);
      else if (artifact.modality === Modality.json) texts.push(JSON.stringify(await loadArtifact(artifact, store), null, 2));
      else texts.push(String(await loadArtifact(artifact, store)));
    }
  }
  // Data beside a text that says the same adds nothing for a reader.
  const words = texts.filter((text) => !/^[[{]/.test(text));
  return [...new Set(words.length > 0 ? words : texts), ...media].join('\n\n').trim();
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
