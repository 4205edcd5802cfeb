import { toVouchError, type SerializedError } from '../core/index.js';
import { dialectOf, probeServer, type DialectName, type ProbeOptions, type ServerCapabilities, type ServerConfig } from '../models/index.js';

/** A configured server with what it said of itself, or why it said nothing. */
export interface ListedServer {
  readonly id: string;
  /** Absent for a server that Vouch starts. */
  readonly url?: string | undefined;
  readonly jobs: ServerConfig['jobs'];
  readonly found?: ServerCapabilities | undefined;
  readonly fault?: SerializedError;
}

/** Asks all servers at the same time; one that does not answer is a fault of its own. */
export function askServers(servers: readonly ServerConfig[], options: ProbeOptions): Promise<ListedServer[]> {
  return Promise.all(
    servers.map(async (server): Promise<ListedServer> => {
      const { id, url, jobs } = server;
      try {
        return { id, url, jobs, found: await probeServer(server, options) };
      } catch (error) {
        options.signal.throwIfAborted();
        return { id, url, jobs, fault: toVouchError(error).toJSON() };
      }
    }),
  );
}

const SIGHT: Readonly<Record<string, string>> = { yes: 'saw a test picture', unproved: 'answered about a test picture, but counts no tokens that could show that it saw it' };

/** One line for people. */
export function serverLine({ id, url, jobs, found, fault }: ListedServer): string {
  const head = `server ${id}${url === undefined ? '' : ` at ${url}`}: ${Object.keys(jobs).join(', ')}`;
  if (fault) return `${head}; ${fault.message}`;
  if (!found) return `${head}; Vouch starts it when it is needed`;
  const used = new Set(Object.values(jobs));
  const models = found.models.filter(({ id: model }, index) => used.has(model) || (used.has('') && index === 0)).map(modelText);
  const sight = found.sees === undefined ? [] : [SIGHT[found.sees] ?? `did not see a test picture (${found.sees})`];
  return [`${head}; ${dialectOf(found.dialect as DialectName).title}`, ...models, ...sight].join('; ');
}

function modelText({ id, contextTokens, takes }: ServerCapabilities['models'][number]): string {
  const facts = [...(contextTokens === undefined ? [] : [`${contextTokens} tokens`]), ...Object.entries(takes).map(([medium, does]) => `${does ? 'takes' : 'no'} ${medium}`)];
  return facts.length === 0 ? id : `${id} (${facts.join(', ')})`;
}
