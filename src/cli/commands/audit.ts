import type { Command } from 'commander';
import { withStores, type CommandContext, type GlobalOptions, type Perform } from '../command.js';
import { EXIT } from '../exit-code.js';

interface AuditOptions extends GlobalOptions {
  readonly run?: string;
  readonly json?: boolean;
}

/** `vouch audit`: who let what act on the world. */
export function declareAudit(program: Command, perform: Perform): void {
  program
    .command('audit')
    .description('list what was approved on the server and what acted on the world, and check that nobody changed the list')
    .option('--run <id>', 'of one run')
    .option('--json', 'print an array of the entries')
    .action((options: AuditOptions, command: Command) => perform((context) => audit(command.optsWithGlobals<AuditOptions>(), context)));
}

function audit({ run, json, ...options }: AuditOptions, { terminal }: CommandContext): Promise<number> {
  return withStores(options, async ({ audit: log }) => {
    const entries = (await log.entries()).filter(({ runId }) => run === undefined || runId === run);
    if (json) terminal.result(JSON.stringify(entries));
    else for (const { at, who, tenant, what, runId, step, tool, attempt, argumentsHash } of entries) {
      terminal.result([at, tenant === null ? who : `${who} (${tenant})`, what, tool, `${runId}/${step}${attempt === null ? '' : `#${attempt}`}`, argumentsHash?.slice(0, 12) ?? 'not asked'].join('  '));
    }
    if (entries.length === 0 && !json) terminal.talk('Nothing was approved, and nothing acted on the world.');
    return EXIT.completed;
  });
}
