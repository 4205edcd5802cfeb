import { randomBytes } from 'node:crypto';
import { createServer } from 'node:net';
import { createInterface } from 'node:readline';
import { setTimeout as delay } from 'node:timers/promises';
import { execa } from 'execa';
import { messageOf, VouchError } from '../../core/index.js';
import { ReadyLine, type StartLine } from '../engines/protocol.js';
import { wasKilled } from './decide/failure-kind.js';
import { serverFailure } from './failure.js';
import type { Launch, LineLaunch, PortLaunch } from './launch.js';
import { killGroup } from './process-identity.js';
import { ServerLog, type ServerRecords } from './records/index.js';

/** Where a running server listens and how to speak to it. */
export interface ServerAddress {
  /** Without a path, such as `http://127.0.0.1:40123`. */
  readonly url: string;
  /** The key that requests carry; `undefined`: none. */
  readonly token: string | undefined;
  /** Route of its health check. */
  readonly health: string;
}

/** One running process. */
export interface ServerChild {
  readonly pid: number;
  readonly address: ServerAddress;
  /** Resolves when the process is gone, with how it ended. */
  readonly exited: Promise<string>;
  readonly log: ServerLog;
  /** A server of ours, which tells how it gets on. */
  readonly ours: boolean;
  /** What it says that it computes on; `undefined`: it does not say. */
  readonly device: 'cpu' | 'gpu' | undefined;
  /** Asks it to stop, waits, and kills it with its descendants after the grace time. Resolves when it is gone. */
  stop(): Promise<void>;
  /** Kills it with its descendants at once. Resolves when it is gone. */
  kill(): Promise<void>;
}

export interface ChildLimits {
  /** ms until the process must have said where it listens. */
  readonly startMs: number;
  /** ms between asking a process to stop and killing it. */
  readonly graceMs: number;
}

/** Process groups to kill when this process exits without having stopped them. A SIGKILL is covered by the end of their stdin. */
const groups = new Set<number>();
process.once('exit', () => {
  for (const pid of groups) killGroup(pid);
});

/**
 * Runs a server program that knows nothing of us and ends it when standard input ends, which is when we stop it or die: asked first,
 * killed with its descendants 3 s later.
 */
const LEASH = `
exec 3<&0
"$@" </dev/null 3<&- &
server=$!
( read -r _ <&3; kill -s TERM "$server"; sleep 3; kill -s KILL 0 ) >/dev/null 2>&1 &
wait "$server"`;

/** How often a server program is asked whether it is ready, ms. */
const POLL_MS = 100;

/** Starts a server process and waits until it listens. Rejects with MODEL_SERVER_FAILED and the process's last words. */
export async function startChild(launch: Launch, model: string, limits: ChildLimits, records: ServerRecords, signal: AbortSignal): Promise<ServerChild> {
  const prepared = 'port' in launch ? await withPort(launch) : launch;
  const [command, args] = 'port' in prepared ? ['/bin/sh', ['-c', LEASH, 'sh', prepared.command, ...prepared.arguments]] : [prepared.command, prepared.arguments];
  const log = new ServerLog(records.logs, model);
  const subprocess = execa(command, args, {
    // A group of its own: Ctrl-C goes to the runtime alone, which stops its servers in order, and descendants can be killed.
    detached: true,
    cleanup: false,
    env: prepared.env,
    reject: false,
    buffer: false,
    stdin: 'pipe',
    stdout: 'pipe',
    stderr: 'pipe',
  });
  const { pid } = subprocess;
  if (pid === undefined) {
    const result = await subprocess;
    throw serverFailure('load-refused', `The ${launch.engine} server could not be started: ${result.shortMessage ?? 'unknown reason'}.`);
  }
  groups.add(pid);
  const keep = (stream: NodeJS.ReadableStream): void => {
    createInterface({ input: stream }).on('line', (line) => {
      log.push(line);
    });
  };
  keep(subprocess.stderr);
  // Writing to a process that has died is reported by its exit, not here.
  subprocess.stdin.on('error', () => undefined);
  const exited = subprocess.then((result) => {
    groups.delete(pid);
    killGroup(pid);
    records.registry?.remove(pid);
    return result.signal === undefined ? `exit code ${result.exitCode ?? 'unknown'}` : `signal ${result.signal}`;
  });
  const kill = async (): Promise<void> => {
    killGroup(pid);
    await exited;
  };
  const stop = async (): Promise<void> => {
    subprocess.stdin.end();
    if (!(await settlesWithin(exited, limits.graceMs))) await kill();
  };
  const awaiting = { engine: launch.engine, isOurs: !('port' in launch), startMs: limits.startMs, signal, exited, log };
  try {
    records.registry?.add(pid, model);
    if ('port' in prepared) {
      keep(subprocess.stdout);
      const address = { url: `http://127.0.0.1:${prepared.port}`, token: prepared.apiKey, health: prepared.health };
      await untilAnswers(address, awaiting);
      return { pid, address, exited, log, ours: false, device: undefined, stop, kill };
    }
    const token = randomBytes(24).toString('base64url');
    const line = firstLine(subprocess.stdout, awaiting);
    subprocess.stdin.write(`${JSON.stringify(startLine(prepared, token))}\n`);
    const { port, device } = parseReady(await line, launch.engine, log);
    return { pid, address: { url: `http://127.0.0.1:${port}`, token, health: '/health' }, exited, log, ours: true, device, stop, kill };
  } catch (error) {
    await stop();
    throw error;
  }
}

function startLine({ engine, options }: LineLaunch, token: string): StartLine {
  return { engine, token, ...options };
}

/** The launch with its port chosen and put in. */
async function withPort(launch: PortLaunch): Promise<PortLaunch> {
  const port = launch.port === 0 ? await freePort() : launch.port;
  if (await isTaken(port)) throw serverFailure('port-taken', `The port ${port} of the ${launch.engine} server is taken by another program.`);
  const put = (text: string): string => text.replaceAll('{port}', String(port));
  return { ...launch, port, arguments: launch.arguments.map(put), env: Object.fromEntries(Object.entries(launch.env).map(([name, value]) => [name, put(value)])) };
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer().once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => {
        resolve(typeof address === 'object' && address ? address.port : 0);
      });
    });
  });
}

function isTaken(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer().once('error', () => {
      resolve(true);
    });
    server.listen(port, '127.0.0.1', () => {
      server.close(() => {
        resolve(false);
      });
    });
  });
}

interface Awaiting {
  readonly engine: string;
  readonly isOurs: boolean;
  readonly startMs: number;
  readonly signal: AbortSignal;
  readonly exited: Promise<string>;
  readonly log: ServerLog;
}

/** Resolves true when the promise settles within `ms`. */
async function settlesWithin(promise: Promise<unknown>, ms: number): Promise<boolean> {
  const controller = new AbortController();
  const late = delay(ms, false, { signal: controller.signal }).catch(() => false);
  try {
    return await Promise.race([promise.then(() => true), late]);
  } finally {
    controller.abort();
  }
}

/** Waits for what says that the process listens; rejects when it ends first, is too slow, or the signal aborts. */
async function within<T>({ engine, isOurs, startMs, signal, exited, log }: Awaiting, listen: (limits: AbortSignal) => Promise<T>): Promise<T> {
  const over = new AbortController();
  const deadline = AbortSignal.timeout(startMs);
  const limits = AbortSignal.any([signal, deadline, over.signal]);
  const aborted = new Promise<never>((_resolve, reject) => {
    limits.addEventListener('abort', () => {
      reject(deadline.aborted ? serverFailure('slow-load', `The ${engine} server did not start within ${Math.round(startMs / 1000)} s.`, { log }) : (limits.reason as Error));
    }, { once: true });
  });
  const ended = exited.then((how) => {
    // Who is killed, or dies of a fault, may have wanted too much; who ends by itself says why.
    throw serverFailure(isOurs || wasKilled(how, log.last()) ? 'crash-at-load' : 'ended-at-load', `The ${engine} server ended while it started (${how}).`, { log });
  });
  try {
    return await Promise.race([listen(limits), aborted, ended]);
  } finally {
    over.abort();
  }
}

function firstLine(stdout: NodeJS.ReadableStream, awaiting: Awaiting): Promise<string> {
  return within(awaiting, () => new Promise((resolve) => createInterface({ input: stdout }).once('line', resolve)));
}

/** Asks the health route until it answers 2xx. */
function untilAnswers(address: ServerAddress, awaiting: Awaiting): Promise<void> {
  return within(awaiting, async (limits) => {
    for (;;) {
      const ok = await fetch(`${address.url}${address.health}`, { headers: keyOf(address), signal: limits }).then((response) => response.body?.cancel().then(() => response.ok) ?? response.ok, () => false);
      if (ok || limits.aborted) return;
      await delay(POLL_MS, undefined, { signal: limits }).catch(() => undefined);
    }
  });
}

/** The headers by which a server knows its user. */
export function keyOf({ token }: ServerAddress): Record<string, string> {
  return token === undefined ? {} : { authorization: `Bearer ${token}` };
}

function parseReady(text: string, engine: string, log: ServerLog): Extract<ReadyLine, { port: number }> {
  let ready: ReadyLine;
  try {
    ready = ReadyLine.parse(JSON.parse(text));
  } catch (error) {
    throw serverFailure('crash-at-load', `The ${engine} server wrote "${text.slice(0, 200)}" where it should say its port: ${messageOf(error)}`, { cause: error });
  }
  if ('error' in ready) throw serverFailure('load-refused', `The ${engine} server could not load its model: ${ready.error.message}`, { log });
  return ready;
}

/** What a server of a closed supervisor says. */
export function closing(id: string): VouchError {
  return new VouchError('CANCELLED', `The server of ${id} is being stopped.`);
}
