import { createInterface } from 'node:readline';
import type { Command } from 'commander';
import { collect, positiveInteger, positiveNumber, withRuntime, type CommandContext, type GlobalOptions, type Perform } from '../command.js';
import { EXIT } from '../exit-code.js';
import { secretsOf } from './browse.js';

interface BotCommandOptions extends GlobalOptions {
  readonly steps?: number;
  readonly seconds?: number;
  readonly secret?: string[];
}

/** `vouch bot`: the same agent for a bot that owns its browser. */
export function declareBot(program: Command, perform: Perform): void {
  program
    .command('bot')
    .description('decide for a bot that owns its browser: screenshots in, actions out, one JSON object a line')
    .option('--steps <n>', 'actions at most for a goal (default 40)', positiveInteger)
    .option('--seconds <n>', 'time at most for a goal (default 600)', positiveNumber)
    .option('--secret <name=VARIABLE>', 'fill {{name}} in with the value of an environment variable', collect)
    .addHelpText('after', '\nIn:  {"type":"observe","goal":"Click on OK.","image":"shot.png","deviceScaleFactor":2}\nOut: {"type":"act","action":{"type":"click","at":{"x":40,"y":55}},"target":"button \\"OK\\"",...}  then observe again, until {"type":"done",...}')
    .action((options: BotCommandOptions, command: Command) => perform((context) => bot(command.optsWithGlobals<BotCommandOptions>(), context)));
}

async function bot(options: BotCommandOptions, { terminal, signal }: CommandContext): Promise<number> {
  const { talkToBot } = await import('../../agents/screenshot/index.js');
  const secrets = secretsOf(options.secret ?? [], process.env);
  return withRuntime(options, async (runtime) => {
    // Not before somebody listens: a line that comes meanwhile would be lost.
    const lines = createInterface({ input: process.stdin });
    const stop = (): void => { lines.close(); };
    signal.addEventListener('abort', stop, { once: true });
    if (signal.aborted) stop();
    try {
      await talkToBot(lines, (output) => { terminal.result(JSON.stringify(output)); }, { models: runtime.models, maxSteps: options.steps, wallMs: (options.seconds ?? 600) * 1000, secrets, signal });
      return signal.aborted ? EXIT.cancelled : EXIT.completed;
    } finally {
      signal.removeEventListener('abort', stop);
      lines.close();
    }
  });
}
