import type { Command } from 'commander';
import { collect, portNumber, positiveInteger, withRuntime, type CommandContext, type GlobalOptions, type Perform } from '../command.js';
import { EXIT } from '../exit-code.js';

interface ServeOptions extends GlobalOptions {
  readonly host: string;
  readonly port: number;
  readonly tokenFile?: string;
  readonly allowOrigin?: string[];
  readonly maxRuns?: number;
  readonly log?: boolean;
}

/** `vouch serve`: the runtime as a server, with the chat page. */
export function declareServe(program: Command, perform: Perform): void {
  program
    .command('serve')
    .description('serve the chat page, WebSocket and HTTP until Ctrl-C')
    .option('--host <address>', 'address to listen on; any but this machine\'s own wants --token-file', '127.0.0.1')
    .option('--port <n>', 'port; 0 takes any free one', portNumber, 7700)
    .option('--token-file <path>', 'JSON file with the tokens that are let in')
    .option('--allow-origin <origin>', 'a page of another origin that may use the server; may be given several times', collect)
    .option('--max-runs <n>', 'runs under way at a time', positiveInteger)
    .option('--log', 'log requests on standard error')
    .action((options: ServeOptions, command: Command) => perform((context) => serve(command.optsWithGlobals<ServeOptions>(), context)));
}

async function serve(options: ServeOptions, { terminal, signal }: CommandContext): Promise<number> {
  const [{ startServer }, { pino }] = await Promise.all([import('../../server/index.js'), import('pino')]);
  const { host, port, tokenFile, allowOrigin, maxRuns } = options;
  const logger = pino({ level: options.log ? 'info' : 'warn' }, pino.destination({ dest: 2, sync: true }));
  return withRuntime(options, async (runtime) => {
    const server = await startServer({ host, port, ...(tokenFile ? { tokenFile } : {}), ...(allowOrigin ? { allowOrigin } : {}), ...(maxRuns ? { maxRuns } : {}) }, { runtime, logger });
    terminal.result(server.url);
    for (const runId of server.resumed) terminal.talk(`Goes on with run ${runId}.`);
    terminal.talk('Serving. Ctrl-C ends it; runs are laid down and go on at the next start.');
    await new Promise<void>((resolve) => {
      signal.addEventListener('abort', () => { resolve(); }, { once: true });
      if (signal.aborted) resolve();
    });
    await server.close();
    return EXIT.completed;
  });
}
