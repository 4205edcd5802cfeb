import { z } from 'zod';
import type { Artifact } from '../../core/index.js';
import { CallId } from './messages.js';

/**
 * The header of a binary frame: a big-endian uint32 with the header's length in bytes, the header as JSON in UTF-8, and
 * then the bytes. An upload is a row of `upload` frames with one `id`; the one that says `last` is answered with
 * `{id, result: {artifact}}`.
 */
export const FrameHeader = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('upload'),
    id: CallId,
    /** What the file is called; only for people and for its ending. The same in every frame. */
    name: z.string().min(1).max(255),
    last: z.boolean(),
  }),
]);
export type FrameHeader = z.infer<typeof FrameHeader>;

/** What a finished upload is answered with. */
export interface UploadResult {
  readonly artifact: Artifact;
}

/** Bytes of a header, at most. */
export const HEADER_BYTES = 4096;
