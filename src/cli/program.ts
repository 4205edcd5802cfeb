import { Command, CommanderError } from 'commander';
import { toVouchError, VouchError } from '../core/index.js';
import { packageVersion } from '../server/version.js';
import { performer } from './command.js';
import { declareAudit, declareBot, declareBrowse, declareDoctor, declareGc, declareMcp, declareMigrate, declareModels, declarePin, declarePlan, declarePull, declareRecipe, declareRecipes, declareReport, declareResume, declareRun, declareRuns, declareServe, declareStats, declareTools, declareUnpin, declareVerify, declareWorker } from './commands/index.js';
import { EXIT } from './exit-code.js';
import { reportFailure } from './failure.js';
import type { Terminal } from './terminal.js';

const EXAMPLES = `
Examples:
  vouch pull                                     fetch the default models (about 1.4 GB, once)
  vouch run "Describe this picture." --file dog.jpg
  vouch run "Open the page, sum it up in one sentence and say it aloud." --url https://example.org --out result
  vouch plan "Subtitle this clip." --file talk.mp4 --json > plan.json
  vouch run --plan plan.json --file other.mp4    run a saved plan on another file
  vouch report RUN --out report.html             every step with its evidence, as one page

Exit codes: 0 completed, 1 failed, 2 wrong usage or bad input, 3 completed but something unproved,
4 suspended (waits for an answer), 130 cancelled.`;

/** Runs one command line (without node and script) and gives its exit code; never throws. */
export async function runCommandLine(args: readonly string[], terminal: Terminal): Promise<number> {
  let exitCode: number = EXIT.completed;
  const program = buildProgram(terminal, (code) => { exitCode = code; });
  try {
    if (args.length === 0) {
      program.outputHelp({ error: true });
      return EXIT.badInput;
    }
    await program.parseAsync([...args], { from: 'user' });
    return exitCode;
  } catch (thrown) {
    if (thrown instanceof CommanderError && thrown.exitCode === 0) return EXIT.completed;
    // A command that has only commands of its own has printed its help.
    if (thrown instanceof CommanderError && thrown.code === 'commander.help') return EXIT.badInput;
    return reportFailure(thrown instanceof CommanderError ? usageError(thrown, args) : toVouchError(thrown), terminal, args.includes('--json'));
  }
}

function buildProgram(terminal: Terminal, keep: (exitCode: number) => void): Command {
  const program = new Command('vouch')
    .description('Does multimodal tasks with local models, checks every step and shows the evidence.')
    .version(packageVersion(), '--version', 'print the version')
    .helpOption('-h, --help', 'print this help')
    .option('--config <file>', 'configuration file (default: vouch.config.json here, where there is one)')
    .option('--data <folder>', 'folder of the journal and the artifacts (default: $VOUCH_DATA, else the user\'s data folder)')
    .addHelpText('after', EXAMPLES)
    .showSuggestionAfterError()
    .exitOverride()
    .configureOutput({ writeOut: (text) => { terminal.result(text.trimEnd()); }, writeErr: (text) => { terminal.talk(text.trimEnd()); }, outputError: () => undefined });
  const perform = performer(terminal, keep);
  for (const declare of [declareRun, declareBrowse, declareBot, declarePlan, declareResume, declareRuns, declareRecipe, declareRecipes, declareStats, declareTools, declareModels, declarePull, declareDoctor, declareVerify, declareReport, declareGc, declarePin, declareUnpin, declareServe, declareWorker, declareMcp, declareAudit, declareMigrate]) {
    declare(program, perform);
  }
  return program;
}

/** Commands that take one text in plain words, which people forget to quote and put the files behind. */
const TAKES_WORDS = /^(?:run|plan)$/;

function usageError(error: CommanderError, args: readonly string[]): VouchError {
  const message = error.message.replace(/^error: /, '').trim();
  const hint = error.code === 'commander.excessArguments' && args.some((argument) => TAKES_WORDS.test(argument)) ? ' Put the words into quotation marks, and name each file with --file.' : '';
  return new VouchError('USAGE', `${message}${/[.?)]$/.test(message) ? '' : '.'}${hint} See vouch --help.`);
}
