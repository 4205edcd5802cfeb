/** The tasks of the loop's bench, all with a truth that a program checks and the verifier never sees. */
import type { LoopTask } from '../task.js';
import { answerTasks } from './answer.js';
import { extractTasks } from './extract.js';
import { fourthTasks } from './fourth/index.js';
import { freshTasks } from './fresh.js';
import { laterTasks } from './later.js';
import { pageTasks } from './page.js';
import { pictureTasks } from './picture.js';
import { plannedTasks } from './planned.js';
import { rewriteTasks } from './rewrite.js';
import { secondTasks } from './second/index.js';
import { speechTasks } from './speech.js';
import { statedTasks } from './stated.js';
import { summariseTasks } from './summarise.js';
import { thirdTasks } from './third/index.js';
import { translateTasks } from './translate.js';
import { videoTasks } from './video.js';

/** Quick ones first, so that a pass that is cut short has done many. */
export const loopTasks: readonly LoopTask[] = [
  ...answerTasks, ...extractTasks, ...laterTasks, ...freshTasks, ...secondTasks, ...thirdTasks, ...fourthTasks, ...pageTasks, ...plannedTasks, ...pictureTasks, ...translateTasks, ...summariseTasks, ...rewriteTasks, ...statedTasks, ...speechTasks, ...videoTasks,
];
