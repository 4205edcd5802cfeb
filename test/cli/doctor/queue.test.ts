import { once } from 'node:events';
import { createServer, type AddressInfo } from 'node:net';
import { Redis } from 'ioredis';
import { checkQueue } from '../../../src/cli/doctor/queue.js';
import { QueueConfig } from '../../../src/models/index.js';
import { crewWorker } from '../../support/crew.js';
import { describeWithRedis, startRedis, type TestRedis } from '../../support/redis.js';
import { freshFolder, removeFolders } from '../../support/workshop.js';

afterAll(removeFolders);

const config = QueueConfig.parse({ redis: { urlFromEnv: 'THE_QUEUE' }, prefix: 'doctor' });
const look = (url: string) => checkQueue(config, { THE_QUEUE: url });

describeWithRedis('what the doctor says of Redis', () => {
  let redis: TestRedis;
  let client: Redis;
  beforeAll(async () => {
    redis = await startRedis({ keeps: true });
    client = new Redis(redis.url);
  });
  afterAll(async () => {
    client.disconnect();
    await redis.kill();
  });

  test('its version, its address without secrets, and that no worker is there', async () => {
    const version = /redis_version:(\S+)/.exec(await client.info('server'))![1]!;
    await client.config('SET', 'requirepass', 'secret');
    const url = redis.url.replace('//', '//:secret@');
    expect(await look(url)).toEqual({ status: 'warning', message: `Redis ${version} at ${redis.url}; no worker`, fix: 'vouch worker' });
    await client.config('SET', 'requirepass', '');
  });

  test('all is well where it keeps what it is told and workers are there; otherwise what is wrong, and what mends it', async () => {
    const worker = await crewWorker({ url: redis.url, prefix: config.prefix, folder: freshFolder(), yard: freshFolder() });
    expect(await look(redis.url)).toMatchObject({ status: 'ok', message: expect.stringContaining('1 worker (test.plain)') });
    const wrong = async (name: string, value: string, good: string): Promise<unknown> => {
      await client.config('SET', name, value);
      const said = await look(redis.url);
      await client.config('SET', name, good);
      return said;
    };
    expect(await wrong('maxmemory-policy', 'allkeys-lru', 'noeviction')).toMatchObject({ status: 'warning', message: expect.stringContaining('maxmemory-policy allkeys-lru'), fix: expect.stringContaining('noeviction') });
    expect(await wrong('appendfsync', 'everysec', 'always')).toMatchObject({ status: 'warning', message: expect.stringContaining('appendfsync everysec'), fix: expect.stringContaining('appendfsync always') });
    expect(await wrong('appendonly', 'no', 'yes')).toMatchObject({ status: 'warning', message: expect.stringContaining('appendonly no'), fix: expect.stringContaining('appendonly yes') });
    // A managed one whose configuration nobody may read.
    await client.call('ACL', 'SETUSER', 'guest', 'on', '>pass', '~*', '&*', '+@all', '-config');
    expect(await look(redis.url.replace('//', '//guest:pass@'))).toMatchObject({ status: 'ok' });
    await worker.close();
  });
});

test('a Redis that is too old is said to be so', async () => {
  const info = 'redis_version:5.0.14\r\nloading:0\r\n';
  const old = createServer((socket) => {
    socket.on('data', (bytes) => {
      // Several commands may come at once; each is a list.
      for (const command of bytes.toString().split(/(?=\*\d+\r\n)/)) socket.write(/info\r\n/i.test(command) && !/setinfo/i.test(command) ? `$${info.length}\r\n${info}\r\n` : '+OK\r\n');
    });
    socket.on('error', () => undefined);
  });
  old.listen(0, '127.0.0.1');
  await once(old, 'listening');
  await expect(look(`redis://127.0.0.1:${(old.address() as AddressInfo).port}`)).rejects.toMatchObject({ code: 'QUEUE_FAILED', message: expect.stringContaining('its version is 5.0.14, and 6.2 or later is needed') });
  old.close();
});

test('without a queue there is nothing to look at, and an address that is none is said to be none', async () => {
  expect(await checkQueue(undefined)).toMatchObject({ status: 'ok' });
  await expect(look('http://queue.example.org')).rejects.toMatchObject({ code: 'USAGE', message: expect.stringContaining('THE_QUEUE') });
});
