import { execFileSync } from 'node:child_process';
import { describe } from '@jest/globals';

export { startRedis, type TestRedis } from './redis-server.js';

/** Where Redis is installed; CI must have it. */
export const describeWithRedis = isInstalled() ? describe : describe.skip;

function isInstalled(): boolean {
  try {
    execFileSync('redis-server', ['--version']);
    return true;
  } catch (error) {
    if (process.env['CI'] === 'true') throw new Error('redis-server is missing: apt-get install redis-server', { cause: error });
    process.stderr.write('redis-server is not installed: what needs it is skipped.\n');
    return false;
  }
}
