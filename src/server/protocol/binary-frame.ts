import { z } from 'zod';
import { CallId } from './messages.js';

/**
 * The header of a binary frame: a big-endian uint32 with the header's length in bytes, the header as JSON in UTF-8, and
 * then the bytes. An upload is a row of `upload` frames with one `id`; the one that says `last` is answered with
 * `{id, result: {artifact}}`. Speech is a row of `speech` frames as they are recorded.
 */
export const FrameHeader = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('upload'),
    id: CallId,
    /** What the file is called; only for people and for its ending. The same in every frame. */
    name: z.string().min(1).max(255),
    last: z.boolean(),
  }),
  z.strictObject({
    kind: z.literal('speech'),
    /** The id that `voice.open` gave. The bytes are 16-bit little-endian PCM, mono, 16 kHz. */
    voice: z.string().min(1).max(100),
    /** The microphone is off. */
    last: z.boolean(),
  }),
]);
export type FrameHeader = z.infer<typeof FrameHeader>;

/** The header of a binary frame from the server: one sentence of a spoken answer; the bytes are a WAV. */
export const SpokenHeader = z.object({
  kind: z.literal('spoken'),
  voice: z.string(),
  runId: z.string(),
  /** From 0, of one answer. */
  index: z.int(),
  text: z.string(),
  /** ms from the end of the question to this frame. */
  afterMs: z.number(),
});
export type SpokenHeader = z.infer<typeof SpokenHeader>;

/** Bytes of a header, at most. */
export const HEADER_BYTES = 4096;
