import { createHash } from 'node:crypto';

/** How a token file refers to a token. */
export const tokenHash = (token: string): string => createHash('sha256').update(token).digest('hex');
