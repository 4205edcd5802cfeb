import { availableParallelism } from 'node:os';
import {
  abortable, deadlineAfter, JOBS, schemaFaults, throwIfAborted, toVouchError, VouchError,
  type ChatReply, type Job, type ModelClient, type Oracle, type Subject, type Tool, type ToolContext,
} from '../../core/index.js';
import { verify } from '../../agents/verifier/index.js';
import { withScratchOnDemand, type ArtifactStore } from '../../store/index.js';
import { bindModels, type AttemptModels, type TokenMeter } from '../attempt-models.js';
import { storeOutputs } from '../outputs.js';
import { loadArtifact, loadOutputs, readInputs, type ResolvedInputs } from '../values.js';
import { basisOf, servingOf, versionOf, type CheckJob, type MakeJob, type StepJob, type TracedDecision } from './job.js';
import type { Checked, Live, Made, StepExecutor, Took } from './step-executor.js';
import { voiceOf } from './voice.js';

/** What is needed to do steps: no journal, no leases. */
export interface ExecutorParts {
  readonly tools: ReadonlyMap<string, Tool>;
  readonly oracles: ReadonlyMap<string, Oracle>;
  readonly models: ModelClient;
  readonly artifacts: ArtifactStore;
  /** Folders from which `file:` addresses may be opened. */
  readonly allowedFolders: readonly string[];
}

/** Does steps in this process. */
export function localExecutor(parts: ExecutorParts): StepExecutor {
  return {
    // More would only wait for each other; two, so that one may wait for a server while the other computes.
    concurrency: Math.max(2, availableParallelism()),
    make: (job, live) => make(parts, job, live),
    check: (job, live) => check(parts, job, live),
  };
}

async function make(parts: ExecutorParts, job: MakeJob, live: Live): Promise<Made> {
  const tool = toolOf(parts, job);
  const { onQuestion } = live;
  // Steps that wait for nothing would keep timers, cancels and other runs from their turn.
  await new Promise((resolve) => { setImmediate(resolve); });
  const limit = deadlineAfter(tool.spec.timeoutMs);
  const signal = AbortSignal.any([live.signal, limit.signal]);
  const models = bindModels(parts.models, live.meter, signal, { preferred: job.preferred, sampling: job.sampling, owner: job.owner ?? job.runId, deadline: limit.endsAt, onCall: live.onCall });
  const basis = basisOf(tool, servingOf(tool, parts.models, job.preferred));
  try {
    const stored = await withScratchOnDemand('attempt', async (scratch) => {
      const { input } = await inputOf(parts, tool, job, live.inputs);
      const previous = job.previous && ((await loadArtifact(job.previous, parts.artifacts)) as string);
      const voice = voiceOf(live.onProgress);
      const offered: ToolContext = {
        runId: job.runId, step: job.step, attempt: job.attempt, idempotencyKey: job.idempotencyKey, signal, models: models.client, goal: job.goal,
        ...(onQuestion ? { ask: (question) => limit.pausedFor(() => onQuestion(question)) } : {}), critique: job.critique, previous, allowedFolders: parts.allowedFolders, outside: job.outside ?? false, progress: voice.progress,
        get scratch() { return scratch.folder; },
      };
      throwIfAborted(signal);
      const returned = await abortable(tool.execute(input, offered), signal).finally(voice.close);
      return storeOutputs({ artifacts: parts.artifacts, bytes: live.bytes }, tool, returned, signal);
    });
    return { took: tookOf(models), basis, outputs: stored.artifacts, values: stored.values };
  } catch (thrown) {
    return { took: tookOf(models), basis, outputs: {}, error: explain(thrown, live.signal, { deadline: limit.signal, tool }) };
  } finally {
    limit.clear();
  }
}

/** What the checks of a run were told, by its meter: a check of another attempt that comes to the same question has its answer. */
const repliesOf = new WeakMap<TokenMeter, Map<string, ChatReply>>();

async function check(parts: ExecutorParts, job: CheckJob, live: Live): Promise<Checked> {
  const tool = toolOf(parts, job);
  refuseOtherOracles(parts, job);
  const replies = repliesOf.get(live.meter) ?? new Map<string, ChatReply>();
  repliesOf.set(live.meter, replies);
  const models = bindModels(parts.models, live.meter, live.signal, { owner: job.owner ?? job.runId, replies, onCall: live.onCall });
  const decisions: TracedDecision[] = [];
  try {
    const { input, resolved } = await inputOf(parts, tool, job, live.inputs);
    const outputs = live.outputs ?? (await loadOutputs(tool.spec, job.outputs, parts.artifacts));
    const subjectOf = (port: string): Subject => {
      const output = outputs.find((value) => value.port === port);
      if (!output) throw new VouchError('TOOL_OUTPUT_INVALID', `${tool.spec.name} gave no ${port}.`);
      return { ...output, tool: tool.spec.name, inputs: resolved.values, outputs, parameters: parametersOf(tool, input), goal: job.goal };
    };
    await withScratchOnDemand('verify', (scratch) => verify({
      criteria: job.criteria,
      oracles: parts.oracles,
      judge: job.judge,
      context: { signal: live.signal, models: models.client, get scratch() { return scratch.folder; } },
      subjectOf: ({ port }) => subjectOf(port ?? tool.spec.outputs[0]?.name ?? ''),
      onDecision: (decision) => {
        const asked = models.takeRecent();
        const fallbacks = [...new Set([...job.fallbacks, ...asked.fallbacks])];
        const traced = { ...decision, ...(asked.models.length + fallbacks.length === 0 ? {} : { provenance: { models: asked.models, fallbacks } }) };
        decisions.push(traced);
        live.onDecision(traced);
      },
    }));
    return { took: tookOf(models), decisions };
  } catch (thrown) {
    return { took: tookOf(models), decisions, error: explain(thrown, live.signal) };
  }
}

/** Throws TOOL_MISMATCH. */
function toolOf({ tools }: ExecutorParts, { tool: { name, version }, step }: StepJob): Tool {
  const tool = tools.get(name);
  if (!tool) throw new VouchError('TOOL_MISMATCH', `Step ${step} wants the tool ${name}, which is not here. Start workers with the tools of the runtime whose steps they do.`, { details: { tool: name } });
  if (versionOf(tool) !== version) throw new VouchError('TOOL_MISMATCH', `Step ${step} wants the tool ${name} as ${version}; here it is ${versionOf(tool)}. Let workers and runtimes have the same release and the same tools.`, { details: { tool: name, wanted: version, here: versionOf(tool) } });
  return tool;
}

/** An oracle that were not here would leave a criterion open without need. */
function refuseOtherOracles({ oracles }: ExecutorParts, { oracles: wanted, step }: CheckJob): void {
  for (const [name, version] of Object.entries(wanted)) {
    const here = oracles.get(name);
    if (!here || versionOf(here) !== version) throw new VouchError('TOOL_MISMATCH', `Step ${step} is to be checked by the oracle ${name} as ${version}; here ${here ? `it is ${versionOf(here)}` : 'it is not'}. Let workers and runtimes have the same release and the same oracles.`, { details: { oracle: name, wanted: version } });
  }
}

async function inputOf(parts: ExecutorParts, tool: Tool, job: StepJob, known: ResolvedInputs | undefined): Promise<{ resolved: ResolvedInputs; input: Record<string, unknown> }> {
  const resolved = withParameters(known ?? (await readInputs(job.inputs, tool.spec, parts.artifacts)), tool, job.overrides);
  return { resolved, input: parseInput(tool, resolved) };
}

/** Replaces parameters. Throws INTERNAL for a port that is none. */
export function withParameters(resolved: ResolvedInputs, tool: Tool, overrides: Readonly<Record<string, unknown>>): ResolvedInputs {
  const names = Object.keys(overrides);
  if (names.length === 0) return resolved;
  const other = names.find((name) => tool.spec.inputs.find((port) => port.name === name)?.role !== 'parameter');
  if (other !== undefined) throw new VouchError('INTERNAL', `${tool.spec.name} has no parameter ${other}.`);
  return { ...resolved, input: { ...resolved.input, ...overrides }, parameters: { ...resolved.parameters, ...overrides } };
}

/** What the tool gets, with its defaults filled in. Throws TOOL_FAILED. */
export function parseInput(tool: Tool, resolved: ResolvedInputs): Record<string, unknown> {
  const parsed = tool.input.safeParse(resolved.input);
  if (parsed.success) return parsed.data;
  throw new VouchError('TOOL_FAILED', `The inputs do not fit ${tool.spec.name}: ${schemaFaults(parsed.error)}`, { retryable: false });
}

/** The parameters among the parsed inputs. */
function parametersOf({ spec }: Tool, input: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(spec.inputs.flatMap(({ name, role }) => (role === 'parameter' && input[name] !== undefined ? [[name, input[name]]] : [])));
}

function tookOf(models: AttemptModels): Took {
  return { models: [...models.used], fallbacks: [...models.fallbacks], versions: versionsOf(models), tokens: models.tokens() };
}

/** Versions of the models that answered; statistics tell them apart by these. */
function versionsOf({ client, used }: AttemptModels): Record<string, string> {
  return Object.fromEntries([...used].flatMap((id) => {
    const version = JOBS.map((job: Job) => client.facts?.(job, id)?.version).find((known) => typeof known === 'string');
    return version === undefined || version === null ? [] : [[id, version]];
  }));
}

function explain(thrown: unknown, run: AbortSignal, limit?: { readonly deadline: AbortSignal; readonly tool: Tool }): VouchError {
  if (run.aborted) return toVouchError(run.reason, 'CANCELLED');
  const known = toVouchError(thrown, 'TOOL_FAILED');
  // The tool's limit says nothing of the run's budget or of the store.
  if (limit?.deadline.aborted && !endsTheRun(known)) return new VouchError('TIMEOUT', `${limit.tool.spec.name} ran past its ${limit.tool.spec.timeoutMs} ms.`, { cause: thrown });
  return known;
}

/** What no other attempt would mend. */
export function endsTheRun(error: VouchError): boolean {
  return error.code === 'BUDGET_SPENT' || error.code === 'STORE_FULL' || error.code === 'STORE_FAILED';
}
