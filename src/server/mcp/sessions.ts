import { randomUUID } from 'node:crypto';
import type { ServerResponse } from 'node:http';
import { NodeStreamableHTTPServerTransport } from '@modelcontextprotocol/node';
import { isInitializeRequest } from '@modelcontextprotocol/server';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { VouchError } from '../../core/index.js';
import type { McpBackend } from './backend.js';
import { mcpServer } from './server.js';

/** Sessions at a time. */
const SESSIONS = 1000;

interface Session {
  readonly transport: NodeStreamableHTTPServerTransport;
  readonly owner: string;
  /** Requests that are being answered: calls of tools, and the stream on which the host listens. */
  underWay: number;
  /** Runs while none is. */
  timer: NodeJS.Timeout | undefined;
}

/** Hosts that speak a revision before 2026-07-28 open a session, within which they cancel calls and listen. */
export class McpSessions {
  readonly #open = new Map<string, Session>();
  readonly #idleMs: number;

  /** `idleMs`: after the end of its last request a session is forgotten. */
  constructor(idleMs: number) {
    this.#idleMs = idleMs;
  }

  /** Answers one request of the host `owner`. Throws NOT_FOUND for a session that is not there or another's, RATE_LIMITED for too many. */
  async serve(request: FastifyRequest, reply: FastifyReply, owner: string, backend: McpBackend): Promise<void> {
    const id = [request.headers['mcp-session-id']].flat()[0];
    const known = id === undefined ? undefined : this.#open.get(id);
    if (id !== undefined && known?.owner !== owner) throw new VouchError('NOT_FOUND', 'There is no such MCP session. Initialize a new one.');
    if (!known && !isInitializeRequest(request.body)) throw new VouchError('USAGE', 'An MCP session begins with an initialize request.');
    const transport = known?.transport ?? (await this.#begin(owner, backend));
    if (known) this.#attend(known, reply.raw);
    reply.hijack();
    await transport.handleRequest(request.raw, reply.raw, request.body);
  }

  /** A session is not idle while a request of it is being answered, however long that takes. */
  #attend(session: Session, answer: ServerResponse): void {
    session.underWay++;
    clearTimeout(session.timer);
    answer.once('close', () => {
      session.underWay--;
      this.#watch(session);
    });
  }

  #watch(session: Session): void {
    clearTimeout(session.timer);
    const { sessionId } = session.transport;
    if (session.underWay === 0 && sessionId !== undefined && this.#open.has(sessionId)) session.timer = setTimeout(() => void session.transport.close(), this.#idleMs).unref();
  }

  async close(): Promise<void> {
    await Promise.all([...this.#open.values()].map(({ transport }) => transport.close()));
  }

  async #begin(owner: string, backend: McpBackend): Promise<NodeStreamableHTTPServerTransport> {
    if (this.#open.size >= SESSIONS) throw new VouchError('RATE_LIMITED', `${SESSIONS} MCP sessions are open, as many as this server keeps.`);
    const transport = new NodeStreamableHTTPServerTransport({
      sessionIdGenerator: randomUUID,
      onsessioninitialized: (id) => {
        const session: Session = { transport, owner, underWay: 0, timer: undefined };
        this.#open.set(id, session);
        this.#watch(session);
      },
      onsessionclosed: (id) => { this.#forget(id); },
    });
    await mcpServer(backend).connect(transport);
    // The protocol has set its own; it is told, too.
    const { onclose } = transport;
    transport.onclose = () => {
      this.#forget(transport.sessionId);
      onclose?.();
    };
    return transport;
  }

  #forget(id: string | undefined): void {
    if (id === undefined) return;
    clearTimeout(this.#open.get(id)?.timer);
    this.#open.delete(id);
  }
}
