/**
 * The second blind set: sixty tasks on twelve everyday texts, by somebody who knew the formats of this bench and not how the
 * product checks what it makes.
 */
import type { LoopTask } from '../../task.js';
import { extracts, translations } from './extracts.js';
import { questions } from './questions.js';
import { rewritings } from './rewritings.js';
import { severalSteps } from './several-steps.js';
import { summaries } from './summaries.js';

export const secondTasks: readonly LoopTask[] = [...questions, ...extracts, ...severalSteps, ...translations, ...summaries, ...rewritings].map((task) => ({ ...task, id: `second-${task.id}` }));
