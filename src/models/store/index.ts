/** Where model files lie: fetched from several sources, verified, resumable, shared between processes. */
export { createModelStore, type ModelStore, type ModelStoreOptions } from './model-store.js';
export { DISK_FLOOR_BYTES, type DiskAccount, DiskLedger, freeBytesOn } from './disk.js';
export type { PullOptions } from './pull.js';
export type { ModelState } from './inventory.js';
export type { PullEvent, PullPhase } from './progress.js';
export { withLock } from './locks.js';
export { hashFile } from './part-file.js';
export { SOURCE_GROUPS, type SourceGroup } from './sources/source.js';
export { defaultPack, pullPack, type PullPackOptions } from './pull-pack.js';
export { ensurePythonEnvironment, findPythonEnvironment, SERVER_REQUIREMENTS, type PythonEnvironmentOptions, type PythonEvent } from './python.js';
