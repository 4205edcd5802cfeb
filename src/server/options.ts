import { z } from 'zod';
import { schemaFaults, VouchError } from '../core/index.js';

const Origin = z.url({ protocol: /^https?$/ }).transform((url) => new URL(url).origin);

/** How the server listens and what it allows; every field has a default. */
export const ServerOptions = z.strictObject({
  /** Default: this machine alone. Any other address wants tokens. */
  host: z.string().min(1).default('127.0.0.1'),
  /** 0: any free port. */
  port: z.int().min(0).max(65_535).default(7700),
  /** JSON file with the tokens that are let in; without it everybody on this machine is. */
  tokenFile: z.string().min(1).optional(),
  /** Pages of other origins that may use the server, such as `https://chat.example.org`. */
  allowOrigin: z.array(Origin).default([]),
  /** Runs under way at a time. */
  maxRuns: z.int().min(1).max(1000).default(8),
  /** ms after which it is looked again whether a server that shares the journal has died and left runs. */
  takeOverMs: z.int().min(50).default(10_000),
  /** Bytes of one JSON message or one JSON body. */
  messageBytes: z.int().min(1024).default(1_000_000),
  /** Bytes of one uploaded file; it is streamed to disk. */
  uploadBytes: z.int().min(1).default(2_000_000_000),
  /** ms that a client may take to send its headers. */
  headersMs: z.int().min(50).default(20_000),
  /** ms in which a body that is still coming must bring something; what trickles is cut off. A run may take as long as it likes to answer. */
  bodyMs: z.int().min(50).default(15_000),
  heartbeatMs: z.int().min(50).default(10_000),
  /** ms that a client may leave its events unread before it is told to subscribe again. */
  stallMs: z.int().min(50).default(15_000),
  /** Open WebSocket connections and event streams together. */
  maxConnections: z.int().min(1).default(10_000),
  /** ms after its last request when the session of an MCP host is forgotten. */
  mcpIdleMs: z.int().min(50).default(1_800_000),
  /** HTTP requests, WebSocket calls and uploads a minute, for each token or address. */
  requestsPerMinute: z.int().min(1).default(1200),
});
export type ServerOptions = z.infer<typeof ServerOptions>;

/** Checks options. Throws USAGE that names what is wrong. */
export function parseServerOptions(options: z.input<typeof ServerOptions>): ServerOptions {
  const parsed = ServerOptions.safeParse(options);
  if (!parsed.success) throw new VouchError('USAGE', `The server cannot be started like this: ${schemaFaults(parsed.error)}`);
  return parsed.data;
}
