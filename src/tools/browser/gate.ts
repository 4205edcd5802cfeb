import { createServer, request as httpRequest, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { connect, type Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import { messageOf, VouchError } from '../../core/index.js';
import { resolveHost, type HostRules, type NoWay } from './addresses.js';

/** A request that the rules refused. */
export interface RefusedRequest {
  readonly url: string;
  readonly reason: string;
}

/** A forwarding proxy on the loopback interface that lets a browser reach allowed hosts only. */
export interface Gate {
  /** `http://127.0.0.1:PORT` */
  readonly address: string;
  /** The first hundred refusals, oldest first. */
  readonly refused: readonly RefusedRequest[];
  /** Why the latest request that was not let through, or whose host did not answer, failed. A browser tells no more of it than that there was no page. */
  readonly fault: VouchError | undefined;
  close(): Promise<void>;
}

/** On answers that come from the gate and not from a site. */
export const GATE_HEADER = 'x-vouch-gate';

/**
 * Opens the gate. Everything that a page loads passes here, redirects, popups, frames, workers and web sockets too, so
 * that no page can talk its way round; names are resolved by the gate and not again by the browser.
 */
export async function openGate(rules: HostRules): Promise<Gate> {
  const refused: RefusedRequest[] = [];
  const sockets = new Set<Duplex>();
  let fault: VouchError | undefined;
  const note: Note = (url, { code, reason }) => {
    const shown = url.slice(0, 500);
    if (code === 'URL_REFUSED' && refused.length < 100) refused.push({ url: shown, reason });
    fault = new VouchError(code, `${shown} cannot be opened: ${reason}.`, { retryable: code === 'URL_UNREACHABLE', details: { url: shown } });
  };
  const server = createServer((request, response) => void forward(request, response, rules, note));
  server.on('connection', (socket) => { track(sockets, socket); });
  server.on('connect', (request: IncomingMessage, socket: Duplex, head: Buffer) => void tunnel(request, socket, head, { rules, note, sockets }));
  await new Promise<void>((resolve, reject) => server.once('error', reject).listen(0, '127.0.0.1', resolve));
  server.unref();
  return { address: `http://127.0.0.1:${portOf(server)}`, refused, get fault() { return fault; }, close: () => close(server, sockets) };
}

type Note = (url: string, why: NoWay) => void;

async function forward(request: IncomingMessage, response: ServerResponse, rules: HostRules, note: Note): Promise<void> {
  const url = URL.canParse(request.url ?? '') ? new URL(request.url ?? '') : undefined;
  if (url?.protocol !== 'http:') {
    refuse(response, 400, 'only http requests are forwarded');
    return;
  }
  const port = Number(url.port || 80);
  const found = await resolveHost(url.hostname, port, rules);
  if ('reason' in found) {
    note(url.href, found);
    refuse(response, found.code === 'URL_REFUSED' ? 403 : 502, found.reason);
    return;
  }
  const headers = Object.fromEntries(Object.entries(request.headers).filter(([name]) => !name.startsWith('proxy-')));
  const upstream = httpRequest({ host: found.address, port, method: request.method, path: `${url.pathname}${url.search}`, headers: { ...headers, host: url.host }, setHost: false });
  upstream.on('response', (answer) => {
    response.writeHead(answer.statusCode ?? 502, answer.headers);
    answer.pipe(response);
  });
  upstream.on('error', (error) => {
    if (response.headersSent) {
      response.destroy(error);
      return;
    }
    const why = noAnswer(error);
    note(url.href, why);
    refuse(response, 502, why.reason);
  });
  response.on('close', () => upstream.destroy());
  request.pipe(upstream);
}

function noAnswer(error: unknown): NoWay {
  const { code } = error as NodeJS.ErrnoException;
  const reason = code === 'ECONNREFUSED' ? 'nothing answers at this host and port' : code === 'ECONNRESET' || /hang up/.test(messageOf(error)) ? 'the server hung up without an answer' : messageOf(error);
  return { code: 'URL_UNREACHABLE', reason };
}

function refuse(response: ServerResponse, status: number, reason: string): void {
  response.writeHead(status, { 'content-type': 'text/plain; charset=utf-8', [GATE_HEADER]: String(status) }).end(reason);
}

async function tunnel(request: IncomingMessage, socket: Duplex, head: Buffer, { rules, note, sockets }: { rules: HostRules; note: Note; sockets: Set<Duplex> }): Promise<void> {
  socket.on('error', () => socket.destroy());
  const [, host = '', port = ''] = /^(.*):(\d+)$/.exec(request.url ?? '') ?? [];
  const found = await resolveHost(host, Number(port), rules);
  const address = `https://${request.url ?? ''}`;
  if ('reason' in found) {
    note(address, found);
    socket.end('HTTP/1.1 403 Forbidden\r\n\r\n');
    return;
  }
  const upstream: Socket = connect(Number(port), found.address);
  track(sockets, upstream);
  upstream.once('connect', () => {
    socket.write('HTTP/1.1 200 Connection Established\r\n\r\n');
    upstream.write(head);
    upstream.pipe(socket).pipe(upstream);
  });
  upstream.on('error', (error) => {
    if (upstream.connecting || upstream.bytesRead === 0) note(address, noAnswer(error));
    socket.end('HTTP/1.1 502 Bad Gateway\r\n\r\n');
  });
  socket.on('close', () => upstream.destroy());
}

function track(sockets: Set<Duplex>, socket: Duplex): void {
  sockets.add(socket);
  socket.once('close', () => sockets.delete(socket));
}

function portOf(server: Server): number {
  const address = server.address();
  if (address === null || typeof address === 'string') throw new RangeError('unreachable: the gate listens on a port');
  return address.port;
}

function close(server: Server, sockets: ReadonlySet<Duplex>): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => {
      resolve();
    });
    for (const socket of sockets) socket.destroy();
  });
}
