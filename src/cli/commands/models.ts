import type { Command } from 'commander';
import type { CommandContext, GlobalOptions, Perform } from '../command.js';
import { EXIT } from '../exit-code.js';
import { formatBytes, formatTable } from '../format.js';
import { declareModelsAdd } from './models-add.js';
import { declareModelsLog } from './models-log.js';
import { declareModelsRemove } from './models-remove.js';
import { declareModelsServe } from './models-serve.js';
import { describeDisk } from '../describe-disk.js';
import { askServers, serverLine } from '../server-list.js';

interface ModelsOptions extends GlobalOptions {
  readonly json?: boolean;
  readonly refresh?: boolean;
}

/** `vouch models`: what the catalogue has, and what of it is here. */
export function declareModels(program: Command, perform: Perform): void {
  const command = program.command('models');
  declareModelsAdd(command, perform);
  declareModelsServe(command, perform);
  declareModelsLog(command, perform);
  declareModelsRemove(command, perform);
  command
    .description('list the models of the catalogue and whether they are here, and what the configured servers can')
    .option('--refresh', 'ask the servers anew; else what they said within a day counts')
    .option('--json', 'print {models: [...], servers: [...], disk: {folder, freeBytes, reservedBytes, floorBytes, downloads}}')
    .action((_options: ModelsOptions, command: Command) => perform((context) => models(command.optsWithGlobals<ModelsOptions>(), context)));
}

async function models(options: ModelsOptions, { terminal, signal }: CommandContext): Promise<number> {
  const { openModelStore } = await import('../model-store.js');
  const { store, config, settings } = await openModelStore(options);
  const list = store.entries.map(({ id, title, job, modalities, licence, engine, files, needs, pack, published }) => ({
    id, title, job, modalities, licence, engine, pack, published: published ?? null, bytes: files.reduce((sum, { bytes }) => sum + bytes, 0), memoryBytes: needs.memoryBytes, state: store.state(id),
  }));
  const disk = await store.disk.account();
  const servers = await askServers(config.servers, { home: settings.home, env: process.env, refresh: options.refresh, signal });
  if (options.json) {
    terminal.result(JSON.stringify({ models: list, servers, disk: { ...disk, freeBytes: disk.freeBytes ?? null } }));
    return EXIT.completed;
  }
  const rows = list.map(({ id, job, engine, bytes, state, pack, licence }) => [id, job, engine, bytes === 0 ? '' : formatBytes(bytes), state === 'missing' && pack === 'optional' ? 'not here (optional)' : WORDS[state], licence]);
  terminal.result(formatTable([['MODEL', 'JOB', 'ENGINE', 'SIZE', 'STATE', 'LICENCE'], ...rows]));
  for (const server of servers) terminal.result(serverLine(server));
  terminal.result(`disk ${describeDisk(disk)}`);
  return EXIT.completed;
}

const WORDS = { installed: 'here', partial: 'partly here', missing: 'not here', external: 'needs a server' } as const;
