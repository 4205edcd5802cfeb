import type { Job, ModelClient } from '../core/index.js';
import { createPlanner } from '../agents/planner/index.js';
import { agentOfTool, builtInTools } from '../agents/index.js';
import { builtInOracles } from '../oracles/index.js';
import { createModels, loadConfig, vouchHome } from '../models/index.js';
import { openStoresAt } from '../store/index.js';
import { closeBrowser } from '../tools/browser/index.js';
import { sampleFrames } from '../tools/media/index.js';
import type { McpTools } from '../tools/mcp/index.js';
import { assembleRuntime, byName } from './assemble.js';
import { fromLangChainTool, isLangChainTool, withChatModel } from './langchain.js';
import { telemetryEndpoint } from './telemetry/endpoint.js';
import type { Telemetry } from './telemetry/index.js';
import type { Runtime, RuntimeOptions } from './types.js';

/** Runtimes of this process that are not closed. */
let open = 0;

/**
 * Makes a runtime: stores, model servers (started when they are first needed), tools and oracles.
 * Throws USAGE for a bad configuration, STORE_FAILED or STORE_FULL when the data folder, or the database that the configuration names, cannot be used.
 */
export async function createRuntime(options: RuntimeOptions = {}): Promise<Runtime> {
  const env = options.env ?? process.env;
  const config = loadConfig({ file: options.configFile, env });
  const custom = (options.tools ?? []).map((tool) => (isLangChainTool(tool) ? fromLangChainTool(tool) : tool));
  let mcp: McpTools | undefined;
  let telemetry: Telemetry | undefined;
  const stores = await openStoresAt(options.dataFolder ?? vouchHome(env).data, config.store, env);
  try {
    // Loaded only where it is wanted.
    if (Object.keys(config.mcpServers).length > 0) mcp = await (await import('../tools/mcp/index.js')).connectMcpServers(config.mcpServers, env);
    if (telemetryEndpoint(env)) telemetry = await (await import('./telemetry/index.js')).startTelemetry(env, agentOfTool);
    const stopTelling = telemetry && stores.journal.subscribeAll((event) => telemetry?.take(event));
    const own = options.models === undefined ? await createModels({ config, env, sampleFrames }) : undefined;
    const served = options.models ?? own;
    if (!served) throw new RangeError('unreachable: models are given or made');
    const models = options.chatModel ? withChatModel(served, options.chatModel) : served;
    const workshop = {
      stores,
      models,
      plannerOf: (asked: ModelClient) => createPlanner({ models: asked }),
      tools: byName([...builtInTools, ...(mcp?.tools ?? []), ...custom]),
      oracles: byName([...builtInOracles, ...(options.oracles ?? [])]),
      allowedFolders: [...config.allowedFolders, ...(options.allowedFolders ?? [])],
      onNotice: (listener: (message: string) => void) => own?.onNotice(listener) ?? (() => undefined),
      warm: async (jobs: readonly Job[], signal: AbortSignal) => own?.warm(jobs, signal),
      expect: (run: string, steps: readonly (readonly Job[])[]) => own?.expect(run, steps),
    };
    open++;
    return assembleRuntime(workshop, async () => {
      open--;
      // The browser is shared by all runtimes of the process.
      const closed = await Promise.allSettled([own?.close(), mcp?.close(), telemetry?.close(), open === 0 ? closeBrowser() : undefined]);
      stopTelling?.();
      await stores.close();
      const failed = closed.find((end) => end.status === 'rejected');
      if (failed) throw failed.reason;
    });
  } catch (error) {
    await Promise.allSettled([mcp?.close(), telemetry?.close()]);
    await stores.close();
    throw error;
  }
}
