import type { AddressInfo } from 'node:net';
import cookie from '@fastify/cookie';
import helmet from '@fastify/helmet';
import websocket from '@fastify/websocket';
import fastify, { type FastifyBaseLogger, type FastifyInstance } from 'fastify';
import type { z } from 'zod';
import { messageOf, VouchError } from '../core/index.js';
import { usedBy, type Runtime } from '../runtime/index.js';
import { AG_UI } from './ag-ui/index.js';
import { ArtifactShelf, Chat, Once, Uploads } from './chat/index.js';
import type { ServerContext } from './context.js';
import { answerBadBytes, answerError, KnownPaths, registerArtifacts, registerErrors, registerEvents, registerGuard, registerHealth, registerMethods, registerOpenApi, registerPage, registerSession, registerSlowBodies } from './http/index.js';
import { registerMcp } from './mcp/index.js';
import { registerOpenAi } from './openai/index.js';
import { outwardJson } from './outward.js';
import { parseServerOptions, type ServerOptions } from './options.js';
import { RunHost } from './runs/index.js';
import { Allowances, FairShare, Gate, Places, Tenants } from './security/index.js';
import { Connection, Connections } from './socket/index.js';
import { packageVersion } from './version.js';

/** ms that a connection without a request is kept, and after which at the latest slow headers are looked for. */
const IDLE_MS = 60_000;
const LOOK_MS = 5000;
/** After so long a run that was noted and has not begun will not: its server died in between. */
const UNBEGUN_MS = 600_000;
const NOTHING_USED = { tokens: 0, wallMs: 0 };
/** Plain connections beside the WebSockets and event streams that the options allow. */
const SPARE_CONNECTIONS = 1000;

/** A server that listens. */
export interface VouchServer {
  /** Such as `http://127.0.0.1:7700`. */
  readonly url: string;
  /** Runs that an earlier server had laid down and that go on here. */
  readonly resumed: readonly string[];
  /** Tells the clients, lays the runs down and stops listening. The runtime stays open: it is the caller's. */
  close(reason?: string): Promise<void>;
}

export interface StartOptions {
  readonly runtime: Runtime;
  /** A pino logger; nothing is logged without one. */
  readonly logger?: FastifyBaseLogger;
  /** Folder of the built page; default the one beside the compiled server. */
  readonly pageFolder?: string;
}

/**
 * Serves a runtime over HTTP and WebSocket. Throws USAGE for options that cannot be: an address that others can reach without
 * a token file, a port that is taken.
 */
export async function startServer(given: z.input<typeof ServerOptions>, { runtime, logger, pageFolder }: StartOptions): Promise<VouchServer> {
  const options = parseServerOptions(given);
  const { ownership, spending, rates, places: book } = runtime.tenancy;
  const gate = new Gate(options, rates);
  const app = fastify({ ...(logger ? { loggerInstance: logger } : {}), http: { keepAlive: true, keepAliveInitialDelay: IDLE_MS, connectionsCheckingInterval: Math.min(LOOK_MS, options.headersMs) }, bodyLimit: options.messageBytes, keepAliveTimeout: IDLE_MS, forceCloseConnections: true, frameworkErrors: answerError, clientErrorHandler: answerBadBytes });
  app.server.headersTimeout = options.headersMs;
  // For a whole request, files included, there is none: `bodyMs` sees to bodies.
  app.server.requestTimeout = 0;
  app.server.maxConnections = options.maxConnections + SPARE_CONNECTIONS;
  const connections = new Connections(options.maxConnections);
  const host: RunHost = new RunHost(runtime, {
    maxRuns: options.maxRuns,
    groupOf: (runId) => tenants.ofRun(runId),
    adopt: (runId, group) => tenants.adopt(runId, group),
    served: () => tenants.open(),
    onUnbegun: async (runId) => {
      if (await ownership.takeOld(runId, UNBEGUN_MS)) await settleSpending(runId);
    },
    onTakenUp: (runId, tenant) => places.keep(runId, tenant ?? undefined),
    questions: {
      asked: (pending) => { connections.tellQuestion(pending); },
      closed: (runId, question) => { connections.tellQuestionClosed(runId, question); },
    },
    onFault: (error) => { app.log.error({ err: error }, 'beside a run'); },
  });
  const shelf = new ArtifactShelf(runtime);
  const tenants = new Tenants(ownership, { artifactsOf: async (runId) => new Set((await chat.stateOf(runId))?.artifacts.keys()), conversationOf: (draft) => chat.conversationOfDraft(draft) });
  const places = new Places(new FairShare(gate.tenants.size), await book.join(options.maxRuns), options.maxRuns);
  const allowances = new Allowances(spending, new Map([...gate.tenants].flatMap(([name, allowance]) => (allowance ? [[name, allowance]] : []))));
  const chat: Chat = new Chat(runtime, host, shelf, { tenants, places, allowances });
  const settleSpending = async (runId: string): Promise<void> => {
    const owners = await ownership.owners('run', runId);
    if (owners.length === 0) return;
    const state = await chat.stateOf(runId);
    await allowances.settle(runId, owners, state ? usedBy(state) : NOTHING_USED);
  };
  host.onEnd(async ({ id, result }) => {
    const left = places.leave(id);
    const outcome = await result;
    // What another process executes is its to end. It may have done that before this one wrote down that it begins here.
    const ended = outcome.error?.code === 'RUN_NOT_RESUMABLE' ? await chat.stateOf(id) : outcome;
    if (ended === undefined || ended.status === 'open') {
      await left;
      return;
    }
    // What was laid down is for another server to go on with, and what is left of its budget stays set aside.
    const isOver = ended.status !== 'suspended' || ended.question !== undefined;
    const settle = async (): Promise<void> => {
      await settleSpending(id).catch((error: unknown) => { app.log.error({ err: error }, 'what a run used could not be written down'); });
      await tenants.settle(id).catch((error: unknown) => { app.log.error({ err: error }, 'what a run made could not be written down as its tenant\'s'); });
    };
    await Promise.all([left, chat.summarize(id), isOver && settle()]);
  });
  const uploads = new Uploads(runtime, shelf, options.uploadBytes);
  const context: ServerContext = { runtime, options, gate, tenants, allowances, host, chat, once: new Once(runtime), shelf, uploads, connections, log: app.log, version: packageVersion(), startedAt: Date.now() };
  let resumed: string[];
  try {
    await register(app, context, pageFolder);
    await listen(app, options);
    resumed = await host.resumePaused();
  } catch (error) {
    // Nobody would have it, to close it.
    await host.close('The server could not start.');
    await places.close();
    await app.close();
    throw error;
  }
  const { port } = app.server.address() as AddressInfo;
  let looking: Promise<unknown> = Promise.resolve();
  const watch = setInterval(() => {
    looking = looking.then(async () => {
      for (const runId of await host.takeOver()) app.log.warn({ runId }, 'goes on here: the server that executed it is gone');
    }).catch((error: unknown) => { app.log.error({ err: error }, 'it could not be seen whether a server has died'); });
  }, options.takeOverMs);
  watch.unref();
  return {
    url: `http://${options.host.includes(':') ? `[${options.host}]` : options.host}:${port}`,
    resumed,
    async close(reason = 'The server shuts down. Runs go on when it is back.') {
      clearInterval(watch);
      // First the runs: their last events still reach those who watch. From here on none is taken up.
      await host.close(reason);
      await looking;
      connections.closeAll(reason);
      await places.close();
      await app.close();
    },
  };
}

async function listen(app: FastifyInstance, { host, port }: ServerOptions): Promise<void> {
  try {
    await app.listen({ host, port });
  } catch (cause) {
    throw new VouchError('USAGE', `The server cannot listen on ${host}:${port}: ${messageOf(cause)}`, { cause });
  }
}

async function register(app: FastifyInstance, context: ServerContext, pageFolder: string | undefined): Promise<void> {
  const { options, connections } = context;
  // Media may come from the store itself.
  const elsewhere = context.runtime.artifactLinks ? [context.runtime.artifactLinks.origin] : [];
  const paths = new KnownPaths();
  paths.watch(app);
  registerErrors(app, paths);
  app.setReplySerializer(outwardJson);
  await app.register(cookie);
  await app.register(helmet, {
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        'default-src': ["'none'"], 'script-src': ["'self'"], 'style-src': ["'self'"], 'img-src': ["'self'", 'blob:', ...elsewhere], 'media-src': ["'self'", 'blob:', ...elsewhere], 'connect-src': ["'self'"],
        'font-src': ["'self'"], 'worker-src': ["'self'"], 'manifest-src': ["'self'"], 'base-uri': ["'none'"], 'form-action': ["'self'"], 'frame-ancestors': ["'none'"],
      },
    },
    // Over plain HTTP on a local address it would lock people out.
    strictTransportSecurity: false,
  });
  // Before the guard: it must know which requests are upgrades, to close the sockets of those that are refused.
  await app.register(websocket, { options: { maxPayload: options.messageBytes, perMessageDeflate: false, handleProtocols: (offered: Set<string>) => offered.has(AG_UI) && AG_UI } });
  registerSlowBodies(app, options.bodyMs);
  registerGuard(app, context, paths);
  await registerPage(app, pageFolder);
  registerHealth(app, context);
  registerOpenApi(app, context.version);
  registerSession(app, context);
  registerArtifacts(app, context);
  registerMethods(app, context);
  registerEvents(app, context);
  await registerOpenAi(app, context);
  registerMcp(app, context);
  app.get('/v1/ws', { websocket: true, config: { scope: 'session' }, preValidation: (_request, _reply, next) => {
    connections.mustHaveRoom();
    next();
  } }, (socket, request) => {
    // eslint-disable-next-line @typescript-eslint/no-unsafe-class-instance-assignment -- the plugin makes it by the class of ws, which its types do not say
    new Connection(socket, context, request.access, request.ip);
  });
}
