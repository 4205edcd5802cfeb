import { identifyLanguage } from '../../../tools/text/index.js';
import { isDayOrMonth } from '../goal/index.js';
import { textScore } from '../ground/index.js';
import { linesOf, type View } from './view.js';

/** A name in the middle of a sentence, or an address. */
const NAMES = /[^\s@"“”]+@[^\s@"“”]+\.\p{L}{2,}|(?<=[\p{Ll}\d,]\s)\p{Lu}[\p{L}'’-]{2,}/gu;
/** Seldom shown with a name. */
const TITLE = /^(?:mrs|miss|madam|sir)$/i;
/** A word that recognition may have misread. */
const ALIKE = 0.8;

/**
 * A name in a task that neither stands on the screen nor in `elsewhere`, such as what is typed: what a language model would choose for the task there, it would do to something else.
 * Undefined where there is none but days and months, which are shown in many ways, and in German, where every noun looks like a name.
 */
export async function missingName(task: string, view: View, elsewhere: readonly string[] = []): Promise<string | undefined> {
  if ((await identifyLanguage(task)).code === 'de') return undefined;
  const words = [...linesOf(view).flatMap(({ text }) => text.split(/[\s,;:()|]+/)), ...elsewhere.flatMap((text) => text.split(/\s+/))];
  return (task.match(NAMES) ?? []).find((name) => !isDayOrMonth(name) && !TITLE.test(name) && !words.some((word) => textScore(name, word) >= ALIKE));
}
