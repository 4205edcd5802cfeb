import type { Command } from 'commander';
import { withRuntime, type CommandContext, type GlobalOptions, type Perform } from '../command.js';
import { EXIT } from '../exit-code.js';
import { formatTable, formatTime, oneLine } from '../format.js';

interface RunsOptions extends GlobalOptions {
  readonly json?: boolean;
}

/** `vouch runs`: the runs in the journal, or one of them. */
export function declareRuns(program: Command, perform: Perform): void {
  program
    .command('runs')
    .description('list the runs, latest first, or show one')
    .argument('[run]', 'id of a run, or the start of it')
    .option('--json', 'print JSON: an array of runs, or the outcome of one')
    .action((run: string | undefined, options: RunsOptions, command: Command) => perform((context) => runs(run, command.optsWithGlobals<RunsOptions>(), context)));
}

function runs(run: string | undefined, options: RunsOptions, { terminal }: CommandContext): Promise<number> {
  return withRuntime(options, async (runtime) => {
    if (run !== undefined) {
      const { fullRunId } = await import('../run-id.js');
      const { showRun } = await import('../show-run.js');
      await showRun(runtime, await fullRunId(runtime, run), Boolean(options.json), terminal);
      return EXIT.completed;
    }
    const summaries = await runtime.runs();
    if (options.json) terminal.result(JSON.stringify(summaries));
    else if (summaries.length === 0) terminal.talk('No runs yet.');
    else terminal.result(formatTable(summaries.map(({ runId, status, startedAt, goal }) => [runId, status, formatTime(startedAt), oneLine(goal, 80)])));
    return EXIT.completed;
  });
}
