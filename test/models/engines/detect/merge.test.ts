import { dropDuplicates, mergeViews } from '../../../../src/models/engines/detect/merge.js';

const at = (label: string, score: number, x: number, width = 100) => ({ label, score, box: { x, y: 0, width, height: 100 } });

test('a thing seen both ways has its mean score, one seen once half of it', () => {
  expect(mergeViews([at('dog', 0.6, 0), at('cat', 0.4, 500)], [at('dog', 0.4, 5)]).map(({ label, score }) => [label, score])).toEqual([['dog', 0.5], ['cat', 0.2]]);
});

test('second boxes of one thing go, of its own class, of another and as a part', () => {
  expect(dropDuplicates([at('car', 0.6, 0), at('truck', 0.5, 2), at('car', 0.4, 10, 80), at('car', 0.3, 300)]).map(({ box }) => box.x)).toEqual([0, 300]);
});
