import type { Command } from 'commander';
import { JOBS, VouchError, type Job } from '../../core/index.js';
import type { ServerConfigInput, ServerPreset, StartPreset } from '../../models/index.js';
import { collect, positiveInteger, type CommandContext, type GlobalOptions, type Perform } from '../command.js';
import { EXIT } from '../exit-code.js';

interface AddOptions extends GlobalOptions {
  readonly url?: string;
  readonly start?: boolean;
  readonly model?: string;
  readonly projector?: string;
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
    .option('--projector <file>', 'with --start: the eyes of its model, where they are a file of their own (llama-server, for the job see)')
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
  const names = jobsNamed(options.job ?? [dialect === 'infinity' ? 'embed' : 'chat']);
  const hasEyes = names.some((name) => preset.start?.jobs?.[name]?.includes('{projector}'));
  if (options.projector !== undefined && !(options.start && hasEyes)) throw new VouchError('USAGE', '--projector is for a llama-server that is started (--start) to see (--job see).');
  const { file } = configFile({ file: options.config });
  const id = options.id ?? dialect;
  // What its command loads is the first that the server has.
  const model = options.start && preset.start?.command.includes('{model}') ? '' : (options.model ?? '');
  const how = await writeServer(file, {
    id,
    dialect,
    ...(options.start ? { start: startOf(dialect, preset, names, options) } : { url: options.url ?? preset.url }),
    ...(options.keyEnv === undefined ? {} : { apiKeyEnv: options.keyEnv }),
    jobs: Object.fromEntries(names.map((name) => [name, model])),
    ...(options.concurrency === undefined ? {} : { concurrency: options.concurrency }),
  });
  terminal.result(`${how === 'added' ? 'Added' : 'Replaced'} the server ${id} in ${file}. \`vouch models\` asks it what it can.`);
  return EXIT.completed;
}

function startOf(kind: string, { start, model: what }: ServerPreset, jobs: readonly Job[], { model, projector, port, device }: AddOptions): ServerConfigInput['start'] {
  if (!start) throw new VouchError('USAGE', `A server of the kind ${kind} is not started from here: name its address with --url.`);
  if (start.only !== undefined && jobs.includes(start.only) && jobs.length > 1) throw new VouchError('USAGE', `A ${kind} that is started for ${start.only} does nothing else: add it once for that job and once, with another --id, for the others.`);
  const requests = requestsOf(start, jobs);
  if (requests.length > 1) throw new VouchError('USAGE', `A ${kind} is started with one model, and ${jobs.join(' and ')} want different ones: add it once for each, with another --id.`);
  const words = new Map([['{model}', model], ['{projector}', projector]]);
  const missing: Record<string, string> = { '{model}': `Name what it loads with --model: ${what}.`, '{projector}': `Name the eyes of its model with --projector: a GGUF file.` };
  const put = (text: string): string => text.replace(/\{(?:model|projector)\}/g, (word) => {
    const value = words.get(word);
    if (value === undefined) throw new VouchError('USAGE', missing[word] ?? word);
    return value;
  });
  const prepare = requests.map(({ path, body }) => ({ path, body: Object.fromEntries(Object.entries(body).map(([name, value]) => [name, put(value)])) }));
  return {
    command: [...start.command, ...jobs.flatMap((job) => start.jobs?.[job] ?? [])].map(put),
    ...(start.env === undefined ? {} : { env: { ...start.env } }),
    health: start.health,
    ...(prepare.length === 0 ? {} : { prepare }),
    ...(port === undefined ? {} : { port }),
    ...(device === undefined ? {} : { device: device === 'cpu' ? device : Number(device) }),
  };
}

/** What has it load its model: one request for several jobs of the same kind. */
function requestsOf({ prepare }: StartPreset, jobs: readonly Job[]): { path: string; body: Readonly<Record<string, string>> }[] {
  return prepare ? [...new Set(jobs.map((job) => prepare[job]))].filter((request) => request !== undefined) : [];
}

function jobsNamed(names: readonly string[]): Job[] {
  return names.map((name) => {
    const job = JOBS.find((candidate) => candidate === name);
    if (!job) throw new VouchError('USAGE', `There is no job "${name}"; jobs are ${JOBS.join(', ')}.`);
    return job;
  });
}
