import type { SubGoalOf } from '../../goal/index.js';
import { iconCandidates, sameRow, textScore, type Candidate } from '../../ground/index.js';
import { fill } from './fill.js';
import { fieldsOn, promptsOn } from './fields.js';
import { textIn } from '../verdict.js';
import { linesOf, type View } from '../view.js';
import { suggestionFor } from './lists.js';
import { candidatesFor, claimChange, claimNow, clickOn, press, settleClaims, type Work } from './work.js';

/** "add the tag ⟦0⟧", where nothing bears that name yet and a field asks for more: it is typed there, and taken by Enter. False where no field does. */
export async function addedByTyping(work: Work, part: SubGoalOf<'click'>): Promise<boolean> {
  const name = part.target.relation?.of;
  const view = await work.session.look();
  if (name === undefined || name.texts.length === 0 || candidatesFor(view, name).some(({ score }) => score >= 0.85)) return false;
  const [text = ''] = name.texts;
  const noun = part.target.words.replace(/^add\s+(?:an?|the|another)?\s*(?:new\s+)?/i, '').replace(text, '').trim();
  const asks = (shown: string): boolean => /^(?:\+\s*)?(?:add|new|enter|type)\b/i.test(shown) || (noun !== '' && textScore(noun, shown) >= 0.8);
  const field = fieldsOn(view).find(({ element }) => asks(element.text) || asks(element.label)) ?? promptsOn(view).find(({ name: shown }) => asks(shown));
  if (!field) return false;
  settleClaims(work, view);
  await fill(work, part, field, { text });
  // What was typed moves on from the field: it is to be seen now, and not at the end.
  settleClaims(work, await work.session.look());
  const suggested = await suggestionFor(work, field, text, view);
  const done = suggested ? await clickOn(work, suggested, `${part.words}: take what is suggested`, { is: 'change' }) : await press(work, 'Enter', `${part.words}: take it`, { is: 'change' });
  const isLeft = textIn(field.box, done.view.screen).toLowerCase().includes(text.toLowerCase()) && linesOf(done.view).filter(({ text: line }) => line.toLowerCase().includes(text.toLowerCase())).length < 2;
  if (isLeft) claimChange(work, `${part.words}: Enter`, 'the press on Enter', done);
  else claimNow(work, part.words, { is: 'read', text }, done.view, done);
  return true;
}

/** CSS px: what sends a message stands no further behind its field. */
const BEHIND = 80;

/** What sends what was typed right before: a control without words at the end of its field; undefined where there is a better one, or none. */
export async function sender(work: Work, part: SubGoalOf<'click'>): Promise<{ candidate: Candidate; view: View } | undefined> {
  const view = await work.session.look();
  const field = work.session.typedInto;
  if (!field || candidatesFor(view, part.target, part).length > 0 || (await iconCandidates(part.target, view)).length > 0) return undefined;
  const end = field.x + field.width;
  const behind = view.screen.elements.filter(({ kind, text, box }) => (kind === 'button' || kind === 'icon' || kind === 'image' || kind === 'shape') && text.length <= 1 && sameRow(box, field) && box.x >= end - 60 && box.x - end < BEHIND && box.width <= 64);
  const [element] = behind.sort((a, b) => b.box.x - a.box.x);
  return element ? { candidate: { element, box: element.box, score: 0.5, name: 'send' }, view } : undefined;
}
