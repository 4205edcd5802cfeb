import { rmSync, writeFileSync } from 'node:fs';
import type { Command } from 'commander';
import { counted, messageOf } from '../../core/index.js';
import { positiveInteger, positiveNumber, type CommandContext, type GlobalOptions, type Perform } from '../command.js';
import { EXIT } from '../exit-code.js';

const BEAT_MS = 10_000;

interface WorkerCommandOptions extends GlobalOptions {
  readonly pool: string;
  readonly can?: string;
  readonly concurrency: number;
  readonly grace: number;
  readonly alive?: string;
}

/** `vouch worker`: does steps of runs that other processes execute. */
export function declareWorker(program: Command, perform: Perform): void {
  program
    .command('worker')
    .description('take steps of runs from queues in Redis and do them here, until Ctrl-C or SIGTERM')
    .option('--pool <name>', 'the machines that it is one of, such as gpu', 'default')
    .option('--can <jobs>', 'what it does, with commas between: jobs of models, and plain for steps that need none (default: what its models do, and plain)')
    .option('--concurrency <n>', 'steps at a time', positiveInteger, 1)
    .option('--grace <seconds>', 'how long steps under way may take to end when it is stopped; then they are handed back', positiveNumber, 30)
    .option('--alive <path>', 'a file that is written every 10 seconds while the worker lives, for a probe')
    .action((options: WorkerCommandOptions, command: Command) => perform((context) => work(command.optsWithGlobals<WorkerCommandOptions>(), context)));
}

async function work(options: WorkerCommandOptions, { terminal, signal }: CommandContext): Promise<number> {
  const { createWorker } = await import('../../runtime/index.js');
  const worker = await createWorker({
    dataFolder: options.data, configFile: options.config, pool: options.pool, can: options.can?.split(',').map((name) => name.trim()), concurrency: options.concurrency, graceMs: options.grace * 1000,
    onFault: (error) => { terminal.talk(`The queue: ${messageOf(error)}`); },
    onDone: ({ runId, step, kind, ms, code }) => { terminal.talk(`${kind} ${runId} ${step}: ${code ?? 'done'}, ${ms} ms`); },
  });
  terminal.result(`${worker.id} takes ${counted(options.concurrency, 'step')} at a time from ${worker.line}`);
  const stopBeating = options.alive === undefined ? () => undefined : beatInto(options.alive, (error) => { terminal.talk(`${options.alive ?? ''} could not be written: ${messageOf(error)}`); });
  await new Promise<void>((resolve) => {
    signal.addEventListener('abort', () => { resolve(); }, { once: true });
    if (signal.aborted) resolve();
  });
  terminal.talk('Ends what is under way, and takes nothing more.');
  await worker.close();
  stopBeating();
  return EXIT.completed;
}

/** Writes the time into the file again and again, also while steps are ended; returns what stops it and removes the file. A process that hangs writes nothing. */
function beatInto(path: string, onFault: (error: unknown) => void): () => void {
  const beat = (): void => {
    try {
      writeFileSync(path, new Date().toISOString());
    } catch (error) {
      onFault(error);
    }
  };
  beat();
  const beating = setInterval(beat, BEAT_MS);
  return () => {
    clearInterval(beating);
    rmSync(path, { force: true });
  };
}
