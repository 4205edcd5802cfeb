import { Option, type Command } from 'commander';
import { VouchError } from '../../core/index.js';
import { PROFILE_NAMES, type ProfileName } from '../../models/catalog/profile-names.js';
import type { CommandContext, GlobalOptions, Perform } from '../command.js';
import { EXIT } from '../exit-code.js';

interface PullOptions extends GlobalOptions {
  readonly json?: boolean;
  readonly profile?: ProfileName;
  readonly start?: boolean;
}

/** `vouch pull`: fetches models. */
export function declarePull(program: Command, perform: Perform): void {
  program
    .command('pull')
    .description('fetch models and check them; what is there is kept, a broken-off pull goes on')
    .argument('[model...]', 'ids from vouch models (default: the default pack, about 1.4 GB)')
    .addOption(new Option('--profile <name>', 'models for a kind of machine: fetches those that Vouch runs itself, and says how the others are served').choices(PROFILE_NAMES))
    .option('--start', 'with --profile: write its servers into the configuration, to be started when they are needed')
    .option('--json', 'print {models: [{id, state}], profile?}')
    .action((ids: string[], options: PullOptions, command: Command) => perform((context) => pull(ids, command.optsWithGlobals<PullOptions>(), context)));
}

async function pull(ids: readonly string[], options: PullOptions, { terminal, signal }: CommandContext): Promise<number> {
  const { openModelStore } = await import('../model-store.js');
  const { configFile, defaultPack, profileOf, pullPack } = await import('../../models/index.js');
  const { openPullView } = await import('../pull-view.js');
  const { store, settings } = await openModelStore(options);
  const { profile: name, start } = options;
  if (start && name === undefined) throw new VouchError('USAGE', '--start belongs to --profile.');
  const ofProfile = name === undefined ? undefined : (await import('./pull-profile.js')).embeddedModels(profileOf(name));
  const wanted = ids.length === 0 ? (ofProfile ?? defaultPack(store.entries)) : [...ids, ...(ofProfile ?? [])];
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
  const { describeProfile, layOut } = await import('./pull-profile.js');
  const profile = name === undefined ? undefined : await layOut(name, start ? configFile({ file: options.config }).file : undefined);
  if (options.json) terminal.result(JSON.stringify({ models, ...(profile ? { profile } : {}) }));
  else {
    terminal.talk(`Here: ${models.map(({ id }) => id).join(', ')}.`);
    if (profile) terminal.result(describeProfile(profile));
  }
  return EXIT.completed;
}
