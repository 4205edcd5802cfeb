import { identifyLanguage } from '../../../tools/text/index.js';
import { MONTHS } from '../goal/dates.js';
import { textScore } from '../ground/index.js';
import { linesOf, type View } from './view.js';

/** A name in the middle of a sentence, or an address. */
const NAMES = /[^\s@"“”]+@[^\s@"“”]+\.\p{L}{2,}|(?<=[\p{Ll}\d,]\s)\p{Lu}[\p{L}'’-]{2,}/gu;
/** Days and months are shown in many ways, titles seldom. */
const OTHERWISE_SHOWN = new RegExp(`^(?:(?:mon|tue|wed|thu|fri|sat|sun|${MONTHS.join('|')})\\p{L}*|mrs|miss|madam|sir)$`, 'iu');
/** A word that recognition may have misread. */
const ALIKE = 0.8;

/**
 * A name in a task that neither stands on the screen nor in `elsewhere`, such as what is typed: what a language model would choose for the task there, it would do to something else.
 * Undefined where there is none, and in German, where every noun looks like a name.
 */
export async function missingName(task: string, view: View, elsewhere: readonly string[] = []): Promise<string | undefined> {
  if ((await identifyLanguage(task)).code === 'de') return undefined;
  const words = [...linesOf(view).flatMap(({ text }) => text.split(/[\s,;:()|]+/)), ...elsewhere.flatMap((text) => text.split(/\s+/))];
  return (task.match(NAMES) ?? []).find((name) => !OTHERWISE_SHOWN.test(name) && !words.some((word) => textScore(name, word) >= ALIKE));
}
