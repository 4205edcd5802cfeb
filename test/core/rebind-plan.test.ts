import { rebindGivens } from '../../src/core/index.js';

const plan = (...names: string[]): unknown => ({ steps: [{ id: 'a', tool: 'compare_images', inputs: { images: names.map((given) => ({ given })) } }] });

test('another file takes the place of the one that the plan was saved with', () => {
  const { plan: rebound, notes } = rebindGivens(plan('dog.jpg'), ['cat.jpg']);
  expect(rebound).toMatchObject({ steps: [{ inputs: { images: [{ given: 'cat.jpg' }] } }] });
  expect(notes).toEqual(['cat.jpg takes the place of dog.jpg']);
});

test('a name that was given keeps its place and the others follow in order', () => {
  const { plan: rebound } = rebindGivens(plan('a.jpg', 'b.jpg', 'c.jpg'), ['x.jpg', 'b.jpg', 'y.jpg']);
  expect(rebound).toMatchObject({ steps: [{ inputs: { images: [{ given: 'x.jpg' }, { given: 'b.jpg' }, { given: 'y.jpg' }] } }] });
});

test.each([
  ['fewer files than the plan speaks of', plan('a.jpg', 'b.jpg'), ['x.jpg']],
  ['more files than the plan speaks of', plan('a.jpg'), ['x.jpg', 'y.jpg']],
  ['what is no plan', { steps: 3 }, ['x.jpg']],
  ['the same names', plan('a.jpg'), ['a.jpg']],
])('%s change nothing', (_case, candidate, given) => {
  expect(rebindGivens(candidate, given)).toEqual({ plan: candidate, notes: [] });
});
