import {
  abortable, JOBS, Modality, throwIfAborted, schemaFaults, toVouchError, VouchError,
  type Alternative, type AttemptState, type EventData, type Job, type LearnedChoice, type ModelClient, type NewEvent, type Step, type Tool, type ToolContext,
} from '../core/index.js';
import type { Decision } from '../agents/verifier/index.js';
import { withScratch, type StepResult } from '../store/index.js';
import type { AttemptModels, Sampling } from './attempt-models.js';
import { checkAttempt } from './check.js';
import { storeOutputs, type StoredOutputs } from './outputs.js';
import { learnFrom } from './experience.js';
import { resultKey } from './reuse.js';
import { modelsOfRun, type RunContext } from './run-context.js';
import { loadArtifact, resolveInputs, type ResolvedInputs } from './values.js';

/** How one attempt of a step is to be made. */
export interface AttemptRequest {
  readonly step: Step;
  readonly tool: Tool;
  /** From 1. */
  readonly number: number;
  /** Number of the attempt whose deed this one does; its own unless it makes good one whose end is not known. */
  readonly deed: number;
  /** What the ladder says about this attempt; `null` for a first one. */
  readonly rung: string | null;
  readonly alternative: Alternative | undefined;
  readonly critique: string | undefined;
  /** Set where the attempt is to differ from an earlier one by chance alone. */
  readonly sampling: Sampling | undefined;
  /** Coarse kind of the inputs. */
  readonly kind: string;
  /** Why statistics put this way first. */
  readonly chosen: LearnedChoice | undefined;
  /** The attempt that is to be mended, when there was one. */
  readonly previous: AttemptState | undefined;
}

export interface AttemptResult {
  readonly status: 'passed' | 'rejected' | 'error';
  readonly decisions: readonly Decision[];
  readonly error?: VouchError;
}

const NOT_CHECKED = { decisions: [], tokens: 0 } as const;

/** The longest that a timer of Node takes. */
const LONGEST_MS = 2 ** 31 - 1;

/** Progress events of one attempt are journaled at most this often. */
const PROGRESS_EVERY_MS = 500;

/**
 * Makes one attempt: reads the inputs, runs the tool, stores what it made, and has it verified. What goes wrong within
 * the attempt is its result; only the end of the run (cancel, budget, a broken store) is thrown.
 */
export async function runAttempt(context: RunContext, request: AttemptRequest): Promise<AttemptResult> {
  throwIfAborted(context.signal);
  return withScratch('attempt', (scratch) => attemptIn(scratch, context, request));
}

async function attemptIn(scratch: string, context: RunContext, request: AttemptRequest): Promise<AttemptResult> {
  const { step, tool, number, alternative } = request;
  const started = performance.now();
  const preferred: Readonly<Partial<Record<Job, string>>> = alternative?.models ?? {};
  const where = { step: step.id, attempt: number };
  const deadline = AbortSignal.timeout(Math.min(tool.spec.timeoutMs, LONGEST_MS));
  const signal = AbortSignal.any([context.signal, deadline]);
  const models = modelsOfRun(context, where, { signal, preferred, sampling: request.sampling, deadline: started + tool.spec.timeoutMs });
  const planned = await resolveInputs(step, tool.spec, context.state, context.stores.artifacts);
  const resolved = withParameters(planned, alternative);
  // What it is about to change outside must not be forgotten, whatever happens to the machine.
  const acts = tool.spec.effects === 'external';
  context.emit(startedEvent(request, resolved, preferred), { durable: acts });
  if (acts) await context.settled();
  const voice = progressOf(context, where);
  let outputs: StoredOutputs['artifacts'] = {};
  let checkTokens = 0;
  const end = async (result: AttemptResult, reused = false): Promise<AttemptResult> => {
    const ids = Object.fromEntries(Object.entries(outputs).map(([port, stored]) => [port, Array.isArray(stored) ? stored.map(({ id }) => id) : stored.id]));
    const data = { ...where, status: result.status, ms: Math.round(performance.now() - started), outputs: ids, models: [...models.used], versions: versionsOf(models), reused, tokens: models.tokens() + checkTokens, ...(result.error ? { error: result.error.toJSON() } : {}) };
    const { seq } = context.emit({ type: 'attempt.ended', data });
    await context.settled();
    await learnFrom(context, seq);
    return result;
  };
  try {
    const input = parseInput(tool, resolved);
    const keyOf = (inputs: ResolvedInputs, parsed: Record<string, unknown>, client: ModelClient): string | undefined => resultKey(step, tool, { resolved: inputs, input: parsed, models: client, verified: context.state.verify });
    const mayReuse = context.reuse && !context.anew.has(step.id.replace(/\[\d+\]$/, '')) && (request.rung === null || request.chosen !== undefined);
    const key = mayReuse ? keyOf(resolved, input, models.client) : undefined;
    // Where statistics begin with another way, a result of the tool's own way is as good as ever.
    const ownKey = mayReuse && alternative !== undefined ? keyOf(planned, parseInput(tool, planned), context.models) : undefined;
    const known = (await recall(context, key, step.id)) ?? (await recall(context, ownKey, step.id));
    if (known) {
      outputs = known.outputs;
      record(context, request, resolved, known.outputs, { models: known.models, fallbacks: [] });
      for (const verdict of known.verdicts) context.emit({ type: 'verdict.given', data: { ...verdict, ...where } });
      return await end({ status: 'passed', decisions: known.verdicts }, true);
    }
    const offered: ToolContext = {
      runId: context.state.runId, step: step.id, attempt: number, idempotencyKey: `${context.state.runId}/${step.id}/${request.deed}`, signal, models: models.client, scratch, goal: context.state.goal, critique: request.critique,
      previous: await previousText(context, request.previous), allowedFolders: context.allowedFolders, progress: voice.progress,
    };
    throwIfAborted(signal);
    const returned = await abortable(tool.execute(input, offered), signal).finally(voice.close);
    const stored = await storeOutputs(context, tool, returned, signal);
    outputs = stored.artifacts;
    const made = { models: [...models.used], fallbacks: [...models.fallbacks] };
    record(context, request, resolved, outputs, made);
    const { decisions, tokens } = context.state.verify ? await checkAttempt(context, { step, tool, number, inputs: resolved.values, outputs: stored.values, parameters: parametersOf(tool, input), fallbacks: made.fallbacks }) : NOT_CHECKED;
    checkTokens = tokens;
    const rejected = decisions.some(({ status }) => status === 'fail');
    // What a stand-in made is not what the favourite, whose key this is, would make.
    const standIns = models.fallbacks.size > 0 || decisions.some(({ provenance }) => provenance !== undefined && provenance.fallbacks.length > 0);
    if (!rejected && key !== undefined && !standIns) {
      await context.stores.results.put(key, { outputs, verdicts: decisions.map((decision) => ({ ...decision, ...where })), models: [...models.used] });
    }
    return await end({ status: rejected ? 'rejected' : 'passed', decisions });
  } catch (thrown) {
    const error = explain(thrown, context.signal, deadline, tool);
    if (endsTheRun(error)) throw error;
    const result = await end({ status: 'error', decisions: [], error });
    if (context.signal.aborted) throw error;
    return result;
  }
}

/** The parameters among the parsed inputs. */
function parametersOf({ spec }: Tool, input: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(spec.inputs.flatMap(({ name, role }) => (role === 'parameter' && input[name] !== undefined ? [[name, input[name]]] : [])));
}

function startedEvent({ step, tool, number, rung, kind, chosen }: AttemptRequest, resolved: ResolvedInputs, preferred: Readonly<Partial<Record<Job, string>>>): NewEvent {
  const data = { step: step.id, attempt: number, tool: tool.spec.name, rung, parameters: resolved.parameters, models: preferred, kind, ...(chosen ? { chosen } : {}) };
  return { type: 'attempt.started', data: data as EventData<'attempt.started'> };
}

/**
 * The tool's voice. Tools call it from callbacks of their own, where nobody catches: a journal that cannot be written ends
 * the run instead. What is said after the attempt has ended is not heard.
 */
function progressOf(context: RunContext, where: { step: string; attempt: number }): { readonly progress: ToolContext['progress']; readonly close: () => void } {
  let told = -Infinity;
  let over = false;
  return {
    progress: (fraction, note) => {
      const now = performance.now();
      if (over || now - told < PROGRESS_EVERY_MS) return;
      told = now;
      // Tools written in JavaScript may say anything.
      const bounded = typeof fraction !== 'number' || Number.isNaN(fraction) ? null : Math.min(1, Math.max(0, fraction));
      try {
        context.emit({ type: 'attempt.progress', data: { ...where, fraction: bounded, note: typeof note === 'string' ? note : null } });
      } catch (error) {
        over = true;
        context.stop(error);
      }
    },
    close: () => {
      over = true;
    },
  };
}

/** The first text that the attempt before made, so that it can be mended. */
async function previousText(context: RunContext, previous: AttemptState | undefined): Promise<string | undefined> {
  const artifacts = Object.values(previous?.outputs ?? {}).flat().map((id) => context.state.artifacts.get(id));
  const text = artifacts.find((artifact) => artifact?.modality === Modality.text);
  return text && ((await loadArtifact(text, context.stores.artifacts)) as string);
}

/** An earlier result whose artifacts are all there, unchanged. */
async function recall(context: RunContext, key: string | undefined, step: string): Promise<StepResult | undefined> {
  if (key === undefined) return undefined;
  const { results, artifacts } = context.stores;
  const known = await results.get(key);
  const ids = Object.values(known?.outputs ?? {}).flat().map(({ id }) => id);
  // From here on they are in use, whatever is cleared away beside us.
  if (!known || !(await Promise.all(ids.map((id) => artifacts.touch(id)))).every(Boolean)) return undefined;
  try {
    for (const id of ids) await artifacts.verify(id);
    return known;
  } catch (error) {
    if (!VouchError.is(error) || error.code !== 'ARTIFACT_CORRUPT') throw error;
    context.emit({ type: 'notice', data: { message: `An earlier result is damaged and is made anew: ${error.message}`, step } });
    return undefined;
  }
}

/** Versions of the models that answered; statistics tell them apart by these. */
function versionsOf({ client, used }: AttemptModels): Record<string, string> {
  return Object.fromEntries([...used].flatMap((id) => {
    const version = JOBS.map((job) => client.facts?.(job, id)?.version).find((known) => typeof known === 'string');
    return version === undefined || version === null ? [] : [[id, version]];
  }));
}

function record(context: RunContext, { step, tool, number, chosen }: AttemptRequest, resolved: ResolvedInputs, outputs: StoredOutputs['artifacts'], { models, fallbacks }: { readonly models: readonly string[]; readonly fallbacks: readonly string[] }): void {
  const shared = { runId: context.state.runId, step: step.id, attempt: number, tool: tool.spec.name, models: [...models], parameters: resolved.parameters, inputs: [...resolved.artifacts], ...(chosen ? { chosen } : {}), ...(fallbacks.length > 0 ? { fallbacks: [...fallbacks] } : {}) };
  for (const [port, stored] of Object.entries(outputs)) {
    for (const artifact of [stored].flat()) {
      context.emit({ type: 'artifact.created', data: { artifact, provenance: { ...shared, port } } as EventData<'artifact.created'> });
    }
  }
}

function withParameters(resolved: ResolvedInputs, alternative: Alternative | undefined): ResolvedInputs {
  if (!alternative?.parameters) return resolved;
  return { ...resolved, input: { ...resolved.input, ...alternative.parameters }, parameters: { ...resolved.parameters, ...alternative.parameters } };
}

function parseInput(tool: Tool, resolved: ResolvedInputs): Record<string, unknown> {
  const parsed = tool.input.safeParse(resolved.input);
  if (parsed.success) return parsed.data;
  const faults = schemaFaults(parsed.error);
  throw new VouchError('TOOL_FAILED', `The inputs do not fit ${tool.spec.name}: ${faults}`, { retryable: false });
}

function explain(thrown: unknown, run: AbortSignal, deadline: AbortSignal, tool: Tool): VouchError {
  if (run.aborted) return toVouchError(run.reason, 'CANCELLED');
  const known = toVouchError(thrown, 'TOOL_FAILED');
  // The tool's limit says nothing of the run's budget or of the store.
  if (deadline.aborted && !endsTheRun(known)) return new VouchError('TIMEOUT', `${tool.spec.name} ran past its ${tool.spec.timeoutMs} ms.`, { cause: thrown });
  return known;
}

function endsTheRun(error: VouchError): boolean {
  return error.code === 'BUDGET_SPENT' || error.code === 'STORE_FULL' || error.code === 'STORE_FAILED';
}
