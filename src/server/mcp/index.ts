/** Vouch as an MCP server: over stdio and over streamable HTTP. */
export { registerMcp } from './http.js';
export { serveMcpOnStdio } from './stdio.js';
