import { Client, StreamableHTTPClientTransport } from '@modelcontextprotocol/client';
import { getDefaultEnvironment, StdioClientTransport } from '@modelcontextprotocol/client/stdio';
import { messageOf, VouchError, type Tool } from '../../core/index.js';
import { UNKNOWN_MCP_TOOL, type McpServerConfig } from '../../models/index.js';
import { fromMcpTool } from './mcp-tool.js';

/** ms that a server may take to start and to list its tools. */
const CONNECT_MS = 30_000;

/** Tools from MCP servers. `close` ends the connections and the programs that were started for them. */
export interface McpTools {
  readonly tools: readonly Tool[];
  close(): Promise<void>;
}

/**
 * Connects to the configured servers and takes their tools over as `server_tool`. Throws TOOL_FAILED for a server that cannot be
 * used, USAGE for a configuration that does not fit its tools; nothing is left open then.
 */
export async function connectMcpServers(servers: Readonly<Record<string, McpServerConfig>>, env: Readonly<Record<string, string | undefined>>): Promise<McpTools> {
  const clients: Client[] = [];
  const close = async (): Promise<void> => {
    await Promise.all(clients.map((client) => client.close()));
  };
  try {
    const tools: Tool[] = [];
    for (const [name, config] of Object.entries(servers)) {
      const client = new Client({ name: 'vouch', version: '1' }, { versionNegotiation: { mode: 'auto' } });
      clients.push(client);
      tools.push(...(await toolsOf(client, name, config, env)));
    }
    return { tools, close };
  } catch (error) {
    await close();
    throw error;
  }
}

async function toolsOf(client: Client, name: string, config: McpServerConfig, env: Readonly<Record<string, string | undefined>>): Promise<Tool[]> {
  const listed = await listTools(client, config, env).catch((cause: unknown) => {
    throw new VouchError('TOOL_FAILED', `The MCP server ${name} of the configuration cannot be used: ${messageOf(cause)}`, { cause, details: { server: name } });
  });
  const missing = Object.keys(config.tools).filter((tool) => !listed.some((candidate) => candidate.name === tool));
  if (missing.length > 0) throw new VouchError('USAGE', `The MCP server ${name} has no tool ${missing.join(', ')}; it has ${listed.map((tool) => tool.name).join(', ')}.`);
  return listed.map((tool) => fromMcpTool(client, name, tool, config.tools[tool.name] ?? UNKNOWN_MCP_TOOL));
}

async function listTools(client: Client, config: McpServerConfig, env: Readonly<Record<string, string | undefined>>): Promise<Awaited<ReturnType<Client['listTools']>>['tools']> {
  await client.connect(transportOf(config, env), { timeout: CONNECT_MS });
  const { tools } = await client.listTools({}, { timeout: CONNECT_MS });
  return tools;
}

function transportOf(config: McpServerConfig, env: Readonly<Record<string, string | undefined>>): StdioClientTransport | StreamableHTTPClientTransport {
  if ('command' in config) return new StdioClientTransport({ command: config.command, args: config.args, env: { ...getDefaultEnvironment(), ...config.env }, stderr: 'ignore' });
  const token = config.tokenEnv === undefined ? undefined : env[config.tokenEnv];
  return new StreamableHTTPClientTransport(new URL(config.url), token === undefined ? {} : { requestInit: { headers: { authorization: `Bearer ${token}` } } });
}
