import type { ArtifactHandle, MediaFile } from '../../core/index.js';
import { metadataOf, probe } from '../../tools/media/index.js';

/** A file that FFmpeg has just written, with what is measured on it. */
export async function madeAudio(path: string, signal: AbortSignal): Promise<MediaFile> {
  const facts = await probe(path, { signal });
  return { path, mime: facts.mime, metadata: metadataOf(facts) };
}

/** Length of a recording in ms, measured when the artifact does not say it. */
export async function durationOf(audio: ArtifactHandle, signal: AbortSignal): Promise<number> {
  return audio.metadata.durationMs ?? (await probe(audio.path, { signal })).durationMs ?? 0;
}
