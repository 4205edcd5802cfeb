import type { Command } from 'commander';
import type { CommandContext, GlobalOptions, Perform } from '../command.js';
import { EXIT } from '../exit-code.js';
import { formatBytes } from '../format.js';

interface RemoveOptions extends GlobalOptions {
  readonly json?: boolean;
}

/** `vouch models remove`: takes models off the disk. */
export function declareModelsRemove(models: Command, perform: Perform): void {
  models
    .command('remove')
    .description('take models off the disk; vouch pull fetches them again')
    .argument('<model...>', 'ids from vouch models')
    .option('--json', 'print {models: [{id, bytes}]}')
    .action((ids: string[], _options: RemoveOptions, command: Command) => perform((context) => remove(ids, command.optsWithGlobals<RemoveOptions>(), context)));
}

async function remove(ids: readonly string[], options: RemoveOptions, { terminal, signal }: CommandContext): Promise<number> {
  const { openModelStore } = await import('../model-store.js');
  const { store } = await openModelStore(options);
  const wanted = [...new Set(ids)];
  for (const id of wanted) store.entry(id);
  const models: { id: string; bytes: number }[] = [];
  for (const id of wanted) models.push({ id, bytes: await store.remove(id, { signal }) });
  if (options.json) terminal.result(JSON.stringify({ models }));
  else for (const { id, bytes } of models) terminal.result(bytes === 0 ? `Nothing of ${id} was here alone.` : `Removed ${id}: ${formatBytes(bytes)}.`);
  return EXIT.completed;
}
