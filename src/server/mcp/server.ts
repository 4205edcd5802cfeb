import { fromJsonSchema, McpServer, type CallToolResult, type ServerContext } from '@modelcontextprotocol/server';
import { z } from 'zod';
import { toVouchError } from '../../core/index.js';
import type { RunInput, RunRequest } from '../../runtime/index.js';
import { withoutFolders } from '../outward.js';
import type { McpBackend } from './backend.js';
import { follow, requestOfTool, resultOf } from './call.js';
import { argumentSchema } from './tool-schema.js';

/** An MCP server with every tool of the runtime, and `run_task` for whole tasks. */
export function mcpServer(backend: McpBackend): McpServer {
  const server = new McpServer({ name: 'vouch', version: backend.version }, { capabilities: { tools: {} }, instructions: 'Each tool checks its own result; run_task plans and checks a whole task. What could not be proved is listed in the result.' });
  for (const spec of backend.runtime.tools()) {
    const annotations = { readOnlyHint: spec.effects !== 'external', openWorldHint: spec.effects !== 'none', idempotentHint: spec.effects === 'none' };
    server.registerTool(spec.name, { description: spec.description, inputSchema: fromJsonSchema<Record<string, unknown>>(argumentSchema(spec, backend.files)), annotations }, (given, context) =>
      perform(backend, context, () => requestOfTool(spec, given, backend)));
  }
  server.registerTool('run_task', {
    description: 'Does a task in plain words on pictures, sound, video, texts and web addresses: plans it, does it step by step and checks every step.',
    inputSchema: z.object({ task: z.string().min(1).describe('What is to be done.'), files: z.array(z.string().min(1)).max(100).default([]).describe(`What it is to be done on. ${backend.files}`) }),
    annotations: { openWorldHint: true },
  }, ({ task, files }, context) => perform(backend, context, async () => {
    const inputs: RunInput[] = [];
    for (const file of files) inputs.push(await backend.take(file));
    return { goal: task, inputs };
  }));
  return server;
}

/** A call from its start to its result. What goes wrong is a result that says so: models can act on it. */
async function perform(backend: McpBackend, context: ServerContext, prepare: () => Promise<Pick<RunRequest, 'goal' | 'plan' | 'inputs'>>): Promise<CallToolResult> {
  const { signal, _meta } = context.mcpReq;
  const progressToken = _meta?.progressToken;
  const progress = progressToken === undefined ? undefined : (done: number, message: string) => context.mcpReq.notify({ method: 'notifications/progress', params: { progressToken, progress: done, message } });
  try {
    const request = await prepare();
    return await resultOf(await follow(await backend.start(request), signal, progress), backend);
  } catch (error) {
    const { code, message } = toVouchError(error);
    return { content: [{ type: 'text', text: `${code}: ${withoutFolders(message)}` }], isError: true };
  }
}
