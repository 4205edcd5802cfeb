import type { Command } from 'commander';
import { withRuntime, type CommandContext, type GlobalOptions, type Perform } from '../command.js';
import { EXIT } from '../exit-code.js';

/** `vouch mcp`: the tools, and whole tasks, for MCP hosts that start this command. */
export function declareMcp(program: Command, perform: Perform): void {
  program
    .command('mcp')
    .description('serve the tools, and whole tasks, to an MCP host over standard input and output')
    .addHelpText('after', '\nA host\'s configuration:\n  { "mcpServers": { "vouch": { "command": "vouch", "args": ["mcp"] } } }')
    .action((options: GlobalOptions, command: Command) => perform((context) => serve(command.optsWithGlobals(), context)));
}

async function serve(options: GlobalOptions, { terminal, signal }: CommandContext): Promise<number> {
  const { serveMcpOnStdio } = await import('../../server/index.js');
  return withRuntime(options, async (runtime) => {
    await serveMcpOnStdio(runtime, signal, (error) => { terminal.talk(error.message); });
    return EXIT.completed;
  });
}
