import { z } from 'zod';

/** Engine settings of a catalogue entry with engine `llama`. */
export const LlamaSettings = z.object({
  /** Tokens of prompt and reply that one conversation may take. A token costs 28 KB in a 1.5B model. */
  contextTokens: z.number().int().min(256).default(8192),
  /** Conversations that are computed at the same time, and whose evaluated prefix is kept; each costs a whole context. */
  sequences: z.number().int().min(1).max(16).default(2),
  /** `auto` takes a GPU when the machine has one that llama.cpp can use. */
  gpu: z.union([z.literal('auto'), z.literal(false)]).default('auto'),
  /**
   * Maps the file instead of reading it. Off by default: llama.cpp repacks the weights for the CPU, and a mapped file
   * then stays resident beside the copy (2.7 GB against 1.9 GB for a 1.5B model).
   */
  mmap: z.boolean().default(false),
});
export type LlamaSettings = z.infer<typeof LlamaSettings>;
