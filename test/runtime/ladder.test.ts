import type { AttemptState, StepState } from '../../src/core/index.js';
import { climb, type Climb, type LadderLimits } from '../../src/runtime/ladder.js';

const attempt = (number: number, more: Partial<AttemptState> = {}): AttemptState => ({
  attempt: number, tool: 't', rung: null, parameters: {}, preferred: {}, status: 'rejected', startedAt: 0, ms: 0, outputs: {}, models: [], reused: false, verdicts: [], ...more,
});
const step = (attempts: AttemptState[], climbs: StepState['climbs'] = []): StepState => ({
  step: { id: 's', tool: 't', inputs: {}, criteria: [] }, status: 'running', attempts, climbs, ms: 0,
});
const limits: LadderLimits = {
  repair: 'ladder',
  samples: false,
  attempts: 10,
  alternatives: [{ name: 'larger model', models: { speak: 'big' } }, { name: 'slower', parameters: { speed: 0.8 } }, { name: 'absent model', models: { speak: 'absent' } }],
  substitutes: ['other'],
  hasModel: (model: string) => model !== 'absent',
};

test('the rungs come in order, each once, and models that are not there are skipped', () => {
  const state = step([attempt(1)]);
  const seen: string[] = [];
  for (let next: Climb = climb(state, limits); ; next = climb(state, limits)) {
    seen.push(`${next.rung}: ${next.name}`);
    if (next.rung === 'give-up') break;
    state.climbs.push({ step: 's', rung: next.rung, name: next.name, critique: '' });
    state.attempts.push(attempt(state.attempts.length + 1));
  }
  expect(seen).toEqual(['retry: with the critique', 'alternative: larger model', 'alternative: slower', 'repair: other', 'give-up: no other way is left']);
});

test('a tool that answers by chance is sampled again at the end, until the attempts are used up', () => {
  const state = step([attempt(1)]);
  const seen: string[] = [];
  for (let next: Climb = climb(state, { ...limits, attempts: 4, alternatives: [], substitutes: [], samples: true }); next.rung !== 'give-up' && seen.length < 9;) {
    seen.push(next.name);
    state.climbs.push({ step: 's', rung: next.rung, name: next.name, critique: '' });
    state.attempts.push(attempt(state.attempts.length + 1));
    next = climb(state, { ...limits, attempts: 4, alternatives: [], substitutes: [], samples: true });
  }
  expect(seen).toEqual(['with the critique', 'another sample', 'another sample']);
});

test('a run that resamples climbs to nothing but another sample, and one that repairs nothing gives up at once', () => {
  const tried = step([attempt(1), attempt(2)], [{ step: 's', rung: 'retry', name: 'another sample', critique: '' }]);
  expect(climb(tried, { ...limits, repair: 'resample' })).toEqual({ rung: 'retry', name: 'another sample' });
  expect(climb(step([attempt(1)]), { ...limits, repair: 'none' })).toMatchObject({ rung: 'give-up' });
});

test('an error that cannot be retried skips the retry', () => {
  const error = { code: 'TOOL_FAILED', message: '', retryable: false };
  expect(climb(step([attempt(1, { status: 'error', error })]), limits)).toMatchObject({ rung: 'alternative', name: 'larger model' });
});

test('an alternative that would only repeat the models of an earlier attempt is skipped', () => {
  const state = step([attempt(1, { models: ['big'] })], [{ step: 's', rung: 'retry', name: 'with the critique', critique: '' }]);
  expect(climb(state, limits)).toMatchObject({ rung: 'alternative', name: 'slower' });
});

test('the attempts of the budget are a hard end', () => {
  expect(climb(step([attempt(1), attempt(2)]), { ...limits, attempts: 2 })).toMatchObject({ rung: 'give-up' });
});
