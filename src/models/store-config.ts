import { z } from 'zod';

/** Name of an environment variable: what is secret stands in no file. */
const Variable = z.string().min(1);

/** An S3 bucket that several machines share. */
const S3Config = z.strictObject({
  bucket: z.string().min(1),
  /** Address of the server, such as `http://seaweedfs:8333`; default Amazon's for the region. */
  endpoint: z.url({ protocol: /^https?$/ }).optional(),
  region: z.string().min(1).default('us-east-1'),
  /** What all keys begin with, such as `vouch/`; projects that share a bucket have one each. */
  prefix: z.string().regex(/^([\w.-]+\/)*$/, 'must be names, each followed by /').default(''),
  /** Default: what AWS's own programs take (AWS_ACCESS_KEY_ID, a profile, the role of the machine). */
  credentials: z.strictObject({ accessKeyFromEnv: Variable, secretKeyFromEnv: Variable, sessionTokenFromEnv: Variable.optional() }).optional(),
  /** True: `https://server/bucket/key`; false: `https://bucket.server/key`. Default true where there is an endpoint. */
  pathStyle: z.boolean().optional(),
  /** Bytes of artifacts that this machine keeps beside it. What was used in the last hour stays in any case. */
  cacheBytes: z.number().int().positive().default(20_000_000_000),
  /** Browsers get media from the bucket itself, by links of `vouch serve` that hold for so long. Default: `vouch serve` hands them through. */
  links: z
    .strictObject({
      /** The address under which browsers reach the server; default `endpoint`. */
      endpoint: z.url({ protocol: /^https?$/ }).optional(),
      seconds: z.number().int().min(1).max(3600).default(300),
    })
    .optional(),
});
export type S3Config = z.infer<typeof S3Config>;

/** Where runs are kept; empty: in files of the data folder. */
export const StoreConfig = z.strictObject({
  /** A PostgreSQL database that several machines share. */
  postgres: z
    .strictObject({
      /** Name of the environment variable that holds its address, such as `postgresql://vouch:secret@db.example/vouch`. */
      urlFromEnv: Variable,
    })
    .optional(),
  /** Where artifacts lie; default in the data folder. */
  s3: S3Config.optional(),
});
export type StoreConfig = z.infer<typeof StoreConfig>;
