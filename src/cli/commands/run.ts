import type { Command } from 'commander';
import { VouchError } from '../../core/index.js';
import { collect, inputsOf, positiveInteger, positiveNumber, withRuntime, type CommandContext, type GlobalOptions, type Perform } from '../command.js';

interface RunOptions extends GlobalOptions {
  readonly file?: string[];
  readonly url?: string[];
  readonly after?: string;
  readonly out?: string;
  readonly plan?: string;
  readonly recipe?: string;
  readonly seconds?: number;
  readonly tokens?: number;
  readonly attempts?: number;
  readonly items?: number;
  readonly verify: boolean;
  readonly json?: boolean;
  readonly events?: boolean;
}

/** `vouch run`: a task from words to a checked result. */
export function declareRun(program: Command, perform: Perform): void {
  program
    .command('run')
    .description('do a task and check every step')
    .argument('[task]', 'what to do, in plain words; may be left out with --plan')
    .option('-f, --file <path>', 'a picture, sound, video or text to work on; may be given several times', collect)
    .option('-u, --url <url>', 'a web address to work on; may be given several times', collect)
    .option('--after <run>', 'the task follows on this run: what it was given and what it made can be spoken of')
    .option('-o, --out <folder>', 'copy what the run makes to this folder; nothing is overwritten')
    .option('--plan <file>', 'run this plan (JSON or an outline) as it is instead of making one')
    .option('--recipe <name>', 'run this saved recipe instead of making a plan; auto: the one that fits best, where one does')
    .option('--seconds <n>', 'time budget', positiveNumber)
    .option('--tokens <n>', 'budget of language-model tokens', positiveInteger)
    .option('--attempts <n>', 'attempts a step', positiveInteger)
    .option('--items <n>', 'items that one mapped step may have', positiveInteger)
    .option('--no-verify', 'check nothing; everything then counts as unproved')
    .option('--json', 'print the outcome as one JSON object')
    .option('--events', 'print the event stream, one JSON object a line')
    .addHelpText('after', '\nExamples:\n  vouch run "What is in this picture?" --file dog.jpg\n  vouch run "Caption this clip." --file clip.mp4 --seconds 120 --json\n  vouch run --plan plan.json --file other.jpg --out result')
    .action((task: string | undefined, options: RunOptions, command: Command) => perform((context) => run(task, command.optsWithGlobals<RunOptions>(), context)));
}

async function run(task: string | undefined, options: RunOptions, context: CommandContext): Promise<number> {
  if (options.json && options.events) throw new VouchError('USAGE', '--json and --events exclude each other.');
  if (task === undefined && options.plan === undefined) throw new VouchError('USAGE', 'Say what to do: vouch run TASK, or give a plan with --plan FILE.');
  if (options.out !== undefined) await (await import('../out-folder.js')).checkOutFolder(options.out);
  const plan = options.plan === undefined ? undefined : await (await import('../read-file.js')).readPlanFile(options.plan);
  if (options.recipe !== undefined && (task === undefined || plan !== undefined)) throw new VouchError('USAGE', '--recipe wants a task in words, and no --plan.');
  const { followRun } = await import('../follow-run.js');
  const { chooseRecipe } = await import('../choose-recipe.js');
  const { inputsOfRun } = await import('../../runtime/index.js');
  return withRuntime(options, async (runtime) => {
    const inputs = [...(options.after === undefined ? [] : inputsOfRun(await runtime.state(options.after))), ...inputsOf(options)];
    const recipe = task === undefined || plan !== undefined ? undefined : await chooseRecipe(runtime, task, inputs, options, context);
    return followRun(
      (ask) => runtime.run({
        goal: task, plan: plan ?? recipe?.plan, recipe: recipe?.name, inputs, verify: options.verify, keepRefused: false, signal: context.signal, ask,
        budget: {
          ...(options.seconds === undefined ? {} : { wallMs: options.seconds * 1000 }),
          ...(options.tokens === undefined ? {} : { tokens: options.tokens }),
          ...(options.attempts === undefined ? {} : { attempts: options.attempts }),
          ...(options.items === undefined ? {} : { items: options.items }),
        },
      }),
      options,
      context,
    );
  });
}
