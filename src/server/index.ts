/** `vouch serve`: the runtime over WebSocket and HTTP. */
export { serveMcpOnStdio } from './mcp/index.js';
export { ServerOptions } from './options.js';
export * from './protocol/index.js';
export { startServer, type StartOptions, type VouchServer } from './start-server.js';
