import type { FastifyBaseLogger } from 'fastify';
import type { Runtime } from '../runtime/index.js';
import type { ArtifactShelf, Chat, Once, Uploads } from './chat/index.js';
import type { ServerOptions } from './options.js';
import type { RunHost } from './runs/index.js';
import type { Allowances, Gate, Tenants } from './security/index.js';
import type { Connections } from './socket/connections.js';

/** What all routes and connections of one server share. */
export interface ServerContext {
  readonly runtime: Runtime;
  readonly options: ServerOptions;
  readonly gate: Gate;
  readonly tenants: Tenants;
  readonly allowances: Allowances;
  readonly host: RunHost;
  readonly chat: Chat;
  readonly once: Once;
  readonly shelf: ArtifactShelf;
  readonly uploads: Uploads;
  readonly connections: Connections;
  readonly log: FastifyBaseLogger;
  readonly version: string;
  /** ms since 1970 */
  readonly startedAt: number;
}
