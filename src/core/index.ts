/** Pure types and rules of Vouch, no I/O: what every other folder may import. */
export * from './artifact.js';
export * from './budget.js';
export * from './criterion.js';
export * from './error.js';
export * from './event.js';
export * from './modality.js';
export * from './model-client.js';
export * from './oracle.js';
export * from './outcome.js';
export * from './plan.js';
export * from './planning.js';
export * from './ports.js';
export * from './run-state.js';
export * from './tool.js';
export * from './verdict.js';
