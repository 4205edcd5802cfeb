import type { Command } from 'commander';
import { VouchError } from '../../core/index.js';
import { withRuntime, type CommandContext, type GlobalOptions, type Perform } from '../command.js';

interface ResumeOptions extends GlobalOptions {
  readonly answer?: string;
  readonly out?: string;
  readonly json?: boolean;
  readonly events?: boolean;
}

/** `vouch resume`: goes on with a suspended, killed or failed run. */
export function declareResume(program: Command, perform: Perform): void {
  program
    .command('resume')
    .description('go on with a run that was suspended or killed; finished steps are not done again')
    .argument('<run>', 'id of the run, or the start of it')
    .option('--answer <text>', 'answer to the question that the run waits with')
    .option('-o, --out <folder>', 'copy what the run makes to this folder; nothing is overwritten')
    .option('--json', 'print the outcome as one JSON object')
    .option('--events', 'print the event stream from here on, one JSON object a line')
    .action((run: string, options: ResumeOptions, command: Command) => perform((context) => resume(run, command.optsWithGlobals<ResumeOptions>(), context)));
}

async function resume(run: string, options: ResumeOptions, context: CommandContext): Promise<number> {
  if (options.json && options.events) throw new VouchError('USAGE', '--json and --events exclude each other.');
  if (options.out !== undefined) await (await import('../out-folder.js')).checkOutFolder(options.out);
  const { followRun } = await import('../follow-run.js');
  const { fullRunId } = await import('../run-id.js');
  return withRuntime(options, async (runtime) => {
    const runId = await fullRunId(runtime, run);
    const history = await runtime.history(runId);
    return followRun((ask) => runtime.resume(runId, { answer: options.answer, signal: context.signal, ask }), options, context, history);
  });
}
