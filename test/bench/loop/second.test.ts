import * as journeys from '../../../bench/loop/documents/second/journeys.js';
import * as notices from '../../../bench/loop/documents/second/notices.js';
import type { Delivered, Workbench } from '../../../bench/loop/task.js';
import { secondTasks } from '../../../bench/loop/tasks/second/index.js';
import { wordCount } from '../../../bench/loop/truth/text.js';
import { noModels } from '../../support/no-models.js';
import { extractSamples } from './second/extracts.js';
import { longerSamples } from './second/longer.js';
import { questionSamples } from './second/questions.js';
import { rewritingSamples } from './second/rewritings.js';
import type { SamplesByTask } from './second/samples.js';
import { severalStepsSamples } from './second/several-steps.js';
import { summarySamples } from './second/summaries.js';
import { translationSamples } from './second/translations.js';

const samples: SamplesByTask = { ...questionSamples, ...extractSamples, ...severalStepsSamples, ...translationSamples, ...summarySamples, ...rewritingSamples };
const bench: Workbench = { media: '', made: '', pages: '', python: '', models: noModels };

/** What a task would deliver: a text, and for an extraction the same lines as facts. */
function delivered(answer: string): Delivered {
  const usage = { llmTokens: 0, ms: 0, peakBytes: 0 };
  const facts = answer.split('\n').map((line) => ({ name: line.slice(0, line.indexOf(':')), value: line.slice(line.indexOf(':') + 1).trim() }));
  return {
    outcome: { runId: 'sample', status: 'completed', answer, artifacts: [], steps: [], verdicts: [], unproved: [], plan: null, usage },
    text: answer, file: () => { throw new RangeError('there is no file'); }, data: () => ({ facts }),
  };
}

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
  const faults = async (answer: string): Promise<{ answer: string; faults: readonly string[] }> => ({ answer, faults: await task.truth(delivered(answer), bench) });
  const right = await Promise.all(known.right.map(faults));
  expect(right.filter((sample) => sample.faults.length > 0)).toEqual([]);
  const wrong = await Promise.all(known.wrong.map(faults));
  expect(wrong.filter((sample) => sample.faults.length === 0)).toEqual([]);
});
