/** Tools of MCP servers, as tools of Vouch. */
export { connectMcpServers, type McpTools } from './connect.js';
