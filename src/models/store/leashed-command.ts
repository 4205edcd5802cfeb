import { execa } from 'execa';
import { messageOf, throwIfAborted, VouchError } from '../../core/index.js';

export interface CommandResult {
  /** `undefined` when a signal ended it. */
  readonly exitCode: number | undefined;
  readonly stdout: string;
  readonly stderr: string;
}

export interface CommandOptions {
  readonly signal?: AbortSignal | undefined;
  readonly env?: Readonly<Record<string, string>>;
  /** Each line of both outputs, as it comes. */
  readonly onLine?: (line: string) => void;
}

const GRACE_MS = 2_000;

/**
 * Runs "$@" in a process group of its own and kills that group when standard input ends: it is a pipe whose other end
 * the starting process holds, so the group dies even when its parent is killed with SIGKILL.
 */
const LEASH = `
exec 3<&0
( read -r _ <&3; kill -s KILL 0 ) >/dev/null 2>&1 &
guard=$!
"$@" </dev/null 3<&- &
wait $!
status=$?
kill "$guard" 2>/dev/null
exit $status`;

/**
 * Runs a command to its end, whatever its exit status. Aborting ends its whole process group: SIGTERM, SIGKILL after
 * 2 s; then the signal's reason is thrown. Throws ENGINE_MISSING when the command does not exist.
 */
export async function runLeashed(command: string, args: readonly string[], options: CommandOptions = {}): Promise<CommandResult> {
  throwIfAborted(options.signal);
  const child = execa('/bin/sh', ['-c', LEASH, 'sh', command, ...args], { detached: true, stdin: 'pipe', reject: false, env: options.env ?? {}, maxBuffer: 1_000_000, stripFinalNewline: true });
  const forward = (stream: NodeJS.ReadableStream | null): void => {
    let rest = '';
    stream?.on('data', (chunk: Buffer | string) => {
      const lines = (rest + chunk.toString()).split('\n');
      rest = lines.pop() ?? '';
      for (const line of lines) options.onLine?.(line);
    });
  };
  if (options.onLine) for (const stream of [child.stdout, child.stderr]) forward(stream);
  let force: NodeJS.Timeout | undefined;
  const abort = (): void => {
    killGroup(child.pid, 'SIGTERM');
    force = setTimeout(() => { killGroup(child.pid, 'SIGKILL'); }, GRACE_MS);
  };
  options.signal?.addEventListener('abort', abort, { once: true });
  try {
    const result = await child;
    throwIfAborted(options.signal);
    if (result.exitCode === 127) throw new VouchError('ENGINE_MISSING', `The program "${command}" is not installed.`);
    return { exitCode: result.exitCode, stdout: result.stdout, stderr: result.stderr };
  } finally {
    options.signal?.removeEventListener('abort', abort);
    clearTimeout(force);
  }
}

function killGroup(pid: number | undefined, signal: NodeJS.Signals): void {
  if (pid === undefined) return;
  try {
    process.kill(-pid, signal);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw new VouchError('INTERNAL', `Process group ${pid} could not be ended: ${messageOf(error)}.`, { cause: error });
  }
}
