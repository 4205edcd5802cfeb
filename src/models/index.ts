/** Models: what exists (catalogue), where the files are (store), how they are served and asked. */
export { BUILT_IN_ENTRIES, type CatalogEntry, commandFor, loadCatalog, type Profile, PROFILE_NAMES, profileFor, type ProfileModel, type ProfileName, profileOf, pythonModelsOf } from './catalog/index.js';
export { probeServer, type ProbeOptions, type ServerCapabilities } from './capabilities.js';
export { configFile, loadConfig, parseConfig, QueueConfig, ServerConfig, type ServerConfigInput, ServerStart, VouchConfig } from './config.js';
export { writeServer } from './edit-config.js';
export { startModelServer, type ModelServerOptions, type RunningModelServer } from './gateway/index.js';
export { vouchHome, type VouchHome } from './home.js';
export { McpServerConfig, type McpToolFacts, UNKNOWN_MCP_TOOL } from './mcp-server-config.js';
export { cheapestThatHolds, type CreateModelsOptions, createModels, type JobStatus, type ModelFiles, type ModelRecord, type Models, type OfferStatus } from './router/index.js';
export { StoreConfig } from './store-config.js';
export { profileServers } from './profile-servers.js';
export { SERVER_PRESETS, type ServerPreset, type StartPreset } from './presets.js';
export { DIALECT_NAMES, dialectOf, type DialectName, type FrameSampler, type SampledFrame } from './providers/index.js';
export { ScriptedModels, type ScriptedStep } from './scripted.js';
export { readServerLogbook, serverFolder } from './server-records.js';
export { type DeviceAccount, type LogbookEntry, machineMeter, SERVER_STATES, type ServerState } from './servers/index.js';
export {
  createModelStore,
  defaultPack,
  DISK_FLOOR_BYTES,
  type DiskAccount,
  DiskLedger,
  ensurePythonEnvironment,
  findPythonEnvironment,
  freeBytesOn,
  type ModelState,
  type ModelStore,
  type ModelStoreOptions,
  pullPack,
  type PullEvent,
  type PullOptions,
  type PullPackOptions,
  type PythonEvent,
} from './store/index.js';
