/** Model server processes: how one is started, watched, mended and stopped, and how all of them fit into the memory of their devices. */
export type { ServerAddress } from './child.js';
export { type Limit, type LoadWay, type ServerDeclaration, type ServerTimes } from './declaration.js';
export { assumedResidual, computedBytes, type CacheShape, type CacheUse, type ModelShape } from './decide/memory-need.js';
export { FAILURES, type FailureKind } from './decide/failure-kind.js';
export type { Activity } from './decide/wedge.js';
export { isOverload } from './decide/overload.js';
export { type Remedy } from './decide/remedy.js';
export { defaultMemoryBudget, engineThreads, gpuBudget, gpuEnvironment, gpuNumber, machineMeter, RAM, type Device, type DeviceAccount, type DeviceId, type DeviceMeter } from './devices.js';
export { failureOf } from './failure.js';
export { nodeLaunch, pythonLaunch, type Launch, type LineLaunch, type PortLaunch } from './launch.js';
export { ModelServer } from './model-server.js';
export { logbookFile, readLogbook, type LogbookEntry } from './records/index.js';
export { holdsMemory, SERVER_STATES, type ServerState } from './state.js';
export { Supervisor, type SupervisorOptions, type UseOptions } from './supervisor.js';
export { askActivity } from './wedge-monitor.js';
