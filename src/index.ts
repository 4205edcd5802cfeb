/**
 * Vouch: tasks in plain words, done by small local models, with every result checked.
 *
 * ```ts
 * import { createRuntime } from 'vouch-runtime';
 *
 * const runtime = await createRuntime();
 * const run = runtime.run({ goal: 'Describe this picture in one sentence.', inputs: ['photo.jpg'] });
 * for await (const event of run.events()) console.error(event.type);
 * const outcome = await run.result;
 * console.log(outcome.status, outcome.answer, outcome.unproved);
 * await runtime.close();
 * ```
 *
 * @module
 */
export { asLangGraphNode, browser, createRuntime, createWorker, formatMermaid, formatOutline, fromLangChainTool, inputsOfRun, parseMermaid, parseOutline } from './runtime/index.js';
export type {
  LangChainChatModelLike, LangChainToolLike, RecipeBook, ResumeOptions, Run, RunInput, RunRequest, RunSummary, Runtime, RuntimeOptions, OperatePageOptions, SeenPage,
  CreateWorkerOptions, RunningWorker, StatisticsReport, WayStatistics,
} from './runtime/index.js';
export type { BrowseOutcome, BrowseStep, UserQuestion } from './agents/screenshot/index.js';
export type { ScreenElement } from './tools/screen/index.js';
export {
  anything, artifact, Budget, Criterion, defineOracle, defineTool, ERROR_CODES, json, Outcome, Plan, text, url, validatePlan, VouchError, webPage,
} from './core/index.js';
export type {
  Alternative, AnyValue, Artifact, ArtifactHandle, CallOptions, ChatMessage, ChatReply, ChatRequest, Effects, ErrorCode, Evidence, Finding, FindingInput,
  Given, Job, LearnedChoice, MediaFile, MediaMetadata, ModelClient, ModelFacts, Oracle, OracleContext, OracleDefinition, OracleKind, OracleSpec, PlanFault, PlanReply, PlanStrategy,
  Port, PortValue, Question, Recipe, RecipeOffer, RunState, RunStatus, Step, Subject, Tool, ToolContext, ToolDefinition, ToolQuestion, ToolSpec, Usage, Verdict, VouchEvent,
} from './core/index.js';
export { ScriptedModels, type ScriptedStep } from './models/index.js';
