import type { Box } from '../../../../core/index.js';
import type { SubGoal, SubGoalOf, Value } from '../../goal/index.js';
import { middleOf, textScore } from '../../ground/index.js';
import { sumOn } from '../sums.js';
import { totalOn } from '../totals.js';
import { beside, countOf, shownText, textPartOn } from '../text-seen.js';
import { linesOf, type View } from '../view.js';
import type { Claim } from '../claim.js';
import { readAnswer } from '../think.js';
import { fieldsOn } from './fields.js';
import { fill } from './fill.js';
import { claimChange, claimNow, clickOn, settleClaims, Unsolved, type Memory, type Work } from './work.js';

/** Finds the value that is to be entered. Throws Unsolved where it is not on the screen. */
export async function resolveValue(work: Work, value: Value, view: View, part: SubGoal, aside: readonly Box[] = []): Promise<Memory> {
  switch (value.from) {
    case 'goal': return { text: value.text };
    case 'memory': {
      if (work.memory) return work.memory;
      const read = await readAnswer(work.session, part.words, view);
      if (read === undefined) throw new Unsolved(`What is meant by ${JSON.stringify(part.words)} was not found before.`);
      return { text: read };
    }
    case 'sum': {
      const sum = sumOn(linesOf(view));
      if (sum === undefined) throw new Unsolved('No sum can be read on the screen.');
      return { text: sum };
    }
    case 'total': {
      const total = totalOn(view, value.of);
      if (total === undefined) throw new Unsolved(`What ${value.of.map(({ words }) => words).join(' and ')} come to cannot be read on the screen.`);
      return { text: total };
    }
    case 'count': return { text: String(countOf(view, value.of)) };
    case 'text': {
      const found = textPartOn(await fromItsEnd(work, value, view), value);
      if (!found) throw new Unsolved('The text on the screen is not that long.');
      return found;
    }
    case 'suggestion': return { text: value.starts };
    case 'shown': {
      const shown = shownText(view);
      if (!shown) throw new Unsolved('The screen shows no text to type.');
      return shown;
    }
    case 'label': {
      const found = beside(view, value.of, part.within, aside, value.property);
      if (found) return found;
      const read = await readAnswer(work.session, part.words, view);
      if (read === undefined) throw new Unsolved(`The value of ${JSON.stringify(value.of.words)} cannot be read on the screen.`);
      return { text: read };
    }
  }
}

/** A text area is scrolled to its end before it is counted from there. */
async function fromItsEnd(work: Work, value: Extract<Value, { from: 'text' }>, view: View): Promise<View> {
  if (value.ordinal > 0 || (value.of?.kind !== 'textarea' && value.of?.kind !== 'input')) return view;
  const area = [...fieldsOn(view)].sort((a, b) => b.box.height * b.box.width - a.box.height * a.box.width)[0];
  if (!area) return view;
  return (await work.session.do({ thought: 'The end of the text is further down: scroll.', target: 'the text', box: area.box, expect: { is: 'nothing' }, action: { type: 'scroll', at: middleOf(area.box), dx: 0, dy: 20_000 } })).view;
}

/** Works a value out and keeps it; when the goal asks for nothing more, gives the answer where the page asks for it. */
export async function solveWorkOut(work: Work, part: SubGoalOf<'work-out'>, isLast: boolean): Promise<void> {
  const view = await work.session.look();
  work.memory = await resolveValue(work, part.value, view, part);
  work.answer = work.memory.text;
  if (!isLast) return;
  settleClaims(work, view);
  const { text } = work.memory;
  const choices = view.screen.elements.filter((element) => !view.echo.has(element.number) && ['button', 'link', 'radio', 'checkbox', 'menu-item', 'tab'].includes(element.kind));
  // A nought that stands alone reads as the letter.
  const named = choices.find((element) => textScore(text, element.text || element.label) >= 0.92);
  if (named) {
    const done = await clickOn(work, { element: named, box: named.box, score: 1, name: text }, `The answer is ${text}.`, { is: 'change' });
    claimNow(work, part.words, claimOf(part.value, text), view);
    claimChange(work, `${part.words} ${text}`, `the press on ${text}`, done, named.box);
    return;
  }
  // Where the page offers numbers to choose from and this is none of them, it was not read rightly.
  if (choices.filter((element) => /^\d+$/.test(element.text || element.label)).length >= 2) throw new Unsolved(`The answer ${text} is none of those that the screen offers.`);
  if (fieldsOn(view).length > 0) {
    const [field] = fieldsOn(view);
    if (field) {
      await fill(work, part, field, { text });
      claimNow(work, part.words, claimOf(part.value, text), view);
      return handIn(work, part.words);
    }
  }
  claimNow(work, part.words, claimOf(part.value, text), view);
}

/** What a page calls the button by which an answer is given. */
const HANDS_IN = /^(?:check(?: answer| it)?|submit(?: answer)?|answer|ok(?:ay)?|done|go|send|verify|confirm|enter|next)$/i;

/** An answer counts when it is given in: where the page has a button for that, it is pressed. */
async function handIn(work: Work, words: string): Promise<void> {
  const view = await work.session.look();
  const element = view.screen.elements.find(({ kind, text, state }) => kind === 'button' && state.disabled !== true && HANDS_IN.test(text.trim()));
  if (!element) return;
  settleClaims(work, view);
  const done = await clickOn(work, { element, box: element.box, score: 1, name: element.text }, `${words}: give it in`, { is: 'change' });
  claimChange(work, `${words}: ${element.text}`, `the press on ${JSON.stringify(element.text)}`, done, element.box);
}

/** What shows that a value was worked out rightly: the same work on a fresh reading. */
export function claimOf(value: Value, text: string): Claim {
  switch (value.from) {
    case 'count': return { is: 'counted', of: value.of, text };
    case 'sum': return { is: 'summed', text };
    case 'total': return { is: 'totalled', of: [...value.of], text };
    default: return { is: 'read', text };
  }
}
