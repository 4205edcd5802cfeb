/** The runtime: runs, their loop, the dispatcher, the ladder, and going on after a kill. */
export { approvalOf } from './approval.js';
export { browser, type OperatePageOptions, type SeenPage } from './browser.js';
export { allowedTo, grantedBy } from './budget-question.js';
export { createRuntime } from './create-runtime.js';
export { createWorker } from './create-worker.js';
export { dispatch, type DispatchNode, type DispatchOptions } from './dispatcher.js';
export { inputsOfRun } from './earlier-run.js';
export { asLangGraphNode, fromLangChainTool } from './langchain.js';
export { newRunId } from './new-run-id.js';
export { formatMermaid, formatOutline, parseMermaid, parseOutline, parsePlanText } from './plan-text/index.js';
export { usedBy } from './used-by.js';
export type { RecipeBook, SaveRecipeOptions } from './recipes.js';
export type { PreferredWay } from './preferred-ways.js';
export type { StatisticsReport, WayStatistics } from './statistics-report.js';
export type { CreateWorkerOptions, RunningWorker } from './workers/index.js';
export type {
  LangChainChatModelLike, LangChainToolLike, ResumeOptions, Run, RunInput, RunRequest, RunSummary, Runtime, RuntimeOptions,
} from './types.js';
