import { z } from 'zod';

/**
 * What a port carries. The four media travel as artifacts; `text` and `json` are artifacts too, but are handed to tools
 * by value. A tools file from outside may use any other word: it is then an opaque type that only equals itself.
 */
export const Modality = {
  text: 'text',
  image: 'image',
  audio: 'audio',
  video: 'video',
  json: 'json',
  url: 'url',
  /** A self-contained HTML page for people; a file as media are, and no tool takes one. */
  webPage: 'web-page',
  /** Accepts every modality; only input ports may use it. */
  any: 'any',
} as const;
export type Modality = (typeof Modality)[keyof typeof Modality];

export const MediaModality = z.enum(['image', 'audio', 'video']);
export type MediaModality = z.infer<typeof MediaModality>;

/** True for image, audio and video: modalities whose bytes are never inlined. */
export function isMedia(modality: string): modality is MediaModality {
  return (MediaModality.options as readonly string[]).includes(modality);
}

/** True when a value of modality `produced` may be bound to a port of modality `wanted`. */
export function accepts(wanted: string, produced: string): boolean {
  return wanted === produced || wanted === Modality.any;
}
