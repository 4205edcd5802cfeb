/** Model server processes: how one is started, watched and stopped, and how all of them fit into memory. */
export type { ServerAddress } from './child.js';
export { nodeLaunch, pythonLaunch, type Launch } from './launch.js';
export { defaultMemoryBudget, residentBytesOf } from './memory.js';
export { ModelServer, type ServerDeclaration, type ServerTimes } from './model-server.js';
export { holdsMemory, SERVER_STATES, type ServerState } from './state.js';
export { Supervisor, type SupervisorOptions } from './supervisor.js';
