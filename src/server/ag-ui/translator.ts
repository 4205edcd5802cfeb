import { EventType, type AGUIEvent } from '@ag-ui/core';
import { dependenciesOf, type EventData, type Plan, type VouchEvent } from '../../core/index.js';

/** The activity under which the plan is shown. */
const ACTIVITY = 'PLAN';

/** What the plan's activity holds: a client shows it and keeps it up to date by the patches. */
interface PlanContent {
  readonly goal: string;
  readonly steps: readonly { id: string; tool: string; needs: readonly string[]; status: string; attempts: number; progress: number | null; verdicts: readonly object[] }[];
  readonly deliverables: readonly string[];
}

/**
 * Writes the events of one run as AG-UI 1.0 events: the plan as an activity with JSON Patch deltas (RFC 6902), each attempt as a
 * tool call within its step, the answer as a text message. What AG-UI has no word for comes as CUSTOM, so that nothing is lost.
 * Each carries the seq of its event in `rawEvent`: from there a client goes on. Must be given all events in order.
 */
export class AgUiTranslator {
  readonly #thread: string;
  /** Ids of the steps in the order of the activity: those of the plan, then items as they become known. */
  #steps: string[] = [];

  /** `thread`: the conversation of the run, or its own id. */
  constructor(thread: string) {
    this.#thread = thread;
  }

  translate(event: VouchEvent): AGUIEvent[] {
    const { runId, seq, ts, type } = event;
    const shared = { timestamp: ts, rawEvent: { runId, seq, type } };
    const patch = (step: string, operations: { op: 'replace' | 'add'; at: string; value: unknown }[]): AGUIEvent[] => {
      const index = this.#steps.indexOf(step);
      if (index < 0) return [];
      return [{ ...shared, type: EventType.ACTIVITY_DELTA, messageId: planId(runId), activityType: ACTIVITY, patch: operations.map(({ op, at, value }) => ({ op, path: `/steps/${index}/${at}`, value })) }];
    };
    const status = (step: string, value: string): AGUIEvent[] => patch(step, [{ op: 'replace', at: 'status', value }]);
    const custom = (): AGUIEvent => ({ ...shared, type: EventType.CUSTOM, name: `vouch.${type}`, value: event.data });
    const call = (data: { step: string; attempt: number }): string => `${runId}/${data.step}/${data.attempt}`;
    switch (event.type) {
      case 'run.started':
      case 'run.resumed':
        return [{ ...shared, type: EventType.RUN_STARTED, threadId: this.#thread, runId }, custom()];
      case 'plan.accepted':
        this.#steps = event.data.plan.steps.map(({ id }) => id);
        return [{ ...shared, type: EventType.ACTIVITY_SNAPSHOT, messageId: planId(runId), activityType: ACTIVITY, content: { ...contentOf(event.data.plan) }, replace: true }];
      case 'step.expanded': {
        const { step, items } = event.data;
        const added = items.map((about, index) => ({ ...pending(`${step}[${index + 1}]`, '', []), about }));
        this.#steps.push(...added.map(({ id }) => id));
        return [custom(), { ...shared, type: EventType.ACTIVITY_DELTA, messageId: planId(runId), activityType: ACTIVITY, patch: added.map((value) => ({ op: 'add', path: '/steps/-', value })) }];
      }
      case 'attempt.started': {
        const { step, attempt, tool, parameters } = event.data;
        return [
          ...(attempt === 1 ? [{ ...shared, type: EventType.STEP_STARTED, stepName: step } as const] : []),
          { ...shared, type: EventType.TOOL_CALL_START, toolCallId: call(event.data), toolCallName: tool },
          { ...shared, type: EventType.TOOL_CALL_ARGS, toolCallId: call(event.data), delta: JSON.stringify(parameters) },
          { ...shared, type: EventType.TOOL_CALL_END, toolCallId: call(event.data) },
          ...patch(step, [{ op: 'replace', at: 'status', value: 'running' }, { op: 'replace', at: 'attempts', value: attempt }]),
        ];
      }
      case 'attempt.progress':
        return patch(event.data.step, [{ op: 'replace', at: 'progress', value: event.data.fraction }]);
      case 'verdict.given': {
        const { step, attempt, oracle, status: verdict } = event.data;
        return [custom(), ...patch(step, [{ op: 'add', at: 'verdicts/-', value: { attempt, oracle, status: verdict } }])];
      }
      case 'attempt.ended': {
        const { status: ended, outputs, error } = event.data;
        return [{ ...shared, type: EventType.TOOL_CALL_RESULT, messageId: `${call(event.data)}/result`, toolCallId: call(event.data), role: 'tool', content: JSON.stringify({ status: ended, outputs, ...(error ? { error } : {}) }) }];
      }
      case 'step.completed':
        return [...status(event.data.step, 'completed'), { ...shared, type: EventType.STEP_FINISHED, stepName: event.data.step }];
      case 'step.failed':
        return [custom(), ...status(event.data.step, 'failed'), { ...shared, type: EventType.STEP_FINISHED, stepName: event.data.step }];
      case 'step.blocked':
        return [custom(), ...status(event.data.step, 'blocked')];
      case 'step.skipped':
        return [custom(), ...status(event.data.step, 'skipped')];
      case 'run.completed':
      case 'run.cancelled':
      case 'run.suspended':
      case 'run.paused':
        return [...answer(event.data.answer, runId, shared), custom(), { ...shared, type: EventType.RUN_FINISHED, threadId: this.#thread, runId, result: resultOf(type, event.data) }];
      case 'run.failed':
        return [...answer(event.data.answer, runId, shared), custom(), { ...shared, type: EventType.RUN_ERROR, message: event.data.error.message, code: event.data.error.code }];
      default:
        return [custom()];
    }
  }
}

function planId(runId: string): string {
  return `${runId}/plan`;
}

function contentOf({ goal, steps, deliverables }: Plan): PlanContent {
  return {
    goal,
    deliverables,
    steps: steps.map((step) => pending(step.id, step.tool, dependenciesOf(step))),
  };
}

function pending(id: string, tool: string, needs: readonly string[]): PlanContent['steps'][number] {
  return { id, tool, needs, status: 'pending', attempts: 0, progress: null, verdicts: [] };
}

function answer(text: string, runId: string, shared: { timestamp: number; rawEvent: object }): AGUIEvent[] {
  if (text === '') return [];
  const messageId = `${runId}/answer`;
  return [
    { ...shared, type: EventType.TEXT_MESSAGE_START, messageId, role: 'assistant' },
    { ...shared, type: EventType.TEXT_MESSAGE_CONTENT, messageId, delta: text },
    { ...shared, type: EventType.TEXT_MESSAGE_END, messageId },
  ];
}

function resultOf(type: string, { unproved, usage }: Pick<EventData<'run.completed'>, 'unproved' | 'usage'>): object {
  return { status: type.replace('run.', ''), unproved, usage };
}
