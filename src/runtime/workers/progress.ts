import { z } from 'zod';

/** What a worker tells while it does a job. */
export const Progress = z.strictObject({ fraction: z.number().min(0).max(1).nullable(), note: z.string().nullable() });
export type Progress = z.infer<typeof Progress>;
