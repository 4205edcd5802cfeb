import type { SubGoalOf } from '../../goal/index.js';
import { bestRun, contains, middleOf, type Candidate } from '../../ground/index.js';
import { wordsIn } from '../prove/edits.js';
import { textIn } from '../verdict.js';
import { linesOf, type View } from '../view.js';
import { fieldsFor, fieldsOn } from './fields.js';
import { markText } from './format.js';
import { claimLater, press, settleClaims, Unsolved, type Work } from './work.js';

/** Changes a part of a text that can be edited, and leaves the rest of it as it is. */
export async function solveEditText(work: Work, part: SubGoalOf<'edit-text'>): Promise<void> {
  const { session } = work;
  const view = await session.look();
  const field = editedField(view, part);
  if (!field) throw new Unsolved(part.find === undefined ? 'There is no text that could be added to.' : `No text that can be edited holds ${JSON.stringify(part.find)}.`);
  const was = shownIn(view, field);
  const wanted = withChange(was, part);
  settleClaims(work, view);
  if (part.find === undefined) {
    await session.do({ thought: `${part.words}: click into the text`, target: field.name, box: field.box, expect: { is: 'focus', box: field.box }, action: { type: 'click', at: middleOf(field.box), button: 'left', count: 1 } });
    await press(work, part.at === 'start' ? 'Control+Home' : 'Control+End', `${part.words}: go to its ${part.at ?? 'end'}`, { is: 'nothing' }, field.box);
    await typed(work, part, field, part.at === 'start' ? `${part.put} ` : ` ${part.put}`);
  } else {
    await markText(work, { ...part, text: part.find });
    if (part.put !== '') await typed(work, part, field, part.put);
    else {
      await press(work, 'Delete', part.words, { is: 'change' }, field.box);
      // The blank before a word that is gone goes with it, unless it stood at the beginning.
      if (wordsIn(was)[0] !== wordsIn(part.find)[0]) await press(work, 'Backspace', `${part.words}: and the blank before it`, { is: 'nothing' }, field.box);
      // Where marking had taken a blank along, the words beside it stand together now.
      if (wordsIn(shownIn(await session.look(), field)).length < wordsIn(wanted).length) await typed(work, part, field, ' ');
    }
  }
  claimLater(work, part.words, { is: 'edited', box: field.box, was, text: wanted });
}

const typed = (work: Work, part: SubGoalOf<'edit-text'>, field: Candidate, text: string): ReturnType<Work['session']['do']> => work.session.do({ thought: part.words, target: field.name, box: field.box, expect: { is: 'change' }, action: { type: 'type', text } });

const holds = (text: string, find: string): boolean => bestRun(find, text.split(/\s+/), 0.9) !== undefined;

/** The field that is named, else the one that holds the passage; text without a frame may be edited as well, where nothing else holds it. */
function editedField(view: View, part: SubGoalOf<'edit-text'>): Candidate | undefined {
  const { find } = part;
  const named = part.field ? fieldsFor(view, part.field, part) : [];
  const all = [...named, ...fieldsOn(view).toSorted((a, b) => b.box.height * b.box.width - a.box.height * a.box.width)];
  const own = find === undefined ? all.find((one) => shownIn(view, one) !== '') ?? all[0] : all.find((one) => holds(shownIn(view, one), find));
  if (own || find === undefined) return own;
  const panel = view.screen.elements.filter(({ kind, box }) => kind !== 'button' && box.height > 20 && holds(shownIn(view, { box }), find)).sort((a, b) => a.box.width * a.box.height - b.box.width * b.box.height)[0];
  return panel && { element: panel, box: panel.box, score: 0.6, name: panel.label || 'the text' };
}

/** All lines in a box, in reading order. */
const shownIn = (view: View, { box }: Pick<Candidate, 'box'>): string => textIn(box, view.screen) || linesOf(view).filter((line) => contains(box, line.box, 2)).map(({ text }) => text).join(' ');

/** The text as it should read: the passage is whole words of it. */
function withChange(was: string, { find, put, at }: SubGoalOf<'edit-text'>): string {
  if (find === undefined) return at === 'start' ? `${put} ${was}` : `${was} ${put}`;
  const words = was.split(/\s+/);
  const run = bestRun(find, words, 0.9);
  if (!run) return was;
  // The stop behind a word stays when the word goes.
  const stop = /[.,;:!?]+$/.exec(words[run.end - 1] ?? '')?.[0] ?? '';
  const before = words.slice(0, run.start);
  return (put === '' ? [...before.slice(0, -1), `${before.at(-1) ?? ''}${stop}`, ...words.slice(run.end)] : [...before, `${put}${/[.,;:!?]$/.test(put) ? '' : stop}`, ...words.slice(run.end)]).join(' ').trim();
}
