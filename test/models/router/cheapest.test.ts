import { cheapestThatHolds, type ModelRecord } from '../../../src/models/router/index.js';

const record = (model: string, held: number, of: number, ms: number, memoryBytes: number): ModelRecord => ({ model, held, of, ms, memoryBytes });
const large = record('large', 45, 50, 1000, 100);

test('a model that holds about as often in less time and memory is preferred; of several, the fastest', () => {
  expect(cheapestThatHolds([large, record('small', 43, 50, 400, 50)])?.model).toBe('small');
  expect(cheapestThatHolds([large, record('small', 43, 50, 400, 50), record('tiny', 44, 50, 100, 10)])?.model).toBe('tiny');
});

test.each([
  ['holds significantly less often', record('small', 25, 50, 100, 10)],
  ['has hardly been tried', record('small', 5, 5, 100, 10)],
  ['is about as slow', record('small', 50, 50, 900, 10)],
  ['takes more memory', record('small', 50, 50, 100, 200)],
  ['was never tried', record('small', 0, 0, 0, 10)],
])('the favourite stays where the other model %s', (_why, other) => {
  expect(cheapestThatHolds([large, other])).toBeUndefined();
});

test('the favourite stays while it is not known itself, and alone', () => {
  expect(cheapestThatHolds([record('large', 3, 3, 1000, 100), record('small', 50, 50, 100, 10)])).toBeUndefined();
  expect(cheapestThatHolds([large])).toBeUndefined();
  expect(cheapestThatHolds([])).toBeUndefined();
});
