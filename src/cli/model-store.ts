import { createModelStore, loadCatalog, loadConfig, vouchHome, type ModelStore, type ModelStoreOptions, type VouchConfig } from '../models/index.js';
import type { GlobalOptions } from './command.js';

/** The model store as the configuration sets it up, without starting anything. */
export async function openModelStore(options: GlobalOptions): Promise<{ config: VouchConfig; store: ModelStore; settings: ModelStoreOptions }> {
  const config = loadConfig({ file: options.config });
  const settings: ModelStoreOptions = { home: vouchHome(), entries: await loadCatalog({ file: config.catalog }), sources: config.sources, diskFloorBytes: config.diskFloorBytes };
  return { config, store: createModelStore(settings), settings };
}
