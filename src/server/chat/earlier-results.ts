import { acceptedAttempt, type Artifact, type Conversation, type RunState } from '../../core/index.js';

/** Words that point back at what was said or made before. */
const POINTS_BACK = /\b(it|its|that|this|them|those|these|again|shorter|longer|simpler|the (same|last|previous|result|answer|summary|text|translation|picture|image|photo|audio|recording|speech|video|clip|captions?))\b/i;

/**
 * What a message that points back may mean: of the latest run of the conversation that made something, the last result of each
 * modality. "Make it shorter and say it again" so has the text and the speech to go on with.
 */
export function earlierResults(text: string, conversation: Conversation, stateOf: (runId: string) => RunState): Artifact[] {
  if (!POINTS_BACK.test(text)) return [];
  for (const { runId } of conversation.messages.toReversed()) {
    if (runId === null) continue;
    const state = stateOf(runId);
    const latest = new Map<string, Artifact>();
    for (const step of state.steps.values()) {
      for (const [port, ids] of Object.entries(acceptedAttempt(step)?.outputs ?? {})) {
        const artifact = state.artifacts.get([ids].flat().at(-1) ?? '');
        if (artifact) latest.set(artifact.modality, { ...artifact, name: `earlier ${step.step.id} ${port}` });
      }
    }
    if (latest.size > 0) return [...latest.values()];
  }
  return [];
}
