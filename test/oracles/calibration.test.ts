import { readFile } from 'node:fs/promises';
import { assuranceOf, rateOf, wrongAfterPass, type ErrorRates } from '../../src/core/index.js';
import { verify } from '../../src/agents/verifier/index.js';
import { defineOracle } from '../../src/core/index.js';
import { errorRatesOf, type Tally } from '../../src/oracles/calibration.js';
import { builtInOracles } from '../../src/oracles/index.js';
import { MEASUREMENTS } from '../../src/oracles/measurements.js';
import { z } from 'zod';
import { noModels } from '../support/no-models.js';

test('every built-in oracle has measured error rates', () => {
  expect(builtInOracles.map(({ spec }) => spec).filter(({ errorRates }) => errorRates === undefined).map(({ name }) => name)).toEqual([]);
});

test('rates were measured on enough cases of both kinds', () => {
  for (const { spec } of builtInOracles) {
    if (!spec.errorRates) continue;
    expect({ name: spec.name, enough: Math.min(spec.errorRates.cases.defects, spec.errorRates.cases.clean) >= 40 }).toEqual({ name: spec.name, enough: true });
  }
});

test('the README tells the sums of the table', async () => {
  const readme = await readFile(new URL('../../README.md', import.meta.url), 'utf8');
  const tallies: Readonly<Record<string, Tally>> = MEASUREMENTS.oracles;
  const sums = (kind: string): string => {
    const rows = builtInOracles.filter(({ spec }) => spec.kind === kind).flatMap(({ spec }) => tallies[spec.name] ?? []);
    const sum = (of: (tally: Tally) => number): string => rows.reduce((total, tally) => total + of(tally), 0).toLocaleString('en');
    return `${rows.length}: ${sum(({ caught }) => caught)} of ${sum(({ defects }) => defects)}, ${sum(({ missed }) => missed)} passed, ${sum(({ falseAlarms }) => falseAlarms)} of ${sum(({ clean }) => clean)}`;
  };
  const told = (pattern: RegExp): string => {
    const [, count, caught, defects, passed, failed = '', clean] = pattern.exec(readme) ?? [];
    return `${count}: ${caught} of ${defects}, ${passed} passed, ${failed.replace('none', '0')} of ${clean}`;
  };
  const counts = String.raw`([\d,]+) of ([\d,]+)(?: defects)? caught, ([\d,]+) passed, the rest left open; (none|[\d,]+) of ([\d,]+) clean cases failed`;
  expect(told(new RegExp(String.raw`, (\d+) oracles that measure [^|]*\| ${counts}`))).toBe(sums('deterministic'));
  expect(told(new RegExp(String.raw`, (\d+) oracles with perception models \| ${counts}`))).toBe(sums('model'));
});

test.each([[0, 40, 0, 0.088], [40, 40, 0.912, 1], [2, 100, 0.0055, 0.07]])('%i of %i: the Wilson interval reaches from %d to %d', (hits, total, low, high) => {
  const rate = rateOf(hits, total);
  expect(rate.low).toBeCloseTo(low, 2);
  expect(rate.high).toBeCloseTo(high, 2);
});

const rates = (missed: number): ErrorRates => ({ cases: { defects: 100, clean: 100 }, missed: rateOf(missed, 100), falseAlarms: rateOf(0, 100), leftOpen: rateOf(20, 100) });
const verdict = (oracle: string, more: object = {}) => ({ oracle, kind: 'deterministic' as const, status: 'pass' as const, ...more });

describe('what passes are worth', () => {
  test('is that of the weakest measured oracle, rounded up', () => {
    const { wrongAtMost, weakest, measured } = assuranceOf([verdict('a', { errorRates: rates(0) }), verdict('b', { errorRates: rates(10) })]);
    expect({ weakest, measured }).toEqual({ weakest: 'b', measured: 2 });
    expect(wrongAtMost).toBeGreaterThanOrEqual(wrongAfterPass(rates(10)));
  });
  test('counts no judge, no fail, and nothing outside of what was measured', () => {
    const found = assuranceOf([
      verdict('judge', { kind: 'judge', errorRates: rates(50) }), verdict('failed', { status: 'fail', errorRates: rates(50) }),
      verdict('outside', { errorRates: rates(50), outsideMeasured: 'another language' }), verdict('mine'), verdict('mine'),
    ]);
    expect(found).toEqual({ measured: 0, notMeasured: ['outside', 'mine'], wrongAtMost: null, weakest: null });
  });
  test('names a judge that settled what an oracle left open, and no other', () => {
    const open = verdict('in_place', { status: 'inconclusive' as const });
    const judge = verdict('second_reader', { kind: 'judge' as const, settles: ['in_place'] });
    expect(assuranceOf([open, judge]).notMeasured).toEqual(['second_reader']);
    expect(assuranceOf([judge]).notMeasured).toEqual([]);
  });
  test('grows with what an oracle misses', () => {
    expect(wrongAfterPass(rates(30))).toBeGreaterThan(wrongAfterPass(rates(3)));
  });
});

test('the verifier puts the rates of an oracle into its decisions; an oracle of a user has none', async () => {
  const known = builtInOracles.find(({ spec }) => spec.name === 'not_empty');
  const own = defineOracle({ name: 'mine', description: 'mine', kind: 'deterministic', modalities: ['text'], params: z.object({}), check: () => Promise.resolve({ status: 'pass' as const }) });
  const oracles = new Map([known, own].flatMap((oracle) => (oracle ? [[oracle.spec.name, oracle] as const] : [])));
  const decisions = await verify({
    criteria: [{ oracle: 'not_empty', params: {}, origin: 'plan' }, { oracle: 'mine', params: {}, origin: 'plan' }], oracles,
    subjectOf: () => ({ port: 'text', modality: 'text', value: 'A word.', tool: null, inputs: [], outputs: [], goal: '' }),
    context: { signal: new AbortController().signal, models: noModels, scratch: '' },
  });
  expect(decisions.map(({ oracle, errorRates }) => [oracle, errorRates])).toEqual([['not_empty', errorRatesOf('not_empty')], ['mine', undefined]]);
});
