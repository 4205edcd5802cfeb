import { OWN_WAY, type AttemptState, type StepState } from '../../src/core/index.js';
import type { Evidence } from '../../src/runtime/experience.js';
import { climb, climbFromDoubt, firstWay, type Climb, type LadderLimits } from '../../src/runtime/ladder.js';

const attempt = (number: number, more: Partial<AttemptState> = {}): AttemptState => ({
  attempt: number, tool: 't', rung: null, parameters: {}, preferred: {}, status: 'rejected', startedAt: 0, ms: 0, outputs: {}, models: [], reused: false, verdicts: [], ...more,
});
const step = (attempts: AttemptState[], climbs: StepState['climbs'] = []): StepState => ({
  step: { id: 's', tool: 't', inputs: {}, criteria: [] }, status: 'running', attempts, climbs, ms: 0,
});
const limits: LadderLimits = {
  repair: 'ladder',
  samples: false,
  mends: true,
  judged: false,
  faults: [],
  attempts: 10,
  tool: 't',
  isFavourite: () => false,
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
    state.climbs.push({ step: 's', rung: next.rung, name: next.name, critique: '', after: state.attempts.length });
    state.attempts.push(attempt(state.attempts.length + 1));
  }
  expect(seen).toEqual(['retry: with the critique', 'alternative: larger model', 'alternative: slower', 'repair: other', 'give-up: no other way is left']);
});

test('a tool that answers by chance is sampled again at the end, until the attempts are used up', () => {
  const state = step([attempt(1)]);
  const seen: string[] = [];
  for (let next: Climb = climb(state, { ...limits, attempts: 4, alternatives: [], substitutes: [], samples: true }); next.rung !== 'give-up' && seen.length < 9;) {
    seen.push(next.name);
    state.climbs.push({ step: 's', rung: next.rung, name: next.name, critique: '', after: state.attempts.length });
    state.attempts.push(attempt(state.attempts.length + 1));
    next = climb(state, { ...limits, attempts: 4, alternatives: [], substitutes: [], samples: true });
  }
  expect(seen).toEqual(['with the critique', 'another sample', 'another sample']);
});

test('a run that resamples climbs to nothing but another sample, one that only tells the critique to nothing else, and one that repairs nothing gives up at once', () => {
  const tried = step([attempt(1), attempt(2)], [{ step: 's', rung: 'retry', name: 'another sample', critique: '', after: 1 }]);
  expect(climb(tried, { ...limits, repair: 'resample' })).toEqual({ rung: 'retry', name: 'another sample' });
  expect(climb(tried, { ...limits, repair: 'critique', mends: false })).toEqual({ rung: 'retry', name: 'with the critique' });
  expect(climb(step([attempt(1)]), { ...limits, repair: 'none' })).toMatchObject({ rung: 'give-up' });
});

test('an error that cannot be retried skips the retry', () => {
  const error = { code: 'TOOL_FAILED', message: '', retryable: false };
  expect(climb(step([attempt(1, { status: 'error', error })]), limits)).toMatchObject({ rung: 'alternative', name: 'larger model' });
});

test('an alternative that would only repeat the models of an earlier attempt is skipped', () => {
  const state = step([attempt(1, { models: ['big'] })], [{ step: 's', rung: 'retry', name: 'with the critique', critique: '', after: 1 }]);
  expect(climb(state, limits)).toMatchObject({ rung: 'alternative', name: 'slower' });
});

test('the attempts of the budget are a hard end', () => {
  expect(climb(step([attempt(1), attempt(2)]), { ...limits, attempts: 2 })).toMatchObject({ rung: 'give-up' });
});

describe('ways that are made for certain faults', () => {
  const made: LadderLimits = { ...limits, alternatives: [{ name: 'cut', parameters: { cut: true }, madeFor: ['text_length'] }, { name: 'quoted', parameters: { quoted: true }, madeFor: ['text_length', 'grounded_text'] }, { name: 'larger model', models: { speak: 'big' } }] };
  const order = (faults: readonly string[]): string[] => {
    const state = step([attempt(1)]);
    const seen: string[] = [];
    for (let next = climb(state, { ...made, faults }); next.rung !== 'give-up'; next = climb(state, { ...made, faults })) {
      seen.push(next.name);
      state.climbs.push({ step: 's', rung: next.rung, name: next.name, critique: '', after: state.attempts.length });
      state.attempts.push(attempt(state.attempts.length + 1));
    }
    return seen;
  };
  test('come before the retry where their oracle rejected, and are passed over elsewhere', () => {
    expect(order(['text_length'])).toEqual(['cut', 'quoted', 'with the critique', 'larger model', 'other']);
    expect(order(['grounded_text'])).toEqual(['quoted', 'with the critique', 'larger model', 'other']);
    expect(order(['text_language'])).toEqual(['with the critique', 'larger model', 'other']);
  });
  test('end the ladder where only judges reject what they made', () => {
    const state = step([attempt(1), attempt(2, { rung: 'alternative: quoted' })], [{ step: 's', rung: 'alternative', name: 'quoted', critique: '', after: 1 }]);
    expect(climb(state, { ...made, faults: ['grounded_text'], judged: true })).toMatchObject({ rung: 'give-up' });
    expect(climb(state, { ...made, faults: ['grounded_text'], judged: false })).toMatchObject({ rung: 'retry' });
    expect(climb(state, { ...made, faults: ['grounded_text', 'text_length'], judged: true })).toMatchObject({ name: 'cut' });
    expect(climb(step([attempt(1)]), { ...made, judged: true })).toMatchObject({ rung: 'retry' });
  });
  test('are all that a doubt climbs to, and only on the ladder', () => {
    const held = step([attempt(1, { status: 'passed' })]);
    expect(climbFromDoubt(held, { ...made, faults: ['grounded_text'] })).toMatchObject({ rung: 'alternative', name: 'quoted' });
    expect(climbFromDoubt(held, { ...made, faults: ['text_language'] })).toBeUndefined();
    expect(climbFromDoubt(held, { ...made, faults: ['grounded_text'], repair: 'resample' })).toBeUndefined();
    expect(climbFromDoubt(held, { ...made, faults: ['grounded_text'], attempts: 1 })).toBeUndefined();
    expect(climbFromDoubt(held, { ...made, alternatives: made.alternatives.map((alternative) => ({ ...alternative, onlyRejected: true })), faults: ['grounded_text'] })).toBeUndefined();
  });
});

/** The ways that a ladder tries, in order, until one that holds; statistics may say anything. */
function waysTried(holds: readonly string[], attempts: number, evidence: Readonly<Record<string, Evidence>>, errors: readonly string[] = []): string[] {
  const alternatives = ['a', 'b', 'c'].map((mode) => ({ name: mode, parameters: { mode } }));
  const told: LadderLimits = { ...limits, attempts, alternatives, learned: { kind: 'k', ways: (way) => evidence[way] } };
  const state = step([]);
  const tried: string[] = [];
  const first = firstWay(state, told);
  let rung: string | null = first ? `alternative: ${first.alternative.name}` : null;
  let chosen = first?.chosen;
  for (;;) {
    const way = rung === null || rung === `alternative: ${OWN_WAY}` ? OWN_WAY : rung;
    tried.push(way);
    const error = errors.includes(way) ? { code: 'MEDIA_UNSUPPORTED', message: '', retryable: false } : undefined;
    const tool = rung?.startsWith('repair: ') ? 'other' : 't';
    state.attempts.push(attempt(tried.length, { rung, tool, chosen, status: error ? 'error' : 'rejected', ...(error ? { error } : {}) }));
    if (holds.includes(way)) return tried;
    const next = climb(state, tool === 't' ? told : { ...told, tool, alternatives: [], substitutes: [] });
    if (next.rung === 'give-up') return tried;
    state.climbs.push({ step: 's', rung: next.rung, name: next.name, critique: '', after: state.attempts.length });
    rung = `${next.rung}: ${next.name}`;
    chosen = next.chosen;
  }
}

const ALL_WAYS = [OWN_WAY, 'retry: with the critique', 'alternative: a', 'alternative: b', 'alternative: c'];
const claims: Evidence[] = [{ held: 50, of: 50, ms: 10 }, { held: 0, of: 50, ms: 10 }, { held: 50, of: 50, ms: 1000 }];
/** Every combination of the claims about the five ways. */
const poisons = ALL_WAYS.reduce<Record<string, Evidence>[]>((sofar, way) => sofar.flatMap((evidence) => claims.map((claim) => ({ ...evidence, [way]: claim }))), [{}]);

test.each([1, 2, 3, 4, 5, 6])('with %i attempts no statistics change which ways are tried before a step is given up', (attempts) => {
  for (const errors of [[], [OWN_WAY], ['alternative: a'], [OWN_WAY, 'alternative: b']]) {
    const honest = waysTried([], attempts, {}, errors);
    expect(honest).toHaveLength(attempts);
    const tried = new Set(poisons.map((poison) => waysTried([], attempts, poison, errors).sort().join()));
    expect([...tried]).toEqual([honest.sort().join()]);
    // So that what holds is found, whichever it is.
    const lost = poisons.filter((poison) => honest.some((way) => waysTried([way], attempts, poison, errors).at(-1) !== way));
    expect(lost).toEqual([]);
  }
});
