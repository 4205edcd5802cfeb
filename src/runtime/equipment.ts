import type { ModelClient, Oracle, Tool } from '../core/index.js';
import { builtInTools } from '../agents/index.js';
import { builtInOracles } from '../oracles/index.js';
import { createModels, type Models, type VouchConfig } from '../models/index.js';
import { closeBrowser } from '../tools/browser/index.js';
import { sampleFrames } from '../tools/media/index.js';
import type { McpTools } from '../tools/mcp/index.js';
import { byName } from './by-name.js';
import { fromLangChainTool, isLangChainTool, withChatModel } from './langchain.js';
import type { RuntimeOptions } from './types.js';

/** What steps are done with, in a runtime and in a worker. */
export interface Equipment {
  readonly tools: ReadonlyMap<string, Tool>;
  readonly oracles: ReadonlyMap<string, Oracle>;
  readonly models: ModelClient;
  /** The models that were made here; `undefined` where they were given. */
  readonly own: Models | undefined;
  readonly allowedFolders: readonly string[];
  close(): Promise<void>;
}

/** Equipment of this process that is not closed. */
let open = 0;

/** Opens tools, oracles and models (whose servers are started when they are first needed). Throws USAGE. */
export async function openEquipment(options: Pick<RuntimeOptions, 'tools' | 'oracles' | 'chatModel' | 'models' | 'allowedFolders'>, config: VouchConfig, env: NodeJS.ProcessEnv): Promise<Equipment> {
  const custom = (options.tools ?? []).map((tool) => (isLangChainTool(tool) ? fromLangChainTool(tool) : tool));
  let mcp: McpTools | undefined;
  try {
    // Loaded only where it is wanted.
    if (Object.keys(config.mcpServers).length > 0) mcp = await (await import('../tools/mcp/index.js')).connectMcpServers(config.mcpServers, env);
    const own = options.models === undefined ? await createModels({ config, env, sampleFrames }) : undefined;
    const served = options.models ?? own;
    if (!served) throw new RangeError('unreachable: models are given or made');
    open++;
    return {
      tools: byName([...builtInTools, ...(mcp?.tools ?? []), ...custom]),
      oracles: byName([...builtInOracles, ...(options.oracles ?? [])]),
      models: options.chatModel ? withChatModel(served, options.chatModel) : served,
      own,
      allowedFolders: [...config.allowedFolders, ...(options.allowedFolders ?? [])],
      async close() {
        open--;
        // The browser is shared by all of the process.
        const closed = await Promise.allSettled([own?.close(), mcp?.close(), open === 0 ? closeBrowser() : undefined]);
        const failed = closed.find((end) => end.status === 'rejected');
        if (failed) throw failed.reason;
      },
    };
  } catch (error) {
    await mcp?.close();
    throw error;
  }
}
