import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { commandFor, machineMeter, profileOf, profileServers, pythonModelsOf, serverFolder, vouchHome, writeServer, type Profile, type ProfileModel, type ProfileName } from '../../models/index.js';
import { formatBytes, formatTable } from '../format.js';

/** A profile as it is shown and printed. */
export interface ProfileView {
  readonly profile: ProfileName;
  readonly models: readonly (ProfileModel & { readonly command?: string })[];
  /** The models file of the Python server; absent where the profile needs none. */
  readonly modelsFile?: string;
  /** Servers that were written into the configuration; absent: none was to be. */
  readonly servers?: readonly string[];
}

/** The catalogue ids of a profile, which `vouch pull` fetches. */
export function embeddedModels({ models }: Profile): string[] {
  return models.flatMap(({ server, model }) => (server === 'vouch' ? [model] : []));
}

/** Writes what the Python server is to serve, says what the other servers are told, and has Vouch start them where a configuration is named. */
export async function layOut(name: ProfileName, configuration?: string): Promise<ProfileView> {
  const profile = profileOf(name);
  const listed = pythonModelsOf(profile);
  const folder = serverFolder(vouchHome());
  const modelsFile = join(folder, `models-${name}.json`);
  if (listed.length > 0) {
    await mkdir(folder, { recursive: true });
    await writeFile(modelsFile, `${JSON.stringify(listed, null, 2)}\n`);
  }
  const models = profile.models.map((model) => {
    const command = model.server === 'vouch-models' ? `vouch-models serve ${modelsFile}` : commandFor(model, profile.deviceBytes);
    return { ...model, ...(command === undefined ? {} : { command }) };
  });
  const servers = configuration === undefined ? undefined : profileServers(profile, modelsFile, await machineMeter().gpus());
  for (const server of servers ?? []) await writeServer(configuration ?? '', server);
  return { profile: name, models, ...(listed.length > 0 ? { modelsFile } : {}), ...(servers ? { servers: servers.map(({ id }) => id) } : {}) };
}

export function describeProfile({ models, servers }: ProfileView): string {
  const rows = models.map(({ role, model, server, bytes, memoryBytes, licence, tried, slow, sizeFrom }) => [role, model, server === 'vouch' ? 'here' : server, formatBytes(bytes), formatBytes(memoryBytes), licence, [...(slow ? ['slow here'] : []), ...(tried ? [] : ['not tried']), ...(sizeFrom === 'reckoned' ? ['size reckoned'] : [])].join(', ')]);
  const commands = [...new Set(models.flatMap(({ command }) => command ?? []))];
  const table = formatTable([['FOR', 'MODEL', 'SERVED BY', 'SIZE', 'MEMORY', 'LICENCE', ''], ...rows]);
  if (servers) return `${table}\n\nVouch starts these servers when they are needed: ${servers.join(', ')}. Their programs must be installed${commands.some((command) => command.startsWith('ollama')) ? `, and what Ollama serves must be fetched: ${commands.filter((command) => command.startsWith('ollama')).join('; ')}` : ''}.`;
  return commands.length === 0 ? table : `${table}\n\nThese servers fetch and serve the others; Vouch joins them by vouch.config.json, or starts them with --start:\n${commands.map((command) => `  ${command}`).join('\n')}`;
}
