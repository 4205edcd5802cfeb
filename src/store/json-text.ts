import { z } from 'zod';

/** A column that holds JSON of this shape as text. */
export function jsonText<T>(shape: z.ZodType<T>): z.ZodType<T> {
  const parsed = z.string().transform((text, context) => {
    try {
      return JSON.parse(text) as unknown;
    } catch (error) {
      context.addIssue({ code: 'custom', message: (error as Error).message });
      return z.NEVER;
    }
  });
  return parsed.pipe(shape);
}
