import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync, readdirSync } from 'node:fs';

/** Something that runs at a machine of the network and can be hurt. */
export interface Victim {
  readonly name: string;
  kill(): Promise<void>;
  start(): Promise<void>;
  /** Its first process, where it runs. */
  pid(): number | undefined;
}

/** A Node program at a machine. It has started when it says something. */
export function program(name: string, within: readonly string[], file: string, args: readonly string[], env: NodeJS.ProcessEnv = process.env): Victim {
  let child: ChildProcess | undefined;
  const runs = (): boolean => child !== undefined && child.exitCode === null && child.signalCode === null;
  return {
    name,
    async start() {
      const [first = '', ...rest] = [...within, process.execPath, '--no-warnings', '--import', 'tsx', file, ...args];
      const started = spawn(first, rest, { env, stdio: ['ignore', 'pipe', 'pipe'] });
      child = started;
      let said = '';
      started.stderr.on('data', (bytes) => { said = `${said}${String(bytes)}`.slice(-2000); });
      await Promise.race([once(started.stdout, 'data'), once(started, 'exit').then(() => { throw new Error(`${name} did not start: ${said}`); })]);
    },
    async kill() {
      if (!child || !runs()) return;
      const gone = once(child, 'exit');
      child.kill('SIGKILL');
      await gone;
    },
    pid: () => (runs() ? child?.pid : undefined),
  };
}

/** Stops a process and all below it, or lets them go on. */
export function signalFamily(pid: number, signal: 'SIGSTOP' | 'SIGCONT'): void {
  for (const one of familyOf(pid)) {
    try {
      process.kill(one, signal);
    } catch {
      // It has just ended.
    }
  }
}

function familyOf(pid: number): number[] {
  const parents = new Map<number, number>();
  for (const name of readdirSync('/proc')) {
    if (!/^\d+$/.test(name)) continue;
    try {
      parents.set(Number(name), Number(/\) \S (\d+)/.exec(readFileSync(`/proc/${name}/stat`, 'utf8'))?.[1]));
    } catch {
      // It has just ended.
    }
  }
  const family = [pid];
  for (const one of family) for (const [child, parent] of parents) if (parent === one) family.push(child);
  return family;
}
