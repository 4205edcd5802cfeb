import type { IncomingMessage } from 'node:http';
import { Readable } from 'node:stream';
import { toNodeHandler, toWebRequest } from '@modelcontextprotocol/node';
import { createMcpHandler, isLegacyRequest } from '@modelcontextprotocol/server';
import type { FastifyInstance } from 'fastify';
import { ArtifactId, VouchError } from '../../core/index.js';
import type { RunInput } from '../../runtime/index.js';
import type { ServerContext } from '../context.js';
import { accessOf, baseOf } from '../http/index.js';
import type { Access } from '../security/index.js';
import type { McpBackend } from './backend.js';
import { mcpServer } from './server.js';
import { McpSessions } from './sessions.js';

/** `/mcp`: streamable HTTP. A request of the current revision gets a fresh server, as the protocol wants it; older hosts get a session. */
export function registerMcp(app: FastifyInstance, context: ServerContext): void {
  const sessions = new McpSessions(context.options.mcpIdleMs);
  app.addHook('onClose', () => sessions.close());
  app.route({
    method: ['GET', 'POST', 'DELETE'],
    url: '/mcp',
    config: { scope: 'run' },
    handler: async (request, reply) => {
      const access = accessOf(request);
      const backend = httpBackend(context, access, baseOf(request));
      // The adapter's types want what is optional to be absent; a request that came over HTTP has a method and a URL.
      const raw = request.raw as IncomingMessage & { method: string; url: string };
      if (await isLegacyRequest(await toWebRequest(raw, request.body), request.body)) {
        await sessions.serve(request, reply, access.name, backend);
        return;
      }
      const handler = createMcpHandler(() => mcpServer(backend), { legacy: 'reject', onerror: (error) => { request.log.warn({ err: error }, 'an MCP request failed'); } });
      reply.hijack();
      try {
        await toNodeHandler(handler)(raw, reply.raw, request.body);
      } finally {
        await handler.close();
      }
    },
  });
}

function httpBackend(context: ServerContext, access: Access, base: string): McpBackend {
  const { runtime, chat, shelf, uploads, tenants, version } = context;
  return {
    runtime,
    version,
    start: (request) => chat.startRun(request, access, { unattended: true }),
    files: 'A file is an artifact id of this server, its address, or a data: URI.',
    async take(file): Promise<RunInput> {
      const id = ArtifactId.safeParse(file).data ?? /\/v1\/artifacts\/([0-9a-f]{64})$/.exec(file)?.[1];
      if (id !== undefined) {
        await tenants.mustSee(access, { attachments: [{ artifact: id }] });
        return { artifact: await shelf.find(id, undefined) };
      }
      const [, data] = /^data:[^,]*;base64,(.+)$/s.exec(file) ?? [];
      if (data !== undefined) {
        const artifact = await uploads.take(Readable.from([Buffer.from(data, 'base64')]), 'file');
        await tenants.own(access, 'artifact', artifact.id);
        return { artifact };
      }
      if (/^https?:\/\//.test(file)) return { url: file };
      throw new VouchError('USAGE', `${JSON.stringify(file.slice(0, 100))} is no artifact id, no address and no data: URI.`);
    },
    link: (artifact) => Promise.resolve(`${base}/v1/artifacts/${artifact}`),
  };
}
