import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { jest } from '@jest/globals';
import { Redis } from 'ioredis';
import { workersPresent } from '../../src/runtime/workers/index.js';
import { describeWithRedis, startRedis, type TestRedis } from '../support/redis.js';
import { freshFolder, removeFolders } from '../support/workshop.js';
import { until } from '../server/support.js';
import { startVouch, vouch } from './command-line.js';

// A process of its own is compiled as it starts.
jest.setTimeout(120_000);

describeWithRedis('vouch worker', () => {
  let redis: TestRedis;
  let client: Redis;
  beforeAll(async () => {
    redis = await startRedis();
    client = new Redis(redis.url);
  });
  afterAll(async () => {
    client.disconnect();
    await redis.kill();
    removeFolders();
  });

  test('takes so many steps at a time from the queue of its pool and of what it can do, and leaves when it is told to', async () => {
    const folder = freshFolder();
    const config = join(folder, 'vouch.config.json');
    writeFileSync(config, JSON.stringify({ queue: { redis: { urlFromEnv: 'THE_QUEUE' }, prefix: 'cli' } }));
    const alive = join(folder, 'alive');
    const { child, ended, waitFor } = startVouch(['--config', config, '--data', folder, 'worker', '--pool', 'cpu', '--can', 'plain, ocr', '--concurrency', '3', '--grace', '5', '--alive', alive], { THE_QUEUE: redis.url });
    await waitFor('takes 3 steps at a time from cpu.ocr+plain');
    expect(await workersPresent(client, 'cli')).toMatchObject([{ pool: 'cpu', can: ['plain', 'ocr'], line: 'cpu.ocr+plain', concurrency: 3, pid: child.pid }]);
    await until(() => existsSync(alive));
    child.kill('SIGTERM');
    expect(await ended).toMatchObject({ exitCode: 0, talk: expect.stringContaining('takes nothing more') });
    expect([await workersPresent(client, 'cli'), existsSync(alive)]).toEqual([[], false]);
  });

  test('says what it cannot do, and where it finds no queue', async () => {
    const folder = freshFolder();
    const [config, none] = [join(folder, 'vouch.config.json'), join(folder, 'none.json')];
    writeFileSync(config, JSON.stringify({ queue: { redis: { urlFromEnv: 'NO_SUCH_VARIABLE' } } }));
    writeFileSync(none, '{}');
    const of = async (...args: string[]): Promise<string> => { const { exitCode, talk } = await vouch(...args); return `${exitCode} ${talk}`; };
    expect(await of('--config', config, '--data', folder, 'worker', '--can', 'fly')).toMatch(/^2 .*No worker can do fly\. There are: /s);
    expect(await of('--config', config, '--data', folder, 'worker', '--pool', 'a b', '--can', 'plain')).toContain('NO_SUCH_VARIABLE');
    expect(await of('--config', none, '--data', folder, 'worker', '--can', 'plain')).toMatch(/^2 .*needs a queue/s);
  });
});
