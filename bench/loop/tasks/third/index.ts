/**
 * The third blind set: forty-two tasks on ten everyday texts, by somebody who knew the formats of this bench and not how the
 * product makes and checks its answers.
 */
import type { LoopTask } from '../../task.js';
import { extracts, translations } from './extracts.js';
import { questions } from './questions.js';
import { rewritings } from './rewritings.js';
import { severalSteps } from './several-steps.js';
import { summaries } from './summaries.js';

export const thirdTasks: readonly LoopTask[] = [...questions, ...extracts, ...severalSteps, ...translations, ...summaries, ...rewritings].map((task) => ({ ...task, id: `third-${task.id}` }));
