import type { AttemptState, RunState, StepStatus, VerdictStatus } from '../../core/index.js';
import { html, type Markup } from './html.js';

type Tone = 'good' | 'bad' | 'unsure' | 'quiet';

/** How a status is shown. */
export interface Look {
  readonly sign: string;
  readonly word: string;
  readonly tone: Tone;
}

/** How each status looks: a sign and a word, so that nothing is told by colour alone. */
export const RUN_LOOK: Readonly<Record<RunState['status'], Look>> = {
  completed: { sign: '✓', word: 'completed', tone: 'good' },
  failed: { sign: '✗', word: 'failed', tone: 'bad' },
  suspended: { sign: '‖', word: 'suspended', tone: 'unsure' },
  cancelled: { sign: '■', word: 'cancelled', tone: 'unsure' },
  open: { sign: '…', word: 'not ended', tone: 'quiet' },
};
/** A run that ended, but left something unproved, does not look like one that proved all. */
export function runLook({ status, unproved }: Pick<RunState, 'status' | 'unproved'>): Look {
  return status === 'completed' && unproved.length > 0 ? { sign: '?', word: 'completed, not all proved', tone: 'unsure' } : RUN_LOOK[status];
}
export const STEP_LOOK: Readonly<Record<StepStatus, Look>> = {
  completed: { sign: '✓', word: 'completed', tone: 'good' },
  failed: { sign: '✗', word: 'failed', tone: 'bad' },
  blocked: { sign: '–', word: 'blocked', tone: 'unsure' },
  skipped: { sign: '○', word: 'skipped', tone: 'quiet' },
  running: { sign: '…', word: 'not ended', tone: 'quiet' },
  pending: { sign: '·', word: 'not started', tone: 'quiet' },
};
export const ATTEMPT_LOOK: Readonly<Record<AttemptState['status'], Look>> = {
  passed: { sign: '✓', word: 'accepted', tone: 'good' },
  rejected: { sign: '✗', word: 'rejected', tone: 'bad' },
  error: { sign: '✗', word: 'error', tone: 'bad' },
  interrupted: { sign: '■', word: 'cut off', tone: 'unsure' },
  running: { sign: '…', word: 'not ended', tone: 'quiet' },
};
export const VERDICT_LOOK: Readonly<Record<VerdictStatus, Look>> = {
  pass: { sign: '✓', word: 'pass', tone: 'good' },
  fail: { sign: '✗', word: 'fail', tone: 'bad' },
  inconclusive: { sign: '?', word: 'inconclusive', tone: 'unsure' },
};
/** What a condition came to; that it does not hold is no fault. */
export const CONDITION_LOOK: Readonly<Record<VerdictStatus, Look>> = {
  pass: { sign: '✓', word: 'holds', tone: 'good' },
  fail: { sign: '○', word: 'does not hold', tone: 'quiet' },
  inconclusive: { sign: '?', word: 'cannot be told', tone: 'unsure' },
};

export function badge({ sign, word, tone }: Look): Markup {
  return html`<span class="badge ${tone}"><span aria-hidden="true">${sign}</span> ${word}</span>`;
}
