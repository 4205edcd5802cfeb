import { z } from 'zod';
import { LearnedChoice } from './learned-choice.js';

/** SHA-256 of the bytes, 64 lower-case hex digits. */
export const ArtifactId = z.string().regex(/^[0-9a-f]{64}$/, 'an artifact id is 64 lower-case hex digits');
export type ArtifactId = z.infer<typeof ArtifactId>;

/** Facts measured from the bytes, never taken from a file name. Absent means: does not apply or could not be measured. */
export const MediaMetadata = z.object({
  /** px, after EXIF orientation */
  width: z.number().int().optional(),
  height: z.number().int().optional(),
  durationMs: z.number().nonnegative().optional(),
  /** Hz */
  sampleRate: z.number().optional(),
  channels: z.number().int().optional(),
  /** frames per second */
  frameRate: z.number().optional(),
  hasAudio: z.boolean().optional(),
  codec: z.string().optional(),
  /** Device pixels per CSS px, on screenshots. */
  deviceScaleFactor: z.number().optional(),
  /** Where a screenshot was taken. */
  url: z.string().optional(),
});
export type MediaMetadata = z.infer<typeof MediaMetadata>;

/** A piece of media or data, by reference: this record travels, the bytes stay in the artifact store. */
export const Artifact = z.object({
  id: ArtifactId,
  modality: z.string(),
  mime: z.string(),
  bytes: z.number().int().nonnegative(),
  /** A name for people (of the user's file, or made from step and port); never used as a path. */
  name: z.string().optional(),
  metadata: MediaMetadata,
});
export type Artifact = z.infer<typeof Artifact>;

/** Who made an artifact, from what and how. */
export const Provenance = z.object({
  runId: z.string(),
  /** `null` for what the user gave. */
  step: z.string().nullable(),
  attempt: z.number().int().nonnegative(),
  port: z.string(),
  tool: z.string().nullable(),
  /** Ids of the models that took part. */
  models: z.array(z.string()),
  parameters: z.record(z.string(), z.json()),
  inputs: z.array(ArtifactId),
  /** Why it was made in this way, where statistics chose it. */
  chosen: LearnedChoice.optional(),
  /** What was less than the first choice, in words: another model, another device, smaller limits. Absent: nothing was. */
  fallbacks: z.array(z.string()).optional(),
});
export type Provenance = z.infer<typeof Provenance>;

/** An artifact that can be read here and now. `path` is absolute and read-only. */
export interface ArtifactHandle extends Artifact {
  readonly path: string;
}

/** A file that a tool made; the runtime takes it into the store. Missing facts are measured. */
export interface MediaFile {
  readonly path: string;
  readonly mime?: string | undefined;
  readonly metadata?: MediaMetadata | undefined;
  readonly name?: string | undefined;
}
