import type { Command } from 'commander';
import type { Port, ToolSpec } from '../../core/index.js';
import { withRuntime, type CommandContext, type GlobalOptions, type Perform } from '../command.js';
import { EXIT } from '../exit-code.js';

interface ToolsOptions extends GlobalOptions {
  readonly json?: boolean;
}

/** `vouch tools`: what plans can use. */
export function declareTools(program: Command, perform: Perform): void {
  program
    .command('tools')
    .description('list the tools with what they take and make, and the oracles that check')
    .option('--json', 'print {tools, oracles}')
    .action((options: ToolsOptions, command: Command) => perform((context) => tools(command.optsWithGlobals<ToolsOptions>(), context)));
}

function tools(options: ToolsOptions, { terminal }: CommandContext): Promise<number> {
  return withRuntime(options, (runtime) => {
    const specs = runtime.tools();
    const oracles = runtime.oracles();
    if (options.json) terminal.result(JSON.stringify({ tools: specs, oracles }));
    else {
      terminal.result(`Tools\n\n${specs.map(describeTool).join('\n\n')}\n`);
      terminal.result(`Oracles\n\n${oracles.map(({ name, kind, modalities, description }) => `  ${name} (${kind}; ${modalities.join(', ')})\n      ${description}`).join('\n')}`);
    }
    return Promise.resolve(EXIT.completed);
  });
}

function describeTool({ name, description, inputs, outputs }: ToolSpec): string {
  return `  ${name}(${inputs.map(describePort).join(', ')}) -> ${outputs.map(describePort).join(', ')}\n      ${description}`;
}

function describePort({ name, modality, role, optional, list }: Port): string {
  return `${name}${optional ? '?' : ''}: ${role === 'parameter' && modality === 'json' ? 'value' : modality}${list ? '[]' : ''}`;
}
