import type { Command } from 'commander';
import { withStores, type CommandContext, type GlobalOptions, type Perform } from '../command.js';
import { EXIT } from '../exit-code.js';

interface PinOptions extends GlobalOptions {
  readonly json?: boolean;
}

/** `vouch pin` and `vouch unpin`: what `vouch gc` keeps whatever its age. */
export function declarePin(program: Command, perform: Perform): void {
  program
    .command('pin')
    .description('keep a run whatever `vouch gc` removes, or list the pinned ones')
    .argument('[run]', 'id of a run, or the start of it')
    .option('--json', 'print an array of the ids of pinned runs')
    .action((run: string | undefined, options: PinOptions, command: Command) => perform((context) => pin(run, command.optsWithGlobals<PinOptions>(), context)));
}

export function declareUnpin(program: Command, perform: Perform): void {
  program
    .command('unpin')
    .description('let `vouch gc` treat a pinned run like any other')
    .argument('<run>', 'id of a run, or the start of it')
    .option('--json', 'print an array of the ids of pinned runs')
    .action((run: string, options: PinOptions, command: Command) => perform((context) => unpin(run, command.optsWithGlobals<PinOptions>(), context)));
}

function pin(run: string | undefined, { json, ...options }: PinOptions, { terminal }: CommandContext): Promise<number> {
  return withStores(options, async ({ journal, pins }) => {
    if (run !== undefined) await pins.add(await fullId(journal, run));
    const list = await pins.list();
    if (json) terminal.result(JSON.stringify(list));
    else if (list.length > 0) terminal.result(list.join('\n'));
    else terminal.talk('No run is pinned.');
    return EXIT.completed;
  });
}

function unpin(run: string, { json, ...options }: PinOptions, { terminal }: CommandContext): Promise<number> {
  return withStores(options, async ({ journal, pins }) => {
    const id = await fullId(journal, run);
    const wasPinned = await pins.remove(id);
    if (json) terminal.result(JSON.stringify(await pins.list()));
    else terminal.talk(wasPinned ? `${id} is not pinned any more.` : `${id} was not pinned.`);
    return EXIT.completed;
  });
}

async function fullId(journal: { list(): Promise<{ runId: string }[]> }, run: string): Promise<string> {
  const { fullRunId } = await import('../run-id.js');
  return fullRunId({ runs: () => journal.list() }, run);
}
