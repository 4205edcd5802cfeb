import type { Command } from 'commander';
import { withRuntime, type CommandContext, type GlobalOptions, type Perform } from '../command.js';
import { EXIT } from '../exit-code.js';

interface ReportOptions extends GlobalOptions {
  readonly out: string;
  readonly json?: boolean;
}

/** `vouch report`: a run as one self-contained page. */
export function declareReport(program: Command, perform: Perform): void {
  program
    .command('report')
    .description('write a run with all its evidence as one self-contained HTML page')
    .argument('<run>', 'id of the run, or the start of it')
    .requiredOption('-o, --out <file>', 'the page; an existing file is replaced')
    .option('--json', 'print {runId, path, bytes} instead of the path')
    .action((run: string, options: ReportOptions, command: Command) => perform((context) => report(run, command.optsWithGlobals<ReportOptions>(), context)));
}

async function report(run: string, options: ReportOptions, { terminal }: CommandContext): Promise<number> {
  const { fullRunId } = await import('../run-id.js');
  const { writeReport } = await import('../report/index.js');
  return withRuntime(options, async (runtime) => {
    const runId = await fullRunId(runtime, run);
    const { path, bytes } = await writeReport(await runtime.state(runId), (id) => runtime.readArtifact(id), options.out);
    terminal.result(options.json ? JSON.stringify({ runId, path, bytes }) : path);
    return EXIT.completed;
  });
}
