import type { Command } from 'commander';
import { isYes, throwIfAborted, VouchError, type Question } from '../../core/index.js';
import type { Approval, BrowseOutcome } from '../../agents/screenshot/index.js';
import { collect, positiveInteger, positiveNumber, withRuntime, type CommandContext, type GlobalOptions, type Perform } from '../command.js';
import { EXIT, exitCodeOfError } from '../exit-code.js';
import { describeError } from '../failure.js';
import { oneLine, printable } from '../format.js';
import { askOnTerminal } from '../run-view/index.js';
import type { Terminal } from '../terminal.js';

interface BrowseCommandOptions extends GlobalOptions {
  readonly url?: string;
  readonly cdp?: string;
  readonly steps?: number;
  readonly seconds?: number;
  readonly allow?: string[];
  readonly allowFolder?: string[];
  readonly onlyAllowed?: boolean;
  readonly viewport?: string;
  readonly sight?: string;
  readonly trace?: string;
  readonly marks?: boolean;
  readonly replay?: string;
  readonly downloads?: string;
  readonly uploads?: string;
  readonly secret?: string[];
  readonly yes?: boolean;
  readonly json?: boolean;
  readonly events?: boolean;
}

/** `vouch browse`: a goal on a web page, reached by looking, clicking and typing. */
export function declareBrowse(program: Command, perform: Perform): void {
  program
    .command('browse')
    .description('operate a web page by its pictures alone, and prove every action')
    .argument('<goal>', 'what is to be done on the page, in plain words; {{name}} stands for a secret')
    .option('-u, --url <url>', 'the page to open in a browser of Vouch\'s own')
    .option('--cdp <address>', 'join the first page of a running Chromium, such as http://127.0.0.1:9222')
    .option('--steps <n>', 'actions at most (default 40)', positiveInteger)
    .option('--seconds <n>', 'time at most (default 180)', positiveNumber)
    .option('--allow <host>', 'a host that pages may be opened from beside the one of --url; may be given several times', collect)
    .option('--only-allowed', 'load pictures, scripts and styles from allowed hosts only')
    .option('--allow-folder <folder>', 'a folder from which file: addresses may be opened', collect)
    .option('--viewport <size>', 'CSS pixels, such as 1280x800 (the default)')
    .option('--sight <format>', 'let the configured vision-language model act itself, in this format: cogagent-9b, ui-tars-1.0, ui-tars-1.5, doubao-ui-tars, qwen2.5-vl, qwen3-vl, openai-computer, anthropic-computer, gemini-computer')
    .option('--trace <folder>', 'keep pictures, record and a page that shows them here')
    .option('--marks', 'with --trace: keep a picture of each step with a numbered box around each element that was seen')
    .option('--replay <folder>', 'do the steps of this trace again, each where its target is found')
    .option('--downloads <folder>', 'save downloads here; without it they are refused')
    .option('--uploads <folder>', 'files that may be uploaded')
    .option('--secret <name=VARIABLE>', 'fill {{name}} in with the value of an environment variable', collect)
    .option('-y, --yes', 'approve beforehand what buys, pays, sends, deletes, publishes, grants, or signs up or off')
    .option('--json', 'print the outcome as one JSON object')
    .option('--events', 'print each action as it is proved, one JSON object a line, and the outcome last')
    .addHelpText('after', '\nExamples:\n  vouch browse "Click on the Help link." --url https://example.org\n  vouch browse "Enter the user \\"ada\\" and the password \\"{{pw}}\\" and press Login." --url https://example.org/login --secret pw=ADA_PASSWORD --trace trace')
    .action((goal: string, options: BrowseCommandOptions, command: Command) => perform((context) => browseGoal(goal, command.optsWithGlobals<BrowseCommandOptions>(), context)));
}

async function browseGoal(goal: string, options: BrowseCommandOptions, context: CommandContext): Promise<number> {
  const { terminal, signal } = context;
  if (options.json && options.events) throw new VouchError('USAGE', '--json and --events exclude each other.');
  if (options.url === undefined && options.cdp === undefined) throw new VouchError('USAGE', 'Name a page: vouch browse GOAL --url URL, or a running browser: --cdp ADDRESS.');
  if (options.marks && options.trace === undefined) throw new VouchError('USAGE', '--marks keeps its pictures in the folder of --trace: name one.');
  const viewport = options.viewport === undefined ? undefined : sizeOf(options.viewport);
  const secrets = secretsOf(options.secret ?? [], process.env);
  const { ADAPTERS, browse } = await import('../../agents/screenshot/index.js');
  const sight = options.sight === undefined ? undefined : ADAPTERS[options.sight];
  if (options.sight !== undefined && sight === undefined) throw new VouchError('USAGE', `--sight knows no format ${JSON.stringify(options.sight)}. It is one of ${Object.keys(ADAPTERS).join(', ')}.`);
  const ask = asker(options, context);
  const { loadConfig } = await import('../../models/index.js');
  const config = loadConfig({ file: options.config });
  return withRuntime(options, async (runtime) => {
    const outcome = await browse(goal, {
      models: runtime.models, url: options.url, cdp: options.cdp, allow: options.allow, subResources: options.onlyAllowed !== true, viewport, signal, secrets, sight,
      allowedFolders: [...config.allowedFolders, ...(options.allowFolder ?? [])], downloads: options.downloads, uploads: options.uploads, trace: options.trace, marks: options.marks, replay: options.replay,
      maxSteps: options.steps, wallMs: options.seconds === undefined ? undefined : options.seconds * 1000, approve: approver(options, ask), ask: ask && (({ text }) => ask({ kind: 'ambiguity', text: oneLine(text, 500), options: [] })),
      onStep: (step) => {
        if (options.events) terminal.result(JSON.stringify({ type: 'step', ...step }));
        else terminal.talk(`${step.n}. ${oneLine(step.thought, 120)}: ${oneLine(step.target, 60)} ${mark(step.verdict.status, terminal)} ${oneLine(step.verdict.reason, 120)}`);
      },
    });
    print(outcome, options, terminal);
    return exitCodeOf(outcome);
  });
}

function print(outcome: BrowseOutcome, options: BrowseCommandOptions, terminal: Terminal): void {
  if (options.json) terminal.result(JSON.stringify(outcome));
  else if (options.events) terminal.result(JSON.stringify({ type: 'outcome', ...outcome }));
  else if (outcome.answer !== '') terminal.result(printable(outcome.answer));
  for (const note of outcome.notes) terminal.talk(`note: ${oneLine(note, 300)}`);
  if (outcome.question !== null) terminal.talk(`${printable(outcome.question)} Run it again with --yes, or on a terminal.`);
  if (outcome.error) terminal.talk(describeError({ ...outcome.error }, terminal));
  for (const check of outcome.checks) terminal.talk(`${check.status}: ${oneLine(check.part, 120)}: ${oneLine(check.reason, 200)}`);
  terminal.talk(`${outcome.status} after ${outcome.usage.steps} actions in ${(outcome.usage.ms / 1000).toFixed(1)} s`);
}

function mark(status: BrowseOutcome['steps'][number]['verdict']['status'], { colors }: Terminal): string {
  return status === 'expected' ? colors.green('ok') : status === 'no effect' ? colors.yellow('no effect') : colors.red('unexpected');
}

function exitCodeOf(outcome: BrowseOutcome): number {
  switch (outcome.status) {
    case 'completed': return outcome.unproved.length === 0 ? EXIT.completed : EXIT.unproved;
    case 'suspended': return EXIT.suspended;
    case 'cancelled': return EXIT.cancelled;
    case 'failed': return exitCodeOfError(outcome.error?.code ?? 'INTERNAL');
  }
}

/** On a terminal the user is asked; elsewhere nobody is. */
function asker(options: BrowseCommandOptions, { terminal, signal }: CommandContext): ((question: Pick<Question, 'kind' | 'text' | 'options'>) => Promise<string | undefined>) | undefined {
  if (!terminal.interactive || options.events) return undefined;
  return async (question) => {
    const answer = await askOnTerminal({ id: 'browse', ...question }, terminal, NO_VIEW, signal);
    // Ctrl-C at a question is no answer to it.
    throwIfAborted(signal);
    return answer;
  };
}

/** There is no live view that would write into the question. */
const NO_VIEW = { pause: () => undefined, resume: () => undefined };

/** The user approves action by action, or all beforehand by --yes. */
function approver(options: BrowseCommandOptions, ask: ReturnType<typeof asker>): ((approval: Approval) => Promise<boolean>) | undefined {
  if (options.yes) return () => Promise.resolve(true);
  return ask && (async (approval) => {
    const { questionOf } = await import('../../agents/screenshot/index.js');
    return isYes(await ask({ kind: 'approval', text: questionOf({ ...approval, label: oneLine(approval.label, 80), risk: oneLine(approval.risk, 200) }, oneLine(approval.url, 120)), options: ['yes', 'no'] }));
  });
}

function sizeOf(text: string): { width: number; height: number } {
  const [, width, height] = /^(\d{2,4})x(\d{2,4})$/.exec(text) ?? [];
  if (width === undefined || height === undefined) throw new VouchError('USAGE', `--viewport is written like 1280x800, not ${JSON.stringify(text)}.`);
  return { width: Number(width), height: Number(height) };
}

/** `name=VARIABLE`: the value never stands on the command line. Throws USAGE. */
export function secretsOf(pairs: readonly string[], env: NodeJS.ProcessEnv): Map<string, string> {
  return new Map(pairs.map((pair): [string, string] => {
    const [, name, variable] = /^([\w.-]+)=(\w+)$/.exec(pair) ?? [];
    const value = variable === undefined ? undefined : env[variable];
    if (name === undefined || variable === undefined) throw new VouchError('USAGE', `--secret is written name=VARIABLE, not ${JSON.stringify(pair)}.`);
    if (value === undefined || value === '') throw new VouchError('USAGE', `The environment variable ${variable} of --secret ${name} is not set.`);
    return [name, value];
  }));
}
