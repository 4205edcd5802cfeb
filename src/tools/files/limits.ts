import { z } from 'zod';

/** How large an input may be. Everything is checked before a byte is decoded. */
export const InputLimits = z.object({
  /** Width × height of a picture, from its header. */
  imagePixels: z.number().int().positive().default(100_000_000),
  imageBytes: z.number().int().positive().default(256_000_000),
  /** Sound and video are streamed; this bounds disk and time. */
  mediaBytes: z.number().int().positive().default(8_000_000_000),
  /** Text is read whole. */
  textBytes: z.number().int().positive().default(20_000_000),
  durationMs: z.number().positive().default(24 * 3_600_000),
  /** Up to this size sound and video are decoded whole when they are taken in; above it, only their end. */
  fullDecodeBytes: z.number().int().nonnegative().default(64_000_000),
  fullDecodeMs: z.number().nonnegative().default(300_000),
});
export type InputLimits = z.infer<typeof InputLimits>;
