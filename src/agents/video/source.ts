import type { ArtifactHandle, ToolContext } from '../../core/index.js';
import { VouchError } from '../../core/index.js';
import { probe, type MediaFacts } from '../../tools/media/index.js';

/** Name of an artifact for messages. */
export function nameOf(artifact: ArtifactHandle): string {
  return artifact.name ?? `the ${artifact.modality}`;
}

/** Measured facts of a video. Throws INPUT_CORRUPT for sound without pictures. */
export async function videoFacts(video: ArtifactHandle, context: ToolContext): Promise<MediaFacts & { durationMs: number }> {
  const facts = await probe(video.path, { signal: context.signal });
  if (facts.kind !== 'video') throw new VouchError('INPUT_CORRUPT', `${nameOf(video)} holds no moving pictures (${facts.mime}).`);
  return { ...facts, durationMs: facts.durationMs ?? 0 };
}

/** Throws a fault that trying again cannot mend when a video has no sound. */
export function requireSound(video: ArtifactHandle, facts: MediaFacts): void {
  if (!facts.hasAudio) throw new VouchError('INPUT_UNSUPPORTED', `${nameOf(video)} has no sound: there is nothing to extract or transcribe.`);
}
