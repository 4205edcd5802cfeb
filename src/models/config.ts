import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { parse, printParseErrorCode, type ParseError } from 'jsonc-parser';
import { z } from 'zod';
import { JOBS, messageOf, VouchError, type Job } from '../core/index.js';
import { McpServerConfig } from './mcp-server-config.js';
import { DIALECT_NAMES } from './providers/index.js';
import { SOURCE_GROUPS } from './store/index.js';
import { StoreConfig } from './store-config.js';

const JobName = z.enum(JOBS);

/** What is changed of a server's command. */
const CommandChange = z.strictObject({
  /** Flags with their values, which replace those of the command or are put behind it. */
  arguments: z.array(z.string().min(1)).default([]),
  env: z.record(z.string(), z.string()).default({}),
});
export type CommandChange = z.input<typeof CommandChange>;

/** GPU by its number; `"cpu"`: none. */
const StartDevice = z.union([z.int().nonnegative(), z.literal('cpu')]);

/** How Vouch starts a server program of somebody else: when it is first needed, on this machine, watched like its own. */
export const ServerStart = z.strictObject({
  /** The program and its arguments; `{port}` stands for the port. */
  command: z.array(z.string().min(1)).min(1),
  /** Added to the environment of Vouch; `{port}` is put in here, too. */
  env: z.record(z.string(), z.string()).default({}),
  /** Default: a free one. */
  port: z.int().min(1).max(65_535).optional(),
  /** Path of its API; default `/v1`. */
  path: z.string().regex(/^(\/[\w.-]+)*$/).default('/v1'),
  /** A route that answers 2xx once requests can be served. */
  health: z.string().startsWith('/').default('/health'),
  /** GPU that it may use, by its number; `"cpu"`: none. Default: what it takes by itself. */
  device: StartDevice.optional(),
  /** Bytes of memory that it takes on its device; default: nothing is set aside for it. */
  memoryBytes: z.int().positive().optional(),
  /** s without a request after which it is stopped; default: it is kept as long as Vouch runs, because such servers load for minutes. */
  idleSeconds: z.number().positive().optional(),
  /** s that loading may take. */
  startSeconds: z.number().positive().default(600),
  /** s without a token, while it says that it has requests in hand, after which it is ended. One that publishes no metrics is left alone. */
  wedgedSeconds: z.number().positive().default(300),
  /** Requests (POST, JSON) that it gets once it answers its health route and before it counts as ready: what has it load its model, say. */
  prepare: z.array(z.strictObject({ path: z.string().startsWith('/'), body: z.record(z.string(), z.json()) })).default([]),
  /** Smaller and smaller limits, each on top of those before, for when it fails or runs out of memory. Default: those of its dialect; []: none. */
  smaller: z.array(CommandChange).optional(),
  /** Where it may go when nothing else helps, in this order. Default, where `device` names a GPU: the other GPUs, then the CPU if its dialect can. */
  elsewhere: z.array(CommandChange.extend({ device: StartDevice })).optional(),
});
export type ServerStart = z.infer<typeof ServerStart>;

/** Keys never stand in a configuration, nor in what is said of an address; routes are put behind it. */
const ServerUrl = z.url({ protocol: /^https?$/ }).refine((url) => !URL.canParse(url) || isPlain(url), { error: 'an address holds no user, password, ? or #: a key is read from the variable that apiKeyEnv names' });

function isPlain(url: string): boolean {
  const { username, password, search, hash } = new URL(url);
  return `${username}${password}${search}${hash}` === '';
}

/** A model server that is joined at its address, or that Vouch starts. */
export const ServerConfig = z
  .strictObject({
    /** Shown in messages and in the provenance of results. */
    id: z.string().min(1),
    /** The base of its API, usually ending in `/v1`. */
    url: ServerUrl.optional(),
    start: ServerStart.optional(),
    /** Name of the environment variable that holds its key; absent: it needs none. */
    apiKeyEnv: z.string().regex(/^[A-Za-z_][A-Za-z0-9_]*$/, 'must be the name of an environment variable, and never the key itself').optional(),
    /** What kind of server it is; absent: it is asked. */
    dialect: z.enum(DIALECT_NAMES).optional(),
    /** Which jobs it does, and with which of its models; `""` asks the server for its first model. */
    jobs: z.partialRecord(JobName, z.string()),
    /** Requests that it may get at the same time, at most; absent: found out, up to 64. */
    concurrency: z.int().min(1).max(1024).optional(),
  })
  .refine(({ url, start }) => (url === undefined) !== (start === undefined), { path: ['url'], error: 'either url (a server to join) or start (one to start) is needed, and not both' });
export type ServerConfig = z.infer<typeof ServerConfig>;
/** A server as it is written down: what has a default may be left out. */
export type ServerConfigInput = z.input<typeof ServerConfig>;

/** Each server is known by its id, in messages and to the supervisor, and has a port to itself. */
const Servers = z.array(ServerConfig).superRefine((servers, context) => {
  const ids = new Set<string>();
  const ports = new Map<number, string>();
  for (const [index, { id, start }] of servers.entries()) {
    if (ids.has(id)) context.addIssue({ code: 'custom', path: [index, 'id'], message: `another server is called ${id}, too` });
    ids.add(id);
    const other = start?.port === undefined ? undefined : ports.get(start.port);
    if (other !== undefined) context.addIssue({ code: 'custom', path: [index, 'start', 'port'], message: `${other} has the port ${start?.port ?? ''}; without one each gets a free port` });
    if (start?.port !== undefined) ports.set(start.port, id);
  }
});

/** Steps are done by workers that take them from queues in Redis. */
export const QueueConfig = z.strictObject({
  redis: z.strictObject({
    /** Name of the environment variable that holds its address: `redis://user:password@host:port/database`, or `rediss://` with TLS. */
    urlFromEnv: z.string().min(1),
  }),
  /** What all its keys begin with; projects with different ones see nothing of each other. */
  prefix: z.string().regex(/^[A-Za-z0-9_-]+$/).default('vouch'),
  /** Steps that one runtime may have in one queue at a time; what is more waits in the runtime, and `vouch serve` takes no new run meanwhile. */
  inFlight: z.int().min(1).max(100_000).default(256),
  /** Pools whose workers are started only when steps wait for them: what they can do. Other pools are known by their living workers. */
  pools: z.record(z.string().regex(/^[A-Za-z0-9_-]+$/), z.array(z.enum([...JOBS, 'plain'])).min(1)).default({}),
});
export type QueueConfig = z.infer<typeof QueueConfig>;

/** vouch.config.json. Every field is optional. */
export const VouchConfig = z.strictObject({
  $schema: z.string().optional(),
  /** Servers to use instead of embedded models, per job; the embedded model is what is fallen back to. */
  servers: Servers.default([]),
  /** Which model to prefer for a job: a catalogue id. */
  models: z.partialRecord(JobName, z.string()).default({}),
  /** Where model files are looked for, in this order; default: file, hub, packages. */
  sources: z.array(z.enum(SOURCE_GROUPS)).optional(),
  /** A catalogue file with models of your own; relative to the working directory. */
  catalog: z.string().optional(),
  /** Bytes of memory for all embedded models together; default half of the machine's, or of the container's. */
  memoryBytes: z.int().positive().optional(),
  /** Bytes that downloads of models leave free on the disk; default 500 MB. */
  diskFloorBytes: z.int().nonnegative().optional(),
  /** CPU threads of each embedded model; default: the cores there are. */
  threads: z.int().positive().optional(),
  /** Embedded models of which a second process is kept ready, to take over at once when the first dies: catalogue ids. */
  hotSpares: z.array(z.string()).default([]),
  /** `false` keeps embedded models off the GPU. */
  gpu: z.boolean().default(true),
  /** MCP servers whose tools plans may use, by a name of the user's. */
  mcpServers: z.record(z.string().regex(/^[A-Za-z0-9_-]+$/), McpServerConfig).default({}),
  /** Where the journal and what is derived from it are kept; default: in the data folder. */
  store: StoreConfig.default({}),
  /** Folders from which `file:` addresses may be opened. */
  allowedFolders: z.array(z.string()).default([]),
  /** Absent: steps are done in the process that runs them. */
  queue: QueueConfig.optional(),
});
export type VouchConfig = z.infer<typeof VouchConfig>;

type Environment = Readonly<Record<string, string | undefined>>;

const DEFAULT_FILE = 'vouch.config.json';

/**
 * The configuration: `file`, else the file that VOUCH_CONFIG names, else ./vouch.config.json when it is there, and over it
 * the environment. `OPENAI_BASE_URL` (with `OPENAI_API_KEY`) points chat at a server; `VOUCH_<JOB>_URL` and
 * `VOUCH_<JOB>_MODEL` point any job. Throws USAGE with the name of the field that is wrong.
 */
export function loadConfig(options: { file?: string | undefined; env?: Environment; cwd?: string } = {}): VouchConfig {
  const env = options.env ?? process.env;
  const { file, named } = configFile({ ...options, env });
  if (!named && !existsSync(file)) return withEnvironment(VouchConfig.parse({}), env);
  return withEnvironment(parseConfigText(readText(file), file), env);
}

/** Which file the configuration is, and whether somebody named it. */
export function configFile({ file, env = process.env, cwd = process.cwd() }: { file?: string | undefined; env?: Environment; cwd?: string } = {}): { file: string; named: boolean } {
  const name = file ?? env['VOUCH_CONFIG'];
  return { file: resolve(cwd, name ?? DEFAULT_FILE), named: name !== undefined };
}

/** Reads the text of a configuration file: JSON, in which comments and commas behind the last item are allowed. */
export function parseConfigText(text: string, origin: string): VouchConfig {
  const faults: ParseError[] = [];
  const value: unknown = parse(text, faults, { allowTrailingComma: true });
  const [fault] = faults;
  if (!fault) return parseConfig(value, origin);
  const line = text.slice(0, fault.offset).split('\n').length;
  throw new VouchError('USAGE', `The configuration ${origin} is not JSON: ${printParseErrorCode(fault.error)} in line ${line}.`, { details: { file: origin, line } });
}

/** Checks a configuration that was read from `origin`. */
export function parseConfig(value: unknown, origin: string): VouchConfig {
  const parsed = VouchConfig.safeParse(value);
  if (parsed.success) return parsed.data;
  const faults = parsed.error.issues.map((issue) => `${fieldName(issue.path)}: ${issue.message}`);
  throw new VouchError('USAGE', `${origin} is wrong at ${faults.join('; ')}`, { details: { file: origin, faults } });
}

function readText(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    throw new VouchError('INPUT_NOT_FOUND', `The configuration ${file} cannot be read: ${messageOf(error)}`, { cause: error, details: { file } });
  }
}

/** Servers that the environment names come first, so that they win over the file. */
function withEnvironment(config: VouchConfig, env: Environment): VouchConfig {
  const servers = JOBS.flatMap((job) => {
    const server = serverFromEnvironment(job, env);
    return server ? [server] : [];
  });
  return servers.length === 0 ? config : { ...config, servers: [...servers, ...config.servers] };
}

function serverFromEnvironment(job: Job, env: Environment): ServerConfig | undefined {
  const name = job.toUpperCase();
  const own = env[`VOUCH_${name}_URL`];
  const model = env[`VOUCH_${name}_MODEL`];
  const general = env['OPENAI_BASE_URL'];
  // Without a model of its own only chat is taken from the general address: it is what nearly every server offers.
  const url = own ?? (job === 'chat' || model !== undefined ? general : undefined);
  if (!url) return undefined;
  const variable = own === undefined ? 'OPENAI_BASE_URL' : `VOUCH_${name}_URL`;
  const address = ServerUrl.safeParse(url);
  if (!address.success) throw new VouchError('USAGE', `${variable} must be an http or https address: ${address.error.issues.map(({ message }) => message).join('; ')}.`, { details: { field: variable } });
  const keys = [`VOUCH_${name}_API_KEY`, 'OPENAI_API_KEY'];
  const apiKeyEnv = keys.find((key) => env[key]);
  return ServerConfig.parse({ id: `${job} server of ${variable}`, url: url.replace(/\/+$/, ''), ...(apiKeyEnv ? { apiKeyEnv } : {}), jobs: { [job]: model ?? '' } });
}

function fieldName(path: readonly PropertyKey[]): string {
  return path.reduce<string>((name, part) => (typeof part === 'number' ? `${name}[${part}]` : name === '' ? String(part) : `${name}.${String(part)}`), '') || 'its top level';
}
