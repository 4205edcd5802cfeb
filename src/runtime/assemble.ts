import {
  applyEvent, Budget, Criterion, emptyRunState, messageOf, RunStatus, schemaFaults, throwIfAborted, VouchError,
  type Given, type Planner, type PlanReply, type PlanRequest, type RunState, type Subject, type ToolSpec,
} from '../core/index.js';
import PQueue from 'p-queue';
import { verify } from '../agents/verifier/index.js';
import { givensInText } from '../agents/planner/index.js';
import { openInput, readTextFile } from '../tools/files/index.js';
import { withScratchOnDemand, type JournalEntry } from '../store/index.js';
import { bindModels } from './attempt-models.js';
import { localExecutor } from './executor/index.js';
import { checkInputs, takeInputs } from './inputs.js';
import { parseBudget, RunLimits } from './limits.js';
import { newRunId } from './new-run-id.js';
import { outcomeOf } from './outcome.js';
import { openRecipeBook } from './recipes.js';
import { giveUpRun, resumeRun, startRun } from './run.js';
import type { Workshop } from './run-context.js';
import { reportStatistics } from './statistics-report.js';
import type { Run, RunSummary, Runtime } from './types.js';

/** Runs under way at a time, where nobody says how many: what each of them holds in memory is bounded so, however many wait. */
const MAX_RUNS = 64;

type RuntimeParts = Omit<Workshop, 'executor' | 'places'> & Partial<Pick<Workshop, 'executor'>> & { readonly maxRuns?: number };

/** The SDK's surface over a workshop; without an executor its steps are done in this process. `close` ends what the runtime opened. */
export function assembleRuntime({ maxRuns = MAX_RUNS, ...parts }: RuntimeParts, close: () => Promise<void>): Runtime {
  const workshop: Workshop = { ...parts, executor: parts.executor ?? localExecutor({ ...parts, artifacts: parts.stores.artifacts }), places: new PQueue({ concurrency: maxRuns }) };
  const { stores, tools, oracles, models } = workshop;
  const planner = workshop.plannerOf(models);
  /** Not by id: who is too late to begin a run, or has lost it, may be here beside whoever executes it. */
  const running = new Set<Run>();
  const isRunning = (runId: string): boolean => [...running].some(({ id }) => id === runId);
  let closing: Promise<void> | undefined;
  const keep = (run: Run): Run => {
    running.add(run);
    void run.result.finally(() => running.delete(run));
    return run;
  };
  const mustBeOpen = (): void => {
    if (closing) throw new VouchError('USAGE', 'This runtime is closed. Create a new one.');
  };
  const state = async (runId: string): Promise<RunState> => {
    const derived = emptyRunState(runId);
    for (const event of await stores.journal.read(runId)) applyEvent(derived, event);
    if (derived.seq === 0) throw notFound(runId);
    return derived;
  };

  const recipes = openRecipeBook(workshop, state);

  return {
    models,
    dataFolder: stores.folder,
    conversations: stores.conversations,
    tenancy: stores,
    tools: () => [...tools.values()].map(({ spec }) => spec),
    oracles: () => [...oracles.values()].map(({ spec }) => spec),
    async plan(goal, inputs = [], options = {}) {
      mustBeOpen();
      const { givens, reply } = await planOnly(workshop, goal, inputs, options);
      if (options.tools !== undefined) return { ...reply, givens };
      try {
        const [recipe] = await recipes.offers(goal, givens, options.signal);
        return { ...reply, givens, ...(recipe ? { recipe } : {}) };
      } catch (error) {
        throwIfAborted(options.signal);
        // The plan does not need them.
        return { ...reply, ...(reply.status === 'planned' ? { notes: [...reply.notes, `The saved recipes could not be read: ${messageOf(error)}`] } : {}), givens };
      }
    },
    async givens(goal, inputs = [], options = {}) {
      mustBeOpen();
      const checked = await checkInputs(goal, inputs, { allowedFolders: workshop.allowedFolders, signal: options.signal, reachable: false });
      return checked.map(({ given }) => given);
    },
    run(request) {
      mustBeOpen();
      return keep(startRun(workshop, request.id ?? newRunId(), request));
    },
    async resume(runId, options = {}) {
      mustBeOpen();
      return keep(await resumeRun(workshop, runId, options));
    },
    async giveUp(runId, error) {
      mustBeOpen();
      return keep(await giveUpRun(workshop, runId, error));
    },
    async summary(runId) {
      const entry = await stores.journal.entry(runId);
      if (entry) return summary(entry, (await stores.leases.holder(runId)) !== undefined);
      // Whoever has its lease is about to begin it.
      if (!isRunning(runId) && (await stores.leases.holder(runId)) === undefined) throw notFound(runId);
      return { runId, goal: '', status: 'open', startedAt: Date.now(), updatedAt: Date.now() };
    },
    async runs() {
      const holders = await stores.leases.holders();
      return (await stores.journal.list()).map((entry) => summary(entry, holders.has(entry.runId)));
    },
    state,
    async history(runId, since = 0, limit) {
      const events = await stores.journal.read(runId, since, limit);
      // A run that has only just been started has no event yet.
      if (events.length === 0 && !isRunning(runId)) await state(runId);
      return events;
    },
    latest: (...asked) => stores.journal.latest(...asked),
    follow: (runId, listener) => (stores.journal.isShared ? stores.journal.subscribe(runId, listener) : undefined),
    outcome: async (runId, options) => outcomeOf(await state(runId), stores.artifacts, options),
    async takeIn(input, options = {}) {
      mustBeOpen();
      const signal = options.signal ?? new AbortController().signal;
      const checked = await checkInputs('', [input], { allowedFolders: workshop.allowedFolders, signal, reachable: false });
      const [artifact] = (await takeInputs(checked, stores.artifacts, signal)).artifacts;
      if (!artifact) throw new VouchError('USAGE', 'An address is no file. Name it in the task instead.');
      return artifact;
    },
    async describe(id, options = {}) {
      const opened = await openInput(await stores.artifacts.read(id), { name: options.name, signal: options.signal });
      if (opened.kind === 'url') throw new VouchError('INTERNAL', 'unreachable: an artifact is a file');
      const { modality, mime, bytes, metadata } = opened;
      return { id, modality, mime, bytes, metadata, ...(options.name === undefined ? {} : { name: opened.name }) };
    },
    recipes,
    statistics: (options) => reportStatistics(stores.statistics, { tools, models, attempts: Budget.parse({}).attempts, repair: 'ladder' }, options),
    artifactPath: (id) => stores.artifacts.path(id),
    artifactLinks: stores.artifacts.links,
    readArtifact: (id) => stores.artifacts.read(id),
    verify: (file, criterion, options = {}) => verifyFile(workshop, file, criterion, options.signal),
    pressure: () => workshop.executor.pressure?.() ?? { held: workshop.held() },
    close: () => (closing ??= endAll()),
  };

  async function endAll(): Promise<void> {
    for (const run of running) run.cancel();
    await Promise.all([...running].map(({ result }) => result));
    await close();
  }

  async function planOnly(shop: Workshop, goal: string, inputs: Parameters<Runtime['plan']>[1], options: NonNullable<Parameters<Runtime['plan']>[2]>): Promise<{ givens: readonly Given[]; reply: PlanReply }> {
    if (goal.trim() === '') throw new VouchError('INPUT_EMPTY', 'The task is empty. Say in plain words what is to be done.');
    const checked = await checkInputs(goal, inputs ?? [], { allowedFolders: shop.allowedFolders, signal: options.signal, reachable: false });
    const attached = checked.map(({ given }) => given);
    // A plan that is only shown may speak of files that are named in the task and are not here.
    const named = givensInText(goal).filter(({ name }) => !attached.some((given) => given.name === name || given.value === name));
    const givens = [...attached, ...named.filter(({ modality }) => modality !== 'url')];
    const specs: readonly ToolSpec[] = options.tools ?? [...tools.values()].map(({ spec }) => spec);
    const request = { goal, givens, tools: specs, oracles: [...oracles.values()].map(({ spec }) => spec), strategy: options.strategy, allowOpenInputs: options.tools !== undefined };
    return { givens, reply: await planWithin(shop, planner, request, options) };
  }
}

/** Asks the planner within the time and the tokens of a budget, where one is given. */
async function planWithin(shop: Workshop, planner: Planner, request: PlanRequest, { budget, signal, onTokens }: NonNullable<Parameters<Runtime['plan']>[2]>): Promise<PlanReply> {
  if (budget === undefined) return planner.plan({ ...request, signal });
  const whole = parseBudget(budget);
  const limits = new RunLimits(whole, { ms: 0, tokens: 0, bytes: 0 });
  limits.watch();
  try {
    const both = signal ? AbortSignal.any([signal, limits.signal]) : limits.signal;
    return await shop.plannerOf(bindModels(shop.models, limits.meter, both).client).plan({ ...request, signal: both });
  } finally {
    limits.close();
    onTokens?.(limits.meter.used);
  }
}

function notFound(runId: string): VouchError {
  return new VouchError('RUN_NOT_FOUND', `There is no run ${runId} in the journal. \`vouch runs\` lists them.`);
}

/** From the first and the last event alone: a list must not read every journal. */
function summary({ runId, first, last }: JournalEntry, held: boolean): RunSummary {
  const ended = RunStatus.safeParse(last.type === 'run.paused' ? 'suspended' : last.type.replace(/^run\./, ''));
  const status = ended.success ? ended.data : held ? 'open' : 'interrupted';
  return { runId, goal: first.type === 'run.started' ? first.data.goal : '', status, startedAt: first.ts, updatedAt: last.ts };
}

async function verifyFile(workshop: Workshop, file: string, candidate: Criterion, outer: AbortSignal | undefined): ReturnType<Runtime['verify']> {
  const parsed = Criterion.safeParse(candidate);
  if (!parsed.success) throw new VouchError('USAGE', `The criterion is not one: ${parsed.error.issues.map(({ path, message }) => `${path.join('.')} ${message}`).join('; ')}`);
  const oracle = workshop.oracles.get(parsed.data.oracle);
  if (!oracle) throw new VouchError('USAGE', `There is no oracle named ${parsed.data.oracle}. There are: ${[...workshop.oracles.keys()].join(', ')}.`);
  const params = oracle.params.safeParse(parsed.data.params);
  if (!params.success) throw new VouchError('USAGE', `${parsed.data.oracle} does not take these parameters: ${schemaFaults(params.error)}`);
  const subject = await subjectOfFile(file, workshop.allowedFolders, outer);
  if (!oracle.spec.modalities.includes('any') && !oracle.spec.modalities.includes(subject.modality)) {
    throw new VouchError('USAGE', `${parsed.data.oracle} judges ${oracle.spec.modalities.join(', ')}; ${file} holds ${subject.modality}.`);
  }
  return withScratchOnDemand('verify', async (scratch) => {
    const signal = outer ?? new AbortController().signal;
    const [decision] = await verify({ criteria: [parsed.data], oracles: workshop.oracles, subjectOf: () => subject, context: { signal, models: workshop.models, get scratch() { return scratch.folder; } } });
    if (!decision) throw new VouchError('INTERNAL', 'The verifier gave no decision.');
    const { status, measured, expected, evidence, critique, outsideMeasured, ms, errorRates } = decision;
    return { oracle: decision.oracle, status, measured, expected, evidence, critique, outsideMeasured, ms, errorRates };
  });
}

async function subjectOfFile(file: string, allowedFolders: readonly string[], signal: AbortSignal | undefined): Promise<Subject> {
  const input = await openInput(file, { allowedFolders, signal });
  if (input.kind === 'url') throw new VouchError('USAGE', `${file} is an address. Name a file, such as a screenshot of it.`);
  const common = { port: 'file', tool: null, inputs: [], outputs: [], goal: '' };
  if (input.modality === 'text') {
    const { text } = await readTextFile(input.path);
    const isJson = input.mime === 'application/json';
    return { ...common, modality: isJson ? 'json' : 'text', value: isJson ? (JSON.parse(text) as unknown) : text };
  }
  const { modality, mime, bytes, metadata, path, sha256, name } = input;
  return { ...common, modality, value: { id: sha256, modality, mime, bytes, metadata, path, name } };
}
