import type { Delivered, LoopTask, Workbench } from '../../../bench/loop/task.js';
import { noModels } from '../../support/no-models.js';

const bench: Workbench = { media: '', made: '', pages: '', python: '', models: noModels };

/** A file that a task made. */
export interface MadeFile {
  readonly path: string;
  readonly modality: 'image' | 'audio' | 'video';
}

/** What a task would deliver: a text, for an extraction the same lines as facts, and the file of every port. */
export function delivered(answer: string, made?: MadeFile): Delivered {
  const usage = { llmTokens: 0, ms: 0, peakBytes: 0 };
  const facts = answer.split('\n').map((line) => ({ name: line.slice(0, line.indexOf(':')), value: line.slice(line.indexOf(':') + 1).trim() }));
  const artifacts = made === undefined ? [] : [{ id: 'made', mime: '', bytes: 0, step: 'it', port: made.modality, ...made }];
  return {
    outcome: { runId: 'sample', status: 'completed', answer, artifacts, steps: [], verdicts: [], unproved: [], plan: null, usage }, text: answer,
    file: () => {
      if (made === undefined) throw new RangeError('there is no file');
      return made.path;
    },
    data: () => ({ facts }),
  };
}

/** Answers with what a task's truth finds wrong about them. */
export function judged(task: LoopTask, answers: readonly string[]): Promise<{ answer: string; faults: readonly string[] }[]> {
  return Promise.all(answers.map(async (answer) => ({ answer, faults: await task.truth(delivered(answer), bench) })));
}
