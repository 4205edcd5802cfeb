/** Operating a page: sub-goals, actions, and the proof of each in pictures. */
export { operate, type OperateOptions } from './operate.js';
export type { Recording } from './replay.js';
export { questionOf, type Approval } from './approval.js';
export type { StepPictures, UserQuestion } from './deed.js';
export { BrowseOutcome, BrowseStep, Check } from './step.js';
export { ActionVerdict } from './verdict.js';
export { PageSurface, type About, type Surface } from './surface.js';
