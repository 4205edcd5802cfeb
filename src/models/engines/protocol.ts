import { z } from 'zod';

/**
 * How a model server process is started, the same for our Node engines and our Python server: one JSON line on standard
 * input says what to serve, one JSON line on standard output says where; standard input then stays open for as long as
 * the parent lives, and its end means "stop". Nothing secret stands on a command line.
 */
export const StartLine = z.object({
  engine: z.string(),
  /** Bearer token that every request must carry. */
  token: z.string().min(16),
  modelId: z.string(),
  files: z.record(z.string(), z.string()),
  threads: z.number().int().positive(),
  settings: z.record(z.string(), z.unknown()),
});
export type StartLine = z.infer<typeof StartLine>;

/** The one line on standard output: where the server listens (and what it computes on, where it knows), or why it could not start. */
export const ReadyLine = z.union([
  z.object({ port: z.number().int().positive(), device: z.enum(['cpu', 'gpu']).optional() }),
  z.object({ error: z.object({ message: z.string(), code: z.string() }) }),
]);
export type ReadyLine = z.infer<typeof ReadyLine>;
