import type { Command } from 'commander';
import { JOBS, VouchError, type Job } from '../../core/index.js';
import type { ServerConfigInput, ServerPreset } from '../../models/index.js';
import { collect, positiveInteger, type CommandContext, type GlobalOptions, type Perform } from '../command.js';
import { EXIT } from '../exit-code.js';

interface AddOptions extends GlobalOptions {
  readonly url?: string;
  readonly start?: boolean;
  readonly model?: string;
  readonly job?: string[];
  readonly id?: string;
  readonly keyEnv?: string;
  readonly concurrency?: number;
  readonly port?: number;
  readonly device?: string;
}

/** `vouch models add`: writes a model server into the configuration. */
export function declareModelsAdd(models: Command, perform: Perform): void {
  models
    .command('add')
    .description('write a model server into the configuration: one that runs (--url), or one that Vouch starts (--start)')
    .argument('<kind>', 'vllm, sglang, llama-server, llama-cpp-python, ollama, localai, transformers, xinference, infinity, vouch or openai')
    .option('--url <address>', 'the base of its API; default: this machine, at the kind\'s own port')
    .option('--start', 'have Vouch start it when it is first needed, with the kind\'s own command')
    .option('--model <name>', 'its model; with --start what the command loads (default: the first that the server has)')
    .option('--job <job>', `what it is for: ${JOBS.join(', ')}; may be given several times (default: chat, for infinity embed)`, collect)
    .option('--id <name>', 'how messages call it (default: the kind)')
    .option('--key-env <variable>', 'environment variable that holds its key')
    .option('--concurrency <n>', 'requests at a time', positiveInteger)
    .option('--port <n>', 'with --start: its port (default: a free one)', positiveInteger)
    .option('--device <gpu>', 'with --start: the number of the GPU that it may use, or cpu')
    .action((kind: string, options: AddOptions, command: Command) => perform((context) => add(kind, command.optsWithGlobals<AddOptions>(), context)));
}

async function add(kind: string, options: AddOptions, { terminal }: CommandContext): Promise<number> {
  const { configFile, DIALECT_NAMES, SERVER_PRESETS, writeServer } = await import('../../models/index.js');
  const dialect = DIALECT_NAMES.find((name) => name === kind);
  if (!dialect) throw new VouchError('USAGE', `There is no kind of server "${kind}"; kinds are ${DIALECT_NAMES.join(', ')}.`);
  if (options.start && options.url !== undefined) throw new VouchError('USAGE', '--start and --url exclude each other.');
  const preset = SERVER_PRESETS[dialect];
  const { file } = configFile({ file: options.config });
  const id = options.id ?? dialect;
  const how = await writeServer(file, {
    id,
    dialect,
    ...(options.start ? { start: startOf(dialect, preset, options) } : { url: options.url ?? preset.url }),
    ...(options.keyEnv === undefined ? {} : { apiKeyEnv: options.keyEnv }),
    jobs: jobsOf(options.job ?? [dialect === 'infinity' ? 'embed' : 'chat'], options.start && preset.start?.command.includes('{model}') ? '' : (options.model ?? '')),
    ...(options.concurrency === undefined ? {} : { concurrency: options.concurrency }),
  });
  terminal.result(`${how === 'added' ? 'Added' : 'Replaced'} the server ${id} in ${file}. \`vouch models\` asks it what it can.`);
  return EXIT.completed;
}

function startOf(kind: string, { start, model: what }: ServerPreset, options: AddOptions): ServerConfigInput['start'] {
  if (!start) throw new VouchError('USAGE', `A server of the kind ${kind} is not started from here: name its address with --url.`);
  const { model, port, device } = options;
  if (start.command.includes('{model}') && model === undefined) throw new VouchError('USAGE', `Name what it loads with --model: ${what}.`);
  return {
    command: start.command.map((part) => part.replace('{model}', model ?? '')),
    ...(start.env === undefined ? {} : { env: { ...start.env } }),
    health: start.health,
    ...(port === undefined ? {} : { port }),
    ...(device === undefined ? {} : { device: device === 'cpu' ? device : Number(device) }),
  };
}

function jobsOf(names: readonly string[], model: string): Partial<Record<Job, string>> {
  const unknown = names.find((name) => !JOBS.some((job) => job === name));
  if (unknown !== undefined) throw new VouchError('USAGE', `There is no job "${unknown}"; jobs are ${JOBS.join(', ')}.`);
  return Object.fromEntries(names.map((name) => [name, model]));
}
