import type { Command } from 'commander';
import type { CommandContext, GlobalOptions, Perform } from '../command.js';
import { EXIT } from '../exit-code.js';

interface PullOptions extends GlobalOptions {
  readonly json?: boolean;
}

/** `vouch pull`: fetches models. */
export function declarePull(program: Command, perform: Perform): void {
  program
    .command('pull')
    .description('fetch models and check them; what is there is kept, a broken-off pull goes on')
    .argument('[model...]', 'ids from vouch models (default: the default pack, about 1.4 GB)')
    .option('--json', 'print {models: [{id, state}]}')
    .action((ids: string[], options: PullOptions, command: Command) => perform((context) => pull(ids, command.optsWithGlobals<PullOptions>(), context)));
}

async function pull(ids: readonly string[], options: PullOptions, { terminal, signal }: CommandContext): Promise<number> {
  const { openModelStore } = await import('../model-store.js');
  const { defaultPack, pullPack } = await import('../../models/index.js');
  const { openPullView } = await import('../pull-view.js');
  const { store, settings } = await openModelStore(options);
  const wanted = ids.length === 0 ? defaultPack(store.entries) : ids;
  for (const id of wanted) store.entry(id);
  const view = await openPullView(terminal);
  try {
    await pullPack({
      ...settings, ids: wanted, signal,
      onProgress: (event) => { view.models(event); },
      onPython: (event) => { view.python(event); },
      onNotice: (message) => { view.notice(message); },
    });
  } finally {
    view.close();
  }
  const models = wanted.map((id) => ({ id, state: store.state(id) }));
  if (options.json) terminal.result(JSON.stringify({ models }));
  else terminal.talk(`Here: ${models.map(({ id }) => id).join(', ')}.`);
  return EXIT.completed;
}
