import { messageOf, type Job, type ModelClient } from '../core/index.js';
import { createPlanner } from '../agents/planner/index.js';
import { agentOfTool } from '../agents/index.js';
import { loadConfig, vouchHome } from '../models/index.js';
import { openStoresAt } from '../store/index.js';
import { assembleRuntime } from './assemble.js';
import { openEquipment, type Equipment } from './equipment.js';
import { Notices } from './notices.js';
import { telemetryEndpoint } from './telemetry/endpoint.js';
import type { Telemetry } from './telemetry/index.js';
import type { Runtime, RuntimeOptions } from './types.js';
import type { openQueueExecutor } from './workers/index.js';

/**
 * Makes a runtime: stores, model servers (started when they are first needed), tools and oracles.
 * Throws USAGE for a bad configuration, STORE_FAILED or STORE_FULL when the data folder, or the database that the configuration names, cannot be used.
 */
export async function createRuntime(options: RuntimeOptions = {}): Promise<Runtime> {
  const env = options.env ?? process.env;
  const config = loadConfig({ file: options.configFile, env });
  let equipment: Equipment | undefined;
  let executor: Awaited<ReturnType<typeof openQueueExecutor>> | undefined;
  let telemetry: Telemetry | undefined;
  const stores = await openStoresAt(options.dataFolder ?? vouchHome(env).data, config.store, env);
  try {
    equipment = await openEquipment(options, config, env);
    const { models, tools, oracles, allowedFolders, own } = equipment;
    // Loaded only where it is wanted.
    if (telemetryEndpoint(env)) telemetry = await (await import('./telemetry/index.js')).startTelemetry(env, agentOfTool);
    const stopTelling = telemetry && stores.journal.subscribeAll((event) => telemetry?.take(event));
    const notices = new Notices();
    const stopHearing = own?.onNotice((message) => { notices.tell(message); });
    if (config.queue) {
      const { openQueueExecutor: open, redisPlace } = await import('./workers/index.js');
      executor = await open({ place: redisPlace(config.queue, env), config: config.queue, tools, oracles, models, onFault: (error) => { notices.tellSeldom(`The queue in Redis cannot be reached at the moment: ${messageOf(error)}`); } });
    }
    const workshop = {
      stores, models, tools, oracles, allowedFolders,
      ...(options.maxRuns === undefined ? {} : { maxRuns: options.maxRuns }),
      ...(executor ? { executor } : {}),
      plannerOf: (asked: ModelClient) => createPlanner({ models: asked }),
      onNotice: (listener: (message: string) => void) => notices.listen(listener),
      // Workers load their own models.
      warm: async (jobs: readonly Job[], signal: AbortSignal) => (executor ? undefined : own?.warm(jobs, signal)),
      held: () => (executor ? 0 : (own?.held() ?? 0)),
      expect: (run: string, steps: readonly (readonly Job[])[]) => (executor ? undefined : own?.expect(run, steps)),
    };
    const opened = equipment;
    return assembleRuntime(workshop, async () => {
      const closed = await Promise.allSettled([executor?.close(), opened.close(), telemetry?.close()]);
      stopHearing?.();
      stopTelling?.();
      await stores.close();
      const failed = closed.find((end) => end.status === 'rejected');
      if (failed) throw failed.reason;
    });
  } catch (error) {
    await Promise.allSettled([executor?.close(), equipment?.close(), telemetry?.close()]);
    await stores.close();
    throw error;
  }
}
