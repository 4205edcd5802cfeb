import { randomBytes } from 'node:crypto';
import { createInterface } from 'node:readline';
import { execa } from 'execa';
import { messageOf, VouchError } from '../../core/index.js';
import { ReadyLine, type StartLine } from '../engines/protocol.js';
import type { Launch } from './launch.js';

/** Where a running server listens and how to speak to it. */
export interface ServerAddress {
  /** Without a path, such as `http://127.0.0.1:40123`. */
  readonly url: string;
  readonly token: string;
}

/** One running process. */
export interface ServerChild {
  readonly pid: number;
  readonly address: ServerAddress;
  /** Resolves when the process is gone, with how it ended. */
  readonly exited: Promise<string>;
  /** The last lines of its standard error. */
  log(): string;
  /** Asks it to stop, waits, and kills it with its descendants after the grace time. Resolves when it is gone. */
  stop(): Promise<void>;
}

export interface ChildTimes {
  /** ms until the process must have said where it listens. */
  readonly startMs: number;
  /** ms between asking a process to stop and killing it. */
  readonly graceMs: number;
}

const LOG_LINES = 40;

/** Process groups to kill when this process exits without having stopped them. A SIGKILL is covered by the end of their stdin. */
const groups = new Set<number>();
process.once('exit', () => {
  for (const pid of groups) killGroup(pid);
});

/** Starts a server process and waits until it listens. Rejects with MODEL_SERVER_FAILED and the process's last words. */
export async function startChild(launch: Launch, times: ChildTimes, signal: AbortSignal): Promise<ServerChild> {
  const token = randomBytes(24).toString('base64url');
  const subprocess = execa(launch.command, launch.arguments, {
    // A group of its own: Ctrl-C goes to the runtime alone, which stops its servers in order, and descendants can be killed.
    detached: true,
    cleanup: false,
    env: launch.env,
    reject: false,
    buffer: false,
    stdin: 'pipe',
    stdout: 'pipe',
    stderr: 'pipe',
  });
  const { pid } = subprocess;
  if (pid === undefined) {
    const result = await subprocess;
    throw new VouchError('MODEL_SERVER_FAILED', `The ${launch.engine} server could not be started: ${result.shortMessage ?? 'unknown reason'}.`, { retryable: false });
  }
  groups.add(pid);
  const lines: string[] = [];
  createInterface({ input: subprocess.stderr }).on('line', (line) => {
    lines.push(line);
    if (lines.length > LOG_LINES) lines.shift();
  });
  // Writing to a process that has died is reported by its exit, not here.
  subprocess.stdin.on('error', () => undefined);
  const exited = subprocess.then((result) => {
    groups.delete(pid);
    killGroup(pid);
    return result.signal === undefined ? `exit code ${result.exitCode ?? 'unknown'}` : `signal ${result.signal}`;
  });
  const log = (): string => lines.join('\n').trim();
  const stop = (): Promise<void> => stopChild(pid, subprocess.stdin, exited, times.graceMs);

  const startLine: StartLine = { engine: launch.engine, token, ...launch.options };
  subprocess.stdin.write(`${JSON.stringify(startLine)}\n`);
  try {
    const ready = await firstLine(subprocess.stdout, exited, times.startMs, signal, launch.engine, log);
    return { pid, address: { url: `http://127.0.0.1:${ready.port}`, token }, exited, log, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** Resolves true when the promise settles within `ms`. */
async function settlesWithin(promise: Promise<unknown>, ms: number): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<boolean>((resolve) => {
    timer = setTimeout(resolve, ms, false);
  });
  try {
    return await Promise.race([promise.then(() => true), late]);
  } finally {
    clearTimeout(timer);
  }
}

async function stopChild(pid: number, stdin: NodeJS.WritableStream, exited: Promise<string>, graceMs: number): Promise<void> {
  stdin.end();
  if (await settlesWithin(exited, graceMs)) return;
  killGroup(pid);
  await exited;
}

async function firstLine(stdout: NodeJS.ReadableStream, exited: Promise<string>, startMs: number, signal: AbortSignal, engine: string, log: () => string): Promise<{ port: number }> {
  const deadline = AbortSignal.timeout(startMs);
  const limits = AbortSignal.any([signal, deadline]);
  const text = await new Promise<string>((resolve, reject) => {
    const fail = (reason: string): void => {
      reject(new VouchError('MODEL_SERVER_FAILED', `The ${engine} server ${reason}.${lastWords(log())}`));
    };
    const aborted = (): void => {
      if (deadline.aborted) fail(`did not start within ${Math.round(startMs / 1000)} s`);
      else reject(signal.reason as Error);
    };
    limits.addEventListener('abort', aborted, { once: true });
    createInterface({ input: stdout }).once('line', (line) => {
      limits.removeEventListener('abort', aborted);
      resolve(line);
    });
    void exited.then((how) => {
      limits.removeEventListener('abort', aborted);
      fail(`ended while it started (${how})`);
    });
  });
  const ready = parseReady(text, engine);
  if ('error' in ready) throw new VouchError('MODEL_SERVER_FAILED', `The ${engine} server could not load its model: ${ready.error.message}${lastWords(log())}`, { retryable: false });
  return ready;
}

function parseReady(text: string, engine: string): ReadyLine {
  try {
    return ReadyLine.parse(JSON.parse(text));
  } catch (error) {
    throw new VouchError('MODEL_SERVER_FAILED', `The ${engine} server wrote "${text.slice(0, 200)}" where it should say its port: ${messageOf(error)}`, { cause: error });
  }
}

/** The log as an appendix to an error message. */
export function lastWords(log: string): string {
  return log === '' ? '' : ` Its last words:\n${log}`;
}

function killGroup(pid: number): void {
  try {
    process.kill(-pid, 'SIGKILL');
  } catch {
    // The whole group is gone already.
  }
}
