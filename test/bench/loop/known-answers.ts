import type { Delivered, LoopTask, Workbench } from '../../../bench/loop/task.js';
import { noModels } from '../../support/no-models.js';

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

/** Answers with what a task's truth finds wrong about them. */
export function judged(task: LoopTask, answers: readonly string[]): Promise<{ answer: string; faults: readonly string[] }[]> {
  return Promise.all(answers.map(async (answer) => ({ answer, faults: await task.truth(delivered(answer), bench) })));
}
