import { ROOT_CONTEXT, SpanKind, SpanStatusCode, trace, type Attributes, type Span, type Tracer } from '@opentelemetry/api';
import type { EventData, VouchEvent } from '../../core/index.js';

/** Names of the GenAI conventions for what a model was asked to do; what they have no name for keeps ours. */
const OPERATION: Partial<Record<EventData<'model.called'>['operation'], string>> = { score: 'chat', embed: 'embeddings' };

/** The spans of one run that are open. */
interface OpenRun {
  readonly root: Span;
  plan: Span | undefined;
  readonly steps: Map<string, Span>;
  /** By step: a step makes one attempt at a time. */
  readonly attempts: Map<string, Span>;
}

/**
 * The spans of runs: `invoke_workflow` a run, in it `plan`, `invoke_agent` a step, `execute_tool` an attempt, `chat` a call of a language
 * model; each verdict is an event of the span that it judges. They carry names, times, counts and codes: nothing that a user wrote.
 */
export class RunSpans {
  readonly #tracer: Tracer;
  readonly #agentOf: (tool: string) => string | undefined;
  readonly #runs = new Map<string, OpenRun>();

  constructor(tracer: Tracer, agentOf: (tool: string) => string | undefined) {
    this.#tracer = tracer;
    this.#agentOf = agentOf;
  }

  take(event: VouchEvent): void {
    const { runId, ts } = event;
    if (event.type === 'run.started' || event.type === 'run.resumed') {
      if (!this.#runs.has(runId)) this.#open(event);
      return;
    }
    const run = this.#runs.get(runId);
    if (!run) return;
    switch (event.type) {
      case 'plan.accepted':
        this.#planned(run, event.data, ts);
        break;
      case 'attempt.started':
        this.#attempt(run, event.data, runId, ts);
        break;
      case 'model.called':
        this.#called(run, event.data, ts);
        break;
      case 'verdict.given': {
        const { step, oracle, status, kind } = event.data;
        const score = status === 'inconclusive' ? {} : { 'gen_ai.evaluation.score.value': status === 'pass' ? 1 : 0 };
        (run.attempts.get(step) ?? run.root).addEvent('gen_ai.evaluation.result', { 'gen_ai.evaluation.name': oracle, 'gen_ai.evaluation.score.label': status, ...score, 'vouch.oracle.kind': kind, 'vouch.step': step }, ts);
        break;
      }
      case 'attempt.ended': {
        const { step, status, error, reused } = event.data;
        end(run.attempts, step, ts, { 'vouch.attempt.status': status, 'vouch.attempt.reused': reused }, status === 'passed' ? undefined : (error?.code ?? status));
        break;
      }
      case 'step.completed':
        end(run.steps, event.data.step, ts, { 'vouch.step.status': 'completed' });
        break;
      case 'step.failed':
        end(run.steps, event.data.step, ts, { 'vouch.step.status': 'failed' }, event.data.error.code);
        break;
      case 'run.completed':
      case 'run.failed':
      case 'run.suspended':
      case 'run.paused':
      case 'run.cancelled': {
        const { usage, unproved } = event.data;
        const { llmTokens, promptTokens = llmTokens, completionTokens = 0 } = usage;
        const attributes = { 'vouch.run.status': event.type.slice(4), 'vouch.run.unproved': unproved.length, 'gen_ai.usage.input_tokens': promptTokens, 'gen_ai.usage.output_tokens': completionTokens };
        this.#close(runId, run, ts, attributes, event.type === 'run.failed' ? event.data.error.code : undefined);
        break;
      }
      default:
        break;
    }
  }

  /** Ends what is open, for a process that ends before its runs do. */
  endAll(): void {
    for (const [runId, run] of this.#runs) this.#close(runId, run, Date.now(), { 'vouch.run.status': 'open' }, undefined);
  }

  #open({ runId, ts, type, data }: Extract<VouchEvent, { type: 'run.started' | 'run.resumed' }>): void {
    const root = this.#tracer.startSpan('invoke_workflow vouch', { startTime: ts, root: true, attributes: { 'gen_ai.operation.name': 'invoke_workflow', 'gen_ai.workflow.name': 'vouch', 'vouch.run.id': runId, 'vouch.run.resumed': type === 'run.resumed' } });
    const run: OpenRun = { root, plan: undefined, steps: new Map(), attempts: new Map() };
    this.#runs.set(runId, run);
    if (type === 'run.started' && data.plan === undefined) run.plan = this.#child(root, 'plan vouch', ts, { 'gen_ai.operation.name': 'plan', 'gen_ai.agent.name': 'planner' });
  }

  /** The first plan has its span already, with the calls that made it; a later one is told when it is there. */
  #planned(run: OpenRun, { plan, origin, ms }: EventData<'plan.accepted'>, ts: number): void {
    const span = run.plan ?? this.#child(run.root, 'plan vouch', ts - ms, { 'gen_ai.operation.name': 'plan', 'gen_ai.agent.name': 'planner' });
    span.setAttributes({ 'vouch.plan.origin': origin, 'vouch.plan.steps': plan.steps.length });
    span.end(ts);
    run.plan = undefined;
  }

  #attempt(run: OpenRun, { step, attempt, tool, rung }: EventData<'attempt.started'>, runId: string, ts: number): void {
    const agent = this.#agentOf(tool) ?? tool;
    const outer = run.steps.get(step) ?? this.#child(run.root, `invoke_agent ${agent}`, ts, { 'gen_ai.operation.name': 'invoke_agent', 'gen_ai.agent.name': agent, 'vouch.step': step });
    run.steps.set(step, outer);
    run.attempts.set(step, this.#child(outer, `execute_tool ${tool}`, ts, {
      'gen_ai.operation.name': 'execute_tool', 'gen_ai.tool.name': tool, 'gen_ai.tool.type': 'function', 'gen_ai.tool.call.id': `${runId}/${step}/${attempt}`, 'vouch.step': step, 'vouch.attempt': attempt, ...(rung === null ? {} : { 'vouch.rung': rung }),
    }));
  }

  #called(run: OpenRun, { step = '', operation, model, ms, promptTokens, completionTokens, error }: EventData<'model.called'>, ts: number): void {
    const name = OPERATION[operation] ?? operation;
    const parent = run.attempts.get(step) ?? run.steps.get(step) ?? run.plan ?? run.root;
    const span = this.#child(parent, `${name} ${model}`, ts - ms, { 'gen_ai.operation.name': name, 'gen_ai.provider.name': 'vouch', 'gen_ai.request.model': model, ...(error === undefined ? { 'gen_ai.response.model': model } : {}) }, SpanKind.CLIENT);
    if (promptTokens !== undefined) span.setAttributes({ 'gen_ai.usage.input_tokens': promptTokens, 'gen_ai.usage.output_tokens': completionTokens ?? 0 });
    finish(span, ts, error);
  }

  #child(parent: Span, name: string, startTime: number, attributes: Attributes, kind = SpanKind.INTERNAL): Span {
    return this.#tracer.startSpan(name, { startTime, attributes, kind }, trace.setSpan(ROOT_CONTEXT, parent));
  }

  #close(runId: string, run: OpenRun, ts: number, attributes: Attributes, error: string | undefined): void {
    for (const span of [...run.attempts.values(), ...run.steps.values()]) span.end(ts);
    run.plan?.end(ts);
    run.root.setAttributes(attributes);
    finish(run.root, ts, error);
    this.#runs.delete(runId);
  }
}

function end(spans: Map<string, Span>, step: string, ts: number, attributes: Attributes, error?: string): void {
  const span = spans.get(step);
  if (!span) return;
  span.setAttributes(attributes);
  finish(span, ts, error);
  spans.delete(step);
}

function finish(span: Span, ts: number, error: string | undefined): void {
  if (error !== undefined) {
    span.setAttribute('error.type', error);
    span.setStatus({ code: SpanStatusCode.ERROR, message: error });
  }
  span.end(ts);
}
