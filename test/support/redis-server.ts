import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { Redis } from 'ioredis';
import { freePort } from './free-port.js';
import { freshFolder } from './workshop.js';

/** A real Redis in a folder of its own, on a free port. */
export interface TestRedis {
  readonly url: string;
  pid(): number | undefined;
  /** Ends it without a word, as a power cut would. */
  kill(): Promise<void>;
  /** Starts it again on the same port; without its data, unless it keeps them. */
  start(): Promise<void>;
}

export interface RedisPlacing {
  /** Address that it listens on; default 127.0.0.1. */
  readonly host?: string;
  /** A command that runs another one, such as one that enters a network. */
  readonly within?: readonly string[];
  /** It writes every change to its disk, and has it again after it was killed. */
  readonly keeps?: boolean;
}

export async function startRedis({ host = '127.0.0.1', within = [], keeps = false }: RedisPlacing = {}): Promise<TestRedis> {
  const port = await freePort();
  const url = `redis://${host}:${port}`;
  const kept = keeps ? freshFolder() : undefined;
  let child: ChildProcess | undefined;
  const start = async (): Promise<void> => {
    const [program, ...args] = [...within, 'redis-server', '--port', String(port), '--bind', host, '--protected-mode', 'no', '--dir', kept ?? freshFolder(), '--save', '', '--appendonly', keeps ? 'yes' : 'no', '--appendfsync', 'always', '--maxmemory-policy', 'noeviction'];
    child = spawn(program, args, { stdio: 'ignore' });
    const client = new Redis(url, { maxRetriesPerRequest: null, retryStrategy: () => 50 });
    client.on('error', () => undefined);
    await client.ping();
    client.disconnect();
  };
  await start();
  return {
    url,
    pid: () => child?.pid,
    start,
    async kill() {
      if (!child || child.exitCode !== null || child.signalCode !== null) return;
      const ended = once(child, 'exit');
      child.kill('SIGKILL');
      await ended;
    },
  };
}
