import { Option, type Command } from 'commander';
import { PLAN_STRATEGIES, VouchError, type PlanStrategy } from '../../core/index.js';
import { collect, inputsOf, withRuntime, type CommandContext, type GlobalOptions, type Perform } from '../command.js';

interface PlanOptions extends GlobalOptions {
  readonly file?: string[];
  readonly url?: string[];
  readonly after?: string;
  readonly tools?: string;
  readonly batch?: string;
  readonly strategy?: PlanStrategy;
  readonly json?: boolean;
}

/** `vouch plan`: the plan for a task, without running it. */
export function declarePlan(program: Command, perform: Perform): void {
  program
    .command('plan')
    .description('make a plan and do not run it')
    .argument('[task]', 'what to do, in plain words; not with --batch')
    .option('-f, --file <path>', 'a file that the task is about; may be given several times', collect)
    .option('-u, --url <url>', 'a web address that the task is about; may be given several times', collect)
    .option('--after <run>', 'the task follows on this run: what it was given and what it made can be spoken of')
    .option('--tools <file>', 'plan with the tools of this JSON file: [{name, description, inputs: [{name, modality}], outputs: [{name, modality}]}]')
    .option('--batch <file>', 'plan each {"id", "task"} line of this JSONL file; prints one JSON object a line')
    .addOption(new Option('--strategy <name>', 'how plans are made (default: typed)').choices(PLAN_STRATEGIES))
    .option('--json', 'print the plan as JSON, as --plan of vouch run reads it')
    .addHelpText('after', '\nExamples:\n  vouch plan "Transcribe this talk and sum it up." --file talk.wav\n  vouch plan --batch tasks.jsonl --tools tools.json --strategy one-shot > plans.jsonl')
    .action((task: string | undefined, options: PlanOptions, command: Command) => perform((context) => plan(task, command.optsWithGlobals<PlanOptions>(), context)));
}

async function plan(task: string | undefined, options: PlanOptions, context: CommandContext): Promise<number> {
  if ((task === undefined) === (options.batch === undefined)) throw new VouchError('USAGE', 'Give either a task or --batch FILE.');
  if (options.batch !== undefined && (inputsOf(options).length > 0 || options.after !== undefined)) throw new VouchError('USAGE', '--file, --url and --after do not go with --batch.');
  const [{ planBatch, planOne, readBatch, readTools }, { inputsOfRun }] = await Promise.all([import('../planning.js'), import('../../runtime/index.js')]);
  const tools = options.tools === undefined ? undefined : await readTools(options.tools);
  const wanted = { ...(tools === undefined ? {} : { tools }), ...(options.strategy === undefined ? {} : { strategy: options.strategy }), signal: context.signal };
  const requests = options.batch === undefined ? undefined : await readBatch(options.batch);
  return withRuntime(options, (runtime) =>
    requests === undefined
      ? planOne(runtime, task ?? '', [...(options.after === undefined ? [] : inputsOfRun(runtime.state(options.after))), ...inputsOf(options)], wanted, Boolean(options.json), context.terminal)
      : planBatch(runtime, requests, wanted, context.terminal),
  );
}
