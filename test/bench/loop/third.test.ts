import * as household from '../../../bench/loop/documents/third/household.js';
import * as leisure from '../../../bench/loop/documents/third/leisure.js';
import type { Family } from '../../../bench/loop/task.js';
import { thirdTasks } from '../../../bench/loop/tasks/third/index.js';
import { wordCount } from '../../../bench/loop/truth/text.js';
import { judged } from './known-answers.js';
import type { SamplesByTask } from './second/samples.js';
import { extractSamples } from './third/extracts.js';
import { questionSamples } from './third/questions.js';
import { rewritingSamples } from './third/rewritings.js';
import { severalStepsSamples } from './third/several-steps.js';
import { summarySamples } from './third/summaries.js';
import { translationSamples } from './third/translations.js';

const samples: SamplesByTask = { ...questionSamples, ...extractSamples, ...severalStepsSamples, ...translationSamples, ...summarySamples, ...rewritingSamples };
const cases = thirdTasks.map((task) => ({ task, known: samples[task.id.replace(/^third-/, '')] ?? { right: [], wrong: [] } }));

test('there are forty-two tasks on ten texts of everyday length, each with its own samples', () => {
  expect(new Set(thirdTasks.map(({ id }) => id)).size).toBe(42);
  expect(thirdTasks.every(({ id }) => id.startsWith('third-'))).toBe(true);
  expect(Object.keys(samples).sort()).toEqual(thirdTasks.map(({ id }) => id.replace(/^third-/, '')).sort());
  const families: readonly Family[] = thirdTasks.map(({ family }) => family);
  const count = (family: Family): number => families.filter((one) => one === family).length;
  expect([count('answer'), count('not said'), count('extract'), count('summarise'), count('rewrite'), count('translate'), count('planned')]).toEqual([14, 4, 8, 6, 5, 3, 2]);
  const lengths = [...Object.values(household), ...Object.values(leisure)].map(wordCount);
  expect(lengths).toHaveLength(10);
  expect(Math.min(...lengths)).toBeGreaterThanOrEqual(120);
  expect(Math.max(...lengths)).toBeLessThanOrEqual(350);
});

test.each(cases)('$task.id takes every right answer and no wrong one', async ({ task, known }) => {
  expect(known.right.length).toBeGreaterThanOrEqual(3);
  expect(known.wrong.length).toBeGreaterThanOrEqual(3);
  expect((await judged(task, known.right)).filter(({ faults }) => faults.length > 0)).toEqual([]);
  expect((await judged(task, known.wrong)).filter(({ faults }) => faults.length === 0)).toEqual([]);
});
