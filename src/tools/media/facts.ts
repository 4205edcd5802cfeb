import { z } from 'zod';
import type { MediaMetadata } from '../../core/index.js';
import { MediaModality } from '../../core/index.js';

/** What was measured on a media file. Absent means: does not apply or could not be measured. */
export const MediaFacts = z.object({
  kind: MediaModality,
  /** Of the bytes, never of the name; an MP4 that holds only sound is `audio/mp4`. */
  mime: z.string(),
  /** Container as FFmpeg or sharp names it, e.g. `matroska,webm`, `jpeg`. */
  format: z.string(),
  bytes: z.number().int().nonnegative(),
  durationMs: z.number().nonnegative().optional(),
  /** px as shown: after EXIF orientation or the rotation that the container asks for */
  width: z.number().int().positive().optional(),
  height: z.number().int().positive().optional(),
  /** frames per second, the mean over the stream */
  frameRate: z.number().positive().optional(),
  /** Pages or frames of an image; above 1 for animations. */
  pages: z.number().int().positive().optional(),
  hasVideo: z.boolean(),
  hasAudio: z.boolean(),
  hasSubtitles: z.boolean(),
  /** Hz */
  sampleRate: z.number().int().positive().optional(),
  channels: z.number().int().positive().optional(),
  /** Of the picture where there is one, else of the sound. */
  codec: z.string().optional(),
  audioCodec: z.string().optional(),
  /** bits per second of the whole file */
  bitRate: z.number().positive().optional(),
});
export type MediaFacts = z.infer<typeof MediaFacts>;

/** The part of the facts that an artifact carries. */
export function metadataOf(facts: MediaFacts): MediaMetadata {
  const { width, height, durationMs, sampleRate, channels, frameRate, codec } = facts;
  const hasAudio = facts.kind === 'video' ? facts.hasAudio : undefined;
  const entries = Object.entries({ width, height, durationMs, sampleRate, channels, frameRate, hasAudio, codec });
  return Object.fromEntries(entries.filter(([, value]) => value !== undefined));
}
