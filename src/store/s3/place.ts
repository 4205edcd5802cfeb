import { VouchError } from '../../core/index.js';

/** An S3 bucket as the configuration names it. */
export interface S3Place {
  readonly bucket: string;
  readonly endpoint?: string | undefined;
  readonly region: string;
  /** What all keys begin with; empty, or ends with `/`. */
  readonly prefix: string;
  readonly credentials?: { readonly accessKeyFromEnv: string; readonly secretKeyFromEnv: string; readonly sessionTokenFromEnv?: string | undefined } | undefined;
  readonly pathStyle?: boolean | undefined;
  /** Bytes that this machine keeps beside it. */
  readonly cacheBytes: number;
  readonly links?: { readonly endpoint?: string | undefined; readonly seconds: number } | undefined;
}

/** Keys as a client wants them; `undefined`: the SDK finds some by its own rules. */
export type Credentials = { readonly accessKeyId: string; readonly secretAccessKey: string; readonly sessionToken?: string } | undefined;

/** Throws USAGE that names a variable which is not set. */
export function credentialsOf({ credentials }: S3Place, env: Readonly<Record<string, string | undefined>>): Credentials {
  if (!credentials) return undefined;
  const value = (name: string): string => {
    const found = env[name];
    if (found === undefined || found === '') throw new VouchError('USAGE', `The configuration says that a key of the S3 store stands in the environment variable ${name}, which is not set.`);
    return found;
  };
  const { accessKeyFromEnv, secretKeyFromEnv, sessionTokenFromEnv } = credentials;
  return { accessKeyId: value(accessKeyFromEnv), secretAccessKey: value(secretKeyFromEnv), ...(sessionTokenFromEnv === undefined ? {} : { sessionToken: value(sessionTokenFromEnv) }) };
}
