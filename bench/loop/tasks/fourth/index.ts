/**
 * The fourth blind set: fifty tasks, twenty-eight on eight everyday texts and twenty-two on real media and pages, by somebody
 * who knew the formats of this bench and not how the product makes and checks its answers.
 */
import type { LoopTask } from '../../task.js';
import { extracts } from './extracts.js';
import { media } from './media.js';
import { pages } from './pages.js';
import { planned } from './planned.js';
import { questions } from './questions.js';
import { rewritings, translations } from './rewritings.js';
import { summaries } from './summaries.js';

export const fourthTasks: readonly LoopTask[] = [...questions, ...extracts, ...translations, ...summaries, ...rewritings, ...pages, ...planned, ...media].map((task) => ({ ...task, id: `fourth-${task.id}` }));
