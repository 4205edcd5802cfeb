import { createColors } from 'picocolors';

type Colors = ReturnType<typeof createColors>;

/** Where a command talks: results go to standard output, everything else to standard error. */
export interface Terminal {
  /** A person can watch and answer: standard input and standard error are terminals. */
  readonly interactive: boolean;
  /** Standard error can be overwritten in place. */
  readonly live: boolean;
  readonly colors: Colors;
  readonly errorStream: NodeJS.WriteStream;
  /** Writes `text` and a line end to standard output. Does nothing once the reader has gone. */
  result(text: string): void;
  /** Writes `text` and a line end to standard error. */
  talk(text: string): void;
  /** Resolves when everything written has left the process. */
  flush(): Promise<void>;
}

/** The terminal of a process. Colours follow NO_COLOR, FORCE_COLOR and TERM; a closed pipe or window is not an error. */
export function createTerminal({ stdin, stdout, stderr, env }: Pick<NodeJS.Process, 'stdin' | 'stdout' | 'stderr' | 'env'>): Terminal {
  const open = { stdout: true, stderr: true };
  const watch = (name: keyof typeof open, stream: NodeJS.WriteStream): void => {
    stream.on('error', (error: NodeJS.ErrnoException) => {
      // EIO: the terminal window was closed.
      if (error.code !== 'EPIPE' && error.code !== 'EIO') throw error;
      open[name] = false;
    });
  };
  watch('stdout', stdout);
  watch('stderr', stderr);
  const capable = stderr.isTTY && env.TERM !== 'dumb';
  return {
    interactive: capable && stdin.isTTY,
    live: capable && env.CI === undefined,
    colors: createColors(wantsColor(env, capable)),
    errorStream: stderr,
    result: (text) => {
      if (open.stdout) stdout.write(`${text}\n`);
    },
    talk: (text) => {
      if (open.stderr) stderr.write(`${text}\n`);
    },
    flush: async () => {
      await Promise.all([open.stdout ? drained(stdout) : undefined, open.stderr ? drained(stderr) : undefined]);
    },
  };
}

/** https://no-color.org: any non-empty value turns colours off. */
function wantsColor(env: NodeJS.ProcessEnv, capable: boolean): boolean {
  if (env.NO_COLOR) return false;
  if (env.FORCE_COLOR !== undefined) return env.FORCE_COLOR !== '0';
  return capable;
}

function drained(stream: NodeJS.WriteStream): Promise<void> {
  return new Promise((resolve) => {
    stream.write('', () => { resolve(); });
  });
}
