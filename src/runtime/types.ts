import type {
  Artifact, Budget, Criterion, EventType, Finding, Given, ModelClient, Oracle, OracleSpec, Outcome, PlanReply, PlanStrategy, Question, RecipeOffer, RepairPolicy, RunState, Tool, ToolSpec, Verdict, VouchError, VouchEvent,
} from '../core/index.js';
import type { Models } from '../models/index.js';
import type { ArtifactLinks, Conversations, Stores } from '../store/index.js';
import type { RecipeBook } from './recipes.js';
import type { StatisticsReport } from './statistics-report.js';

/** What a runtime is made of; every field has a default. */
export interface RuntimeOptions {
  /** Folder of the journal and the artifacts; default `$VOUCH_DATA`, else the user's data folder. */
  readonly dataFolder?: string | undefined;
  /** Configuration file; default `vouch.config.json` in the working directory where there is one. */
  readonly configFile?: string | undefined;
  /** Tools beside the built-in ones: from `defineTool`, or LangChain structured tools as they are. A same name replaces. */
  readonly tools?: readonly (Tool | LangChainToolLike)[] | undefined;
  /** Oracles beside the built-in ones. A same name replaces. */
  readonly oracles?: readonly Oracle[] | undefined;
  /** A LangChain chat model that does the `chat` job instead of the configured one. */
  readonly chatModel?: LangChainChatModelLike | undefined;
  /** Serves all model calls; the runtime closes only models that it made itself. */
  readonly models?: ModelClient | undefined;
  /** Folders from which `file:` addresses may be opened; default none beside the ones in the configuration. */
  readonly allowedFolders?: readonly string[] | undefined;
  /** Runs under way at a time, default 64. Further ones wait for their turn in the order in which they came; a run that waits is not in the journal yet. */
  readonly maxRuns?: number | undefined;
  readonly env?: NodeJS.ProcessEnv | undefined;
}

/** The part of a LangChain StructuredTool that Vouch uses. */
export interface LangChainToolLike {
  readonly name: string;
  readonly description: string;
  readonly schema: unknown;
  invoke(input: unknown, options?: { signal?: AbortSignal | undefined }): Promise<unknown>;
}

/** The part of a LangChain BaseChatModel that Vouch uses. */
export interface LangChainChatModelLike {
  invoke(messages: unknown, options?: { signal?: AbortSignal | undefined }): Promise<{ content: unknown; usage_metadata?: { input_tokens: number; output_tokens: number } | undefined }>;
}

/**
 * A file path (`name`: what it is called, where the path does not say it), an http(s) or file URL, text under a name, or what is in the
 * store already. `earlier`: left by an earlier run; the planner takes it where the words of the task mean it.
 */
export type RunInput =
  | string
  | { readonly path: string; readonly name?: string }
  | { readonly url: string; readonly earlier?: true | undefined }
  | { readonly text: string; readonly name?: string; readonly earlier?: true | undefined }
  | { readonly artifact: Artifact; readonly earlier?: true | undefined };

export interface RunRequest {
  /** Its id, which no other run has: where a process died or was slow, another may begin the same run, and one of them does. The other's outcome is RUN_NOT_RESUMABLE. 1 to 100 letters, digits, hyphens and underscores; default a new one. */
  readonly id?: string | undefined;
  /** The task in plain words. May be empty only when a plan is given; the plan's own goal stands for it then. */
  readonly goal?: string | undefined;
  /** A plan to run as it is, as data or as text (JSON or an outline); checked whole before anything runs. */
  readonly plan?: unknown;
  /** Name of the recipe that the plan comes from; its record counts this run. */
  readonly recipe?: string | undefined;
  readonly inputs?: readonly RunInput[] | undefined;
  readonly budget?: Partial<Budget> | undefined;
  /** Default true. False: outputs are taken as they come, and everything counts as unproved. */
  readonly verify?: boolean | undefined;
  /**
   * What follows a rejected attempt; default `ladder`. `resample` makes the step anew with another seed and without the
   * critique, `critique` with it and by no other way; both keep the last attempt. `none` keeps the first. What is rejected in the end
   * fails its step in all four.
   */
  readonly repair?: RepairPolicy | undefined;
  /** Default true. False: no language model is asked to judge; a criterion of the plan that needs one stays unproved, and those of the tools are left out. */
  readonly judge?: boolean | undefined;
  /** Default false. True: whoever asks may not look into this machine's network through it; its steps open no host there, whatever names, links or redirects to it. */
  readonly outside?: boolean | undefined;
  readonly strategy?: PlanStrategy | undefined;
  /** Take over results of equal steps of earlier runs; default true. */
  readonly reuse?: boolean | undefined;
  /** Steps whose results are not taken over all the same; what follows them is done anew where their new results differ. */
  readonly anew?: readonly string[] | undefined;
  /**
   * Default true. False: a run whose task, plan or inputs are not taken in leaves nothing in the journal, and its outcome names no
   * run.
   */
  readonly keepRefused?: boolean | undefined;
  /** Default true. False: `path` is empty for each artifact of the outcome, and what lies elsewhere is not brought to this machine at the end of the run. */
  readonly paths?: boolean | undefined;
  /** Where many wait for a model server, all runs of one group, such as a tenant, get the turns of one. Default: a run is a group of its own. */
  readonly group?: string | undefined;
  /** Who wants it, for the audit log, in which `group` stands as the tenant; default `local`. */
  readonly who?: string | undefined;
  /** Cancels the run. */
  readonly signal?: AbortSignal | undefined;
  /**
   * Answers the run's questions, one at a time; `undefined` (also as an answer) suspends the run. While it waits, the clock stands still. The signal is
   * aborted when the question waits for nobody any more: it was answered elsewhere, at a server on the same stores, or the run was ended.
   */
  readonly ask?: ((question: Question, signal: AbortSignal) => Promise<string | undefined>) | undefined;
  /** True without `ask`: questions wait for an answer that is ordered (`tenancy.orders`), as a server does. Default: where there is `ask`. */
  readonly attended?: boolean | undefined;
}

export interface ResumeOptions extends Pick<RunRequest, 'signal' | 'ask' | 'attended' | 'group' | 'who' | 'paths'> {
  /** Answer to the question that the run was suspended with. */
  readonly answer?: string | undefined;
}

/** A run that is under way or over. */
export interface Run {
  readonly id: string;
  /** True once the run stands in the journal: from then on it is not lost, whatever dies. False when it ended without: its turn never came, or nothing could be written. Never rejects. */
  readonly began: Promise<boolean>;
  /** The event stream from after `since` (default 0: all); ends with the run. Leaving it does not cancel the run. */
  events(options?: { since?: number }): AsyncIterable<VouchEvent>;
  /** Never rejects: a bad input or a fault of a tool is an outcome with an `error`. */
  readonly result: Promise<Outcome>;
  /** Cancels; `result` then resolves as `cancelled`. */
  cancel(): void;
  /** Lays the run down: what is under way is aborted, and `result` resolves as `suspended` without a question. `resume` goes on with it. */
  pause(reason: string): void;
}

export interface RunSummary {
  readonly runId: string;
  readonly goal: string;
  /** `open`: under way in a living process; `interrupted`: its process died, and it can be resumed. */
  readonly status: Outcome['status'] | 'open' | 'interrupted';
  readonly startedAt: number;
  readonly updatedAt: number;
}

export interface Runtime {
  readonly models: ModelClient & Partial<Pick<Models, 'status' | 'warm' | 'ledger'>>;
  tools(): readonly ToolSpec[];
  oracles(): readonly OracleSpec[];
  /** Plans that held, for like requests. */
  readonly recipes: RecipeBook;
  /**
   * A plan without running it. `recipe` in the reply: a saved plan that fits, to be used only by whoever chooses to. `tools` replaces
   * the tool list (for tools that exist elsewhere). `budget` bounds its time and its tokens; none by default. `onTokens` is told, at
   * its end, how many tokens it took, where there is a budget. Throws VouchError for bad input, and BUDGET_SPENT.
   */
  plan(goal: string, inputs?: readonly RunInput[], options?: { tools?: readonly ToolSpec[]; strategy?: PlanStrategy; signal?: AbortSignal; budget?: Partial<Budget> | undefined; onTokens?: (tokens: number) => void }): Promise<PlanReply & { givens: readonly Given[]; recipe?: RecipeOffer }>;
  /** What a plan may name of a task and its inputs. Throws VouchError for bad input. */
  givens(goal: string, inputs?: readonly RunInput[], options?: { signal?: AbortSignal }): Promise<readonly Given[]>;
  run(request: RunRequest): Run;
  /**
   * Goes on with a run that was suspended, cancelled or killed, or that a full or failing store or servers that died ended. Finished steps are not
   * done again. Throws VouchError RUN_NOT_FOUND or RUN_NOT_RESUMABLE.
   */
  resume(runId: string, options?: ResumeOptions): Promise<Run>;
  /** Ends, as `failed` with this error, a run that has not ended and that no process executes. Throws VouchError RUN_NOT_FOUND or RUN_NOT_RESUMABLE. */
  giveUp(runId: string, error: VouchError): Promise<Run>;
  /** Latest first. */
  runs(): Promise<RunSummary[]>;
  /** One run of the list. Throws RUN_NOT_FOUND. */
  summary(runId: string): Promise<RunSummary>;
  /** The state of a run, derived from its journal. Throws RUN_NOT_FOUND. */
  state(runId: string): Promise<RunState>;
  /** The stored events of a run after `since`, at most `limit`. Throws RUN_NOT_FOUND. */
  history(runId: string, since?: number, limit?: number): Promise<VouchEvent[]>;
  /** The latest event of a run of these types, before event `before`. */
  latest(runId: string, types: readonly EventType[], before?: number): Promise<VouchEvent | undefined>;
  /**
   * Calls back with each event of the run that is written from now on, by whichever process; returns the function that ends it. `undefined` where the journal
   * tells only of this process's events.
   */
  follow(runId: string, listener: (event: VouchEvent) => void): (() => void) | undefined;
  /** The outcome of an ended run in the shape of `run.result`. Throws RUN_NOT_FOUND. */
  outcome(runId: string, options?: Pick<RunRequest, 'paths'>): Promise<Outcome>;
  /** Folder of the journal and the artifacts. */
  readonly dataFolder: string;
  /** What belongs to which tenant, what they have used and take up now, who let what act on the world, what is ordered of runs, plans that wait for a yes, and requests that may come again. */
  readonly tenancy: Pick<Stores, 'ownership' | 'spending' | 'audit' | 'rates' | 'places' | 'orders' | 'drafts' | 'requests'>;
  /** What users said, and the runs that it started. */
  readonly conversations: Conversations;
  /** Takes a file, or a text, into the store without a run. Throws INPUT_* for what no run would take, and USAGE for an address. */
  takeIn(input: RunInput, options?: { signal?: AbortSignal | undefined }): Promise<Artifact>;
  /** Measures an artifact that is in the store; `name`: what it is called. Throws STORE_FAILED, and INPUT_* for what no run would take. */
  describe(id: string, options?: { name?: string | undefined; signal?: AbortSignal | undefined }): Promise<Artifact>;
  /**
   * What attempts of the last weeks came to, by tool, kind of input and way. `rebuild` counts the whole journal anew, and throws
   * STORE_FAILED where it cannot; otherwise a table that cannot be read is a `fault` in the report.
   */
  statistics(options?: { tool?: string | undefined; rebuild?: boolean | undefined }): Promise<StatisticsReport>;
  /** Absolute path of an artifact's bytes. Throws STORE_FAILED when it is not in the store. */
  artifactPath(id: string): Promise<string>;
  /** The same, once the bytes have been compared with their hash. Throws ARTIFACT_CORRUPT, and STORE_FAILED when it is not in the store. */
  readArtifact(id: string): Promise<string>;
  /** Links by which browsers get artifacts from the store itself; only where it answers them. */
  readonly artifactLinks: ArtifactLinks | undefined;
  /** One oracle on one file, without a run. */
  verify(file: string, criterion: Criterion, options?: { signal?: AbortSignal | undefined }): Promise<Finding & Pick<Verdict, 'oracle' | 'ms' | 'errorRates'>>;
  /** How busy the places are where steps are done: steps that are `held` back because a queue is full or no worker can do them; where steps are done in this process, runs that wait for a model server beyond eight for each request that it does at a time. */
  pressure(): { readonly held: number };
  /** Ends runs, model servers and stores. */
  close(): Promise<void>;
}
