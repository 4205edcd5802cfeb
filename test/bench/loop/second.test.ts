import * as journeys from '../../../bench/loop/documents/second/journeys.js';
import * as notices from '../../../bench/loop/documents/second/notices.js';
import { secondTasks } from '../../../bench/loop/tasks/second/index.js';
import { wordCount } from '../../../bench/loop/truth/text.js';
import { judged } from './known-answers.js';
import { extractSamples } from './second/extracts.js';
import { longerSamples } from './second/longer.js';
import { questionSamples } from './second/questions.js';
import { rewritingSamples } from './second/rewritings.js';
import type { SamplesByTask } from './second/samples.js';
import { severalStepsSamples } from './second/several-steps.js';
import { summarySamples } from './second/summaries.js';
import { translationSamples } from './second/translations.js';

const samples: SamplesByTask = { ...questionSamples, ...extractSamples, ...severalStepsSamples, ...translationSamples, ...summarySamples, ...rewritingSamples };
const none = { right: [], wrong: [] };
const cases = secondTasks.map((task) => {
  const name = task.id.replace(/^second-/, '');
  const [short, long] = [samples[name] ?? none, longerSamples[name] ?? none];
  return { task, known: { right: [...short.right, ...long.right], wrong: [...short.wrong, ...long.wrong] } };
});

test('there are sixty tasks on twelve texts of everyday length, each with its own samples', () => {
  expect(secondTasks).toHaveLength(60);
  expect(new Set(secondTasks.map(({ id }) => id)).size).toBe(60);
  expect(secondTasks.every(({ id }) => id.startsWith('second-'))).toBe(true);
  expect(Object.keys(samples).sort()).toEqual(secondTasks.map(({ id }) => id.replace(/^second-/, '')).sort());
  const lengths = [...Object.values(notices), ...Object.values(journeys)].map(wordCount);
  expect(lengths).toHaveLength(12);
  expect(Math.min(...lengths)).toBeGreaterThanOrEqual(120);
  expect(Math.max(...lengths)).toBeLessThanOrEqual(400);
});

test.each(cases)('$task.id takes every right answer and no wrong one', async ({ task, known }) => {
  expect(known.right.length).toBeGreaterThanOrEqual(3);
  expect(known.wrong.length).toBeGreaterThanOrEqual(3);
  expect((await judged(task, known.right)).filter(({ faults }) => faults.length > 0)).toEqual([]);
  expect((await judged(task, known.wrong)).filter(({ faults }) => faults.length === 0)).toEqual([]);
});
