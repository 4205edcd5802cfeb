import { Option, type Command } from 'commander';
import { PLAN_STRATEGIES, VouchError, type PlanStrategy } from '../../core/index.js';
import type { PlanForm } from '../planning.js';
import { collect, inputsOf, withRuntime, type CommandContext, type GlobalOptions, type Perform } from '../command.js';

interface PlanOptions extends GlobalOptions {
  readonly file?: string[];
  readonly url?: string[];
  readonly after?: string;
  readonly tools?: string;
  readonly batch?: string;
  readonly strategy?: PlanStrategy;
  readonly plan?: string;
  readonly json?: boolean;
  readonly outline?: boolean;
  readonly mermaid?: boolean;
}

/** `vouch plan`: the plan for a task, without running it. */
export function declarePlan(program: Command, perform: Perform): void {
  program
    .command('plan')
    .description('make a plan and do not run it')
    .argument('[task]', 'what to do, in plain words; not with --batch or --plan')
    .option('-f, --file <path>', 'a file that the task is about; may be given several times', collect)
    .option('-u, --url <url>', 'a web address that the task is about; may be given several times', collect)
    .option('--after <run>', 'the task follows on this run: what it was given and what it made can be spoken of')
    .option('--tools <file>', 'plan with the tools of this JSON file: [{name, description, inputs: [{name, modality}], outputs: [{name, modality}]}]')
    .option('--batch <file>', 'plan each {"id", "task"} line of this JSONL file; prints one JSON object a line')
    .addOption(new Option('--strategy <name>', 'how plans are made (default: typed)').choices(PLAN_STRATEGIES))
    .option('--plan <file>', 'check the plan in this file (JSON, an outline or a flowchart of --mermaid) and show it, instead of making one')
    .option('--json', 'print the plan as JSON, as --plan of vouch run reads it')
    .option('--outline', 'print the plan as an outline to read and edit, which --plan reads, too')
    .option('--mermaid', 'print the plan as a Mermaid flowchart, which --plan reads, too')
    .addHelpText('after', '\nExamples:\n  vouch plan "Transcribe this talk and sum it up." --file talk.wav\n  vouch plan "Describe each of these pictures." --file a.jpg --file b.jpg --outline > plan.yaml\n  vouch plan --plan plan.yaml --mermaid\n  vouch plan --batch tasks.jsonl --tools tools.json --strategy one-shot > plans.jsonl')
    .action((task: string | undefined, options: PlanOptions, command: Command) => perform((context) => plan(task, command.optsWithGlobals<PlanOptions>(), context)));
}

/** The form to print in. Throws USAGE where several are asked for. */
function formOf(options: PlanOptions): PlanForm {
  const forms = (['json', 'outline', 'mermaid'] as const).filter((form) => options[form]);
  if (forms.length > 1) throw new VouchError('USAGE', `${forms.map((form) => `--${form}`).join(' and ')} exclude each other.`);
  return forms[0] ?? 'words';
}

async function plan(task: string | undefined, options: PlanOptions, context: CommandContext): Promise<number> {
  const form = formOf(options);
  if ([task, options.batch, options.plan].filter((given) => given !== undefined).length !== 1) throw new VouchError('USAGE', 'Give either a task, --batch FILE or --plan FILE.');
  if (options.batch !== undefined && (form === 'outline' || form === 'mermaid')) throw new VouchError('USAGE', '--batch prints JSON; --outline and --mermaid do not go with it.');
  if (options.batch !== undefined && (inputsOf(options).length > 0 || options.after !== undefined)) throw new VouchError('USAGE', '--file, --url and --after do not go with --batch.');
  const [{ planBatch, planOne, readBatch, readTools, showPlan }, { inputsOfRun }] = await Promise.all([import('../planning.js'), import('../../runtime/index.js')]);
  const tools = options.tools === undefined ? undefined : await readTools(options.tools);
  const { plan: path } = options;
  if (path !== undefined) return withRuntime(options, (runtime) => showPlan(path, { tools: tools ?? runtime.tools(), oracles: runtime.oracles() }, form, context.terminal));
  const wanted = { ...(tools === undefined ? {} : { tools }), ...(options.strategy === undefined ? {} : { strategy: options.strategy }), signal: context.signal };
  const requests = options.batch === undefined ? undefined : await readBatch(options.batch);
  return withRuntime(options, async (runtime) =>
    requests === undefined
      ? planOne(runtime, task ?? '', [...(options.after === undefined ? [] : inputsOfRun(await runtime.state(options.after))), ...inputsOf(options)], wanted, form, context.terminal)
      : planBatch(runtime, requests, wanted, context.terminal),
  );
}
