import type { VouchEvent } from '../../core/index.js';

/** What an event says about how far a run is, in words; `undefined` for one that says nothing of it. */
export function progressIn(event: VouchEvent): string | undefined {
  switch (event.type) {
    case 'plan.accepted':
      return `planned ${event.data.plan.steps.length} step${event.data.plan.steps.length === 1 ? '' : 's'}`;
    case 'attempt.progress':
      return [event.data.step, event.data.note ?? (event.data.fraction === null ? '' : `${Math.round(event.data.fraction * 100)} %`)].join(' ');
    case 'attempt.started':
    case 'step.completed':
    case 'step.failed':
      return `${event.data.step} ${event.type.split('.')[1] ?? ''}`;
    default:
      return undefined;
  }
}
