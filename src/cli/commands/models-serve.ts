import type { Command } from 'commander';
import { VouchError } from '../../core/index.js';
import { portNumber, type CommandContext, type GlobalOptions, type Perform } from '../command.js';
import { EXIT } from '../exit-code.js';

interface ServeOptions extends GlobalOptions {
  readonly host: string;
  readonly port: number;
  readonly tokenEnv?: string;
}

/** `vouch models serve`: the embedded engines for other programs. */
export function declareModelsServe(models: Command, perform: Perform): void {
  models
    .command('serve')
    .description('serve the installed models over OpenAI\'s API to other programs until Ctrl-C; each is loaded when it is first asked')
    .option('--host <address>', 'address to listen on; any but this machine\'s own wants --token-env', '127.0.0.1')
    .option('--port <n>', 'port; 0 takes any free one', portNumber, 7801)
    .option('--token-env <variable>', 'environment variable that holds the bearer token')
    .action((options: ServeOptions, command: Command) => perform((context) => serve(command.optsWithGlobals<ServeOptions>(), context)));
}

async function serve({ host, port, tokenEnv, config }: ServeOptions, { terminal, signal }: CommandContext): Promise<number> {
  const { loadConfig, startModelServer } = await import('../../models/index.js');
  const token = tokenEnv === undefined ? undefined : process.env[tokenEnv];
  if (tokenEnv !== undefined && !token) throw new VouchError('USAGE', `The environment variable ${tokenEnv} is empty.`);
  const server = await startModelServer({ host, port, token, models: { config: loadConfig({ file: config }) } });
  terminal.result(server.url);
  terminal.talk('Serving models. Ctrl-C ends it.');
  await new Promise<void>((resolve) => {
    signal.addEventListener('abort', () => { resolve(); }, { once: true });
    if (signal.aborted) resolve();
  });
  await server.close();
  return EXIT.completed;
}
