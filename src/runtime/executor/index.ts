/** Where steps are done: what an executor is told and tells, and the one in this process. */
export { basisOf, MadeOutputs, ModelCall, parseStepJob, servingOf, TracedDecision, versionOf, JOB_VERSION, type CheckJob, type MakeJob, type Serving, type StepJob } from './job.js';
export { endsTheRun, localExecutor, parseInput, withParameters, type ExecutorParts } from './local-executor.js';
export type { Checked, Live, Made, Pressure, StepExecutor, Took } from './step-executor.js';
