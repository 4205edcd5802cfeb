import {
  Modality, throwIfAborted, toVouchError, VouchError,
  type Alternative, type Artifact, type AttemptState, type EventData, type Job, type LearnedChoice, type NewEvent, type Step, type Tool, type VouchEvent,
} from '../core/index.js';
import type { Decision } from '../agents/verifier/index.js';
import type { StepResult } from '../store/index.js';
import { noteAct } from './audited.js';
import { criteriaToCheck, oracleVersions } from './check.js';
import { basisOf, endsTheRun, JOB_VERSION, parseInput, servingOf, versionOf, withParameters, type CheckJob, type Live, type MakeJob, type Serving, type Took, type TracedDecision } from './executor/index.js';
import type { MadeOutputs, Sampling } from './executor/job.js';
import { learnFrom } from './experience.js';
import { recall } from './recall.js';
import { checksOf, resultKey } from './reuse.js';
import { askUser, Suspension, type RunContext } from './run-context.js';
import { shortDigest } from './short-digest.js';
import { urgencyOf } from './urgency.js';
import { gatherInputs, readInputs, type ResolvedInputs } from './values.js';

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
  /** What goes in, where it has been read for this tool already. */
  readonly inputs: ResolvedInputs | undefined;
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

const NOTHING_TOOK: Took = { models: [], fallbacks: [], versions: {}, tokens: 0 };

/**
 * Makes one attempt: has the step done, journals what was made, and has it verified. What goes wrong within the attempt is
 * its result; only the end of the run (cancel, budget, a broken store) is thrown.
 */
export async function runAttempt(context: RunContext, request: AttemptRequest): Promise<AttemptResult> {
  throwIfAborted(context.signal);
  const { step, tool, number, alternative } = request;
  const started = performance.now();
  const preferred: Readonly<Partial<Record<Job, string>>> = alternative?.models ?? {};
  const where = { step: step.id, attempt: number };
  const gathered = gatherInputs(step, tool.spec, context.state);
  const planned = request.inputs ?? await readInputs(gathered, tool.spec, context.stores.artifacts);
  const overrides = (alternative?.parameters ?? {}) as MakeJob['overrides'];
  const resolved = withParameters(planned, tool, overrides);
  const ended = endedBefore(context, request);
  // What it is about to change outside must not be forgotten, whatever happens to the machine.
  const acts = tool.spec.effects === 'external';
  // Before the attempt begins: no act is without its line, and what cannot be written down is not done.
  if (acts) await noteAct(context, { step: step.id, tool: tool.spec.name, attempt: number });
  // What is counted of it: its events without those of its artifacts and calls.
  const told: VouchEvent[] = [context.emit(startedEvent(request, resolved, preferred), { durable: acts })];
  if (acts) await context.settled();
  else context.flush();
  let outputs: MadeOutputs = {};
  let took = NOTHING_TOOK;
  let checkTokens = 0;
  const end = async (result: AttemptResult, reused = false): Promise<AttemptResult> => {
    const ids = Object.fromEntries(Object.entries(outputs).map(([port, stored]) => [port, Array.isArray(stored) ? stored.map(({ id }) => id) : stored.id]));
    const data = { ...where, status: result.status, ms: Math.round(performance.now() - started), outputs: ids, models: [...took.models], versions: { ...took.versions }, reused, tokens: took.tokens + checkTokens, ...(result.error ? { error: result.error.toJSON() } : {}) };
    told.push(context.emit({ type: 'attempt.ended', data }));
    await learnFrom(context, told);
    return result;
  };
  try {
    const input = parseInput(tool, resolved);
    const keyOf = (inputs: ResolvedInputs, parsed: Record<string, unknown>, serving: Serving): string | undefined => resultKey(step, tool, { resolved: inputs, input: parsed, serving, verified: context.state.verify });
    const mayReuse = context.reuse && !context.anew.has(step.id.replace(/\[\d+\]$/, '')) && (request.rung === null || request.chosen !== undefined);
    const serving = servingOf(tool, context.models, preferred);
    const key = mayReuse ? keyOf(resolved, input, serving) : undefined;
    // Where statistics begin with another way, a result of the tool's own way is as good as ever.
    const ownKey = mayReuse && alternative !== undefined ? keyOf(planned, parseInput(tool, planned), servingOf(tool, context.models, {})) : undefined;
    const asking: Asking = { times: new Map(), suspension: undefined };
    const live = { ...liveOf(context, where, told), onQuestion: questionsOf(context, request, asking) };
    const common = {
      v: JOB_VERSION, runId: context.state.runId, ...(context.owner === context.state.runId ? {} : { owner: context.owner }), step: step.id, attempt: number, ended, tool: { name: tool.spec.name, version: versionOf(tool) },
      inputs: gathered, overrides, goal: context.state.goal, tokens: leftOf(context.meter),
    } as const;
    const criteria = context.state.verify ? criteriaToCheck(step, tool, context.oracles, context.state.judge) : [];
    const jobOf = (made: MadeOutputs, fallbacks: readonly string[]): CheckJob => ({
      kind: 'check', ...common, tokens: leftOf(context.meter), outputs: made, criteria, oracles: oracleVersions(criteria, context.oracles), judge: context.state.judge, fallbacks: [...fallbacks],
    });
    const keep = async (under: string, result: Pick<StepResult, 'outputs' | 'models'>, decisions: readonly TracedDecision[]): Promise<void> => {
      // Other runs may take it from now on.
      context.flush();
      await context.stores.results.put(under, { outputs: result.outputs, models: result.models, verdicts: decisions.map((decision) => ({ ...decision, ...where })), checks: await checksOf(criteria, context.oracles, context.state.judge) });
    };
    const { earlier, tokens } = await recall(context, {
      step: step.id, keys: [key, ownKey], checks: () => checksOf(criteria, context.oracles, context.state.judge),
      check: (found, { outputs: kept }) => context.executor.check({ ...jobOf(kept, []), overrides: found === key ? overrides : {} }, { ...live, inputs: planned, onDecision: () => undefined }),
    });
    checkTokens = tokens;
    if (earlier) {
      outputs = earlier.result.outputs;
      record(context, request, resolved, outputs, { models: earlier.result.models, fallbacks: [] });
      for (const verdict of earlier.decisions) context.emit({ type: 'verdict.given', data: { ...verdict, ...where } });
      if (earlier.isCheckedAnew && !isStandIn(earlier.decisions)) await keep(earlier.key, earlier.result, earlier.decisions);
      return await end({ status: 'passed', decisions: earlier.decisions }, true);
    }
    const made = await context.executor.make({
      kind: 'make', ...common, idempotencyKey: `${context.state.runId}/${step.id}/${request.deed}`, ...(context.state.outside ? { outside: true } : {}), preferred, sampling: request.sampling,
      critique: request.critique, previous: previousText(context, request.previous), bytes: leftOf(context.bytes),
    }, { ...live, inputs: planned });
    took = made.took;
    outputs = made.outputs;
    // The journal was written while the step was made: a run is never further ahead of it than one step.
    await context.settled();
    if (made.error) throw asking.suspension ?? made.error;
    record(context, request, resolved, outputs, made.took);
    let decisions: readonly TracedDecision[] = [];
    if (criteria.length > 0) {
      context.flush();
      const checked = await context.executor.check(jobOf(outputs, made.took.fallbacks), { ...live, inputs: planned, outputs: made.values });
      checkTokens += checked.took.tokens;
      decisions = checked.decisions;
      if (checked.error) throw checked.error;
    }
    const rejected = decisions.some(({ status }) => status === 'fail');
    // What a stand-in made, or other code, is not what the favourite, whose key this is, would make.
    const standIns = made.took.fallbacks.length > 0 || made.basis !== basisOf(tool, serving) || isStandIn(decisions);
    if (!rejected && key !== undefined && !standIns) await keep(key, { outputs, models: [...took.models] }, decisions);
    return await end({ status: rejected ? 'rejected' : 'passed', decisions });
  } catch (thrown) {
    if (thrown instanceof Suspension) {
      await end({ status: 'error', decisions: [], error: new VouchError('CANCELLED', `Nobody answered: ${thrown.question.text}`, { details: { question: thrown.question.id } }) });
      throw thrown;
    }
    const error = toVouchError(context.signal.aborted ? context.signal.reason : thrown, context.signal.aborted ? 'CANCELLED' : 'TOOL_FAILED');
    if (endsTheRun(error)) throw error;
    const result = await end({ status: 'error', decisions: [], error });
    if (context.signal.aborted) throw error;
    return result;
  }
}

/** Attempts of the step that came to an end before this one. */
function endedBefore({ state }: RunContext, { step }: AttemptRequest): number {
  return (state.steps.get(step.id)?.attempts ?? []).filter(({ status }) => status !== 'interrupted' && status !== 'running').length;
}

function leftOf({ used, limit }: { readonly used: number; readonly limit: number }): number | null {
  return Number.isFinite(limit) ? Math.max(0, limit - used) : null;
}

function startedEvent({ step, tool, number, rung, kind, chosen }: AttemptRequest, resolved: ResolvedInputs, preferred: Readonly<Partial<Record<Job, string>>>): NewEvent {
  const data = { step: step.id, attempt: number, tool: tool.spec.name, rung, parameters: resolved.parameters, models: preferred, kind, ...(chosen ? { chosen } : {}) };
  return { type: 'attempt.started', data: data as EventData<'attempt.started'> };
}

/** What comes of a job while it is done. It comes from callbacks, where nobody catches: a journal that cannot be written ends the run instead. */
function liveOf(context: RunContext, where: { step: string; attempt: number }, told: VouchEvent[]): Live {
  const tell = (event: NewEvent): void => {
    // What comes after its run has ended has no place in the journal any more.
    if (context.state.status !== 'open') return;
    try {
      const stamped = context.emit(event);
      if (stamped.type === 'verdict.given') told.push(stamped);
      // A tool goes on with what it does outside; an oracle only looks.
      else context.flush();
    } catch (error) {
      context.stop(error);
    }
  };
  return {
    signal: context.signal, meter: context.meter, bytes: context.bytes, urgency: urgencyOf(context.state, where.step),
    onCall: (call) => { tell({ type: 'model.called', data: { ...where, ...call } }); },
    onProgress: (fraction, note) => { tell({ type: 'attempt.progress', data: { ...where, fraction, note } }); },
    onDecision: (decision) => { tell({ type: 'verdict.given', data: { ...decision, ...where } }); },
    onNotice: (message) => { tell({ type: 'notice', data: { message, step: where.step } }); },
  };
}

/** What an attempt asks: how often the same, and the question that nobody answered. */
interface Asking {
  readonly times: Map<string, number>;
  suspension: Suspension | undefined;
}

/**
 * Asks the user for a tool. A question is known by its step and its words, and by how often the attempt asked it before: an attempt that is
 * made anew after the run was suspended has the answers that were given.
 */
function questionsOf(context: RunContext, { step, tool, number }: AttemptRequest, asking: Asking): Live['onQuestion'] {
  const earlier = context.state.steps.get(step.id)?.attempts ?? [];
  // The first of the attempts that are made anew because nobody answered: they ask under one name, and any other attempt asks by itself.
  let first = number;
  while (earlier.find(({ attempt }) => attempt === first - 1)?.error?.details?.['question'] !== undefined) first -= 1;
  return async ({ kind, text, options, optional = false }) => {
    const words = shortDigest([kind, text]);
    const time = (asking.times.get(words) ?? 0) + 1;
    asking.times.set(words, time);
    try {
      return await askUser(context, { id: `ask-${step.id}-${first}-${words}-${time}`, kind, text, options: [...options], step: step.id, tool: tool.spec.name });
    } catch (thrown) {
      if (thrown instanceof Suspension && optional) return undefined;
      if (thrown instanceof Suspension) asking.suspension = thrown;
      throw thrown;
    }
  };
}

/** The first text that the attempt before made, so that it can be mended. */
function previousText(context: RunContext, previous: AttemptState | undefined): Artifact | undefined {
  const artifacts = Object.values(previous?.outputs ?? {}).flat().map((id) => context.state.artifacts.get(id));
  return artifacts.find((artifact) => artifact?.modality === Modality.text);
}

/** Whether something less than the first choice decided. */
function isStandIn(decisions: readonly TracedDecision[]): boolean {
  return decisions.some(({ provenance }) => provenance !== undefined && provenance.fallbacks.length > 0);
}

function record(context: RunContext, { step, tool, number, chosen }: AttemptRequest, resolved: ResolvedInputs, outputs: MadeOutputs, { models, fallbacks }: { readonly models: readonly string[]; readonly fallbacks: readonly string[] }): void {
  const shared = { runId: context.state.runId, step: step.id, attempt: number, tool: tool.spec.name, models: [...models], parameters: resolved.parameters, inputs: [...resolved.artifacts], ...(chosen ? { chosen } : {}), ...(fallbacks.length > 0 ? { fallbacks: [...fallbacks] } : {}) };
  for (const [port, stored] of Object.entries(outputs)) {
    for (const artifact of [stored].flat()) {
      context.emit({ type: 'artifact.created', data: { artifact, provenance: { ...shared, port } } as EventData<'artifact.created'> });
    }
  }
}
