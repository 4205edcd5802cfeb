import { z } from 'zod';

/** Where runs are kept; empty: in files of the data folder. */
export const StoreConfig = z.strictObject({
  /** A PostgreSQL database that several machines share. */
  postgres: z
    .strictObject({
      /** Name of the environment variable that holds its address, such as `postgresql://vouch:secret@db.example/vouch`. */
      urlFromEnv: z.string().min(1),
    })
    .optional(),
});
export type StoreConfig = z.infer<typeof StoreConfig>;
