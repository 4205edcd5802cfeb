import type { SubGoalOf } from '../../goal/index.js';
import { isMet } from '../numbers-seen.js';
import { linesOf } from '../view.js';
import { fieldsOn } from './fields.js';
import { find } from './find.js';
import { candidatesFor, claimChange, claimNow, clickOn, press, settleClaims, Unsolved, type Work } from './work.js';

/** So often it is guessed, pressed or waited. */
const GUESSES = 12;
const PRESSES = 25;
const WAITS = 60;
/** ms between two looks at a number that changes by itself. */
const PAUSE_MS = 400;

const LOW = /\b(?:too (?:low|small)|higher|greater|larger|bigger|more)\b/i;
const HIGH = /\b(?:too (?:high|large|big)|lower|less|smaller)\b/i;

/** Halves the range by what the page says of each guess. */
export async function solveGuess(work: Work, part: SubGoalOf<'guess'>): Promise<void> {
  const { session } = work;
  let { low, high } = part;
  for (let turn = 0; turn < GUESSES && low <= high; turn += 1) {
    const view = await session.look();
    const [field] = fieldsOn(view);
    if (!field) {
      if (turn > 0) return;
      throw new Unsolved('There is no field for a guess.');
    }
    const guess = Math.floor((low + high) / 2);
    const before = linesOf(view).map(({ text }) => text);
    await clickOn(work, field, `${part.words}: click into the field`, { is: 'focus', box: field.box });
    await press(work, 'Control+A', 'Replace the last guess.');
    await session.do({ thought: `${part.words}: between ${low} and ${high}`, target: field.name, box: field.box, expect: { is: 'nothing' }, action: { type: 'type', text: String(guess) } });
    const now = await session.look();
    const submit = candidatesFor(now, { words: 'submit', texts: ['submit', 'guess', 'check', 'ok'], quoted: false, sides: [], all: false, kind: 'button' })[0];
    const done = submit ? await clickOn(work, submit, `The guess is ${guess}.`, { is: 'change' }) : await press(work, 'Enter', `The guess is ${guess}.`, { is: 'change' });
    const answer = linesOf(done.view).map(({ text }) => text).filter((text) => turn === 0 || !before.includes(text) || LOW.test(text) || HIGH.test(text)).join(' ');
    work.answer = String(guess);
    const about = new RegExp(`(?:number|it|answer|guess)[^.]{0,40}?(lower|less|smaller|higher|greater|larger|bigger|more)[^.]{0,12}?than[^.\\d]*${guess}`, 'i').exec(answer);
    const says = about ? (/lower|less|smaller/i.test(about[1] ?? '') ? 'high' : 'low') : HIGH.test(answer) && !LOW.test(answer) ? 'high' : LOW.test(answer) && !HIGH.test(answer) ? 'low' : undefined;
    if (says === 'high') high = guess - 1;
    else if (says === 'low') low = guess + 1;
    else {
      claimChange(work, part.words, `the guess ${guess}`, done);
      return;
    }
  }
  throw new Unsolved('No number fits what the page says.');
}

/** Presses again and again, or waits, until the screen shows what is wanted. */
export async function solveUntil(work: Work, part: SubGoalOf<'until'>): Promise<void> {
  const { session } = work;
  const { holds, then } = part;
  const again = part.again ?? (then === undefined ? { words: 'generate', texts: ['generate', 'next', 'roll', 'new number', 'again', 'draw'], quoted: false, sides: [], all: false, kind: 'button' as const } : undefined);
  settleClaims(work, await session.look());
  for (let turn = 0; turn < (again ? PRESSES : WAITS); turn += 1) {
    const view = await session.look();
    if (isMet(holds, view)) {
      claimNow(work, part.words, { is: 'met', holds }, view);
      if (then) await clickOn(work, (await find(work, then, part)).candidate, part.words, { is: 'change' });
      return;
    }
    if (again) await clickOn(work, (await find(work, again, part)).candidate, `${part.words}: once more`, { is: 'change' });
    else {
      await session.wait(PAUSE_MS);
      await session.look({ again: true });
    }
  }
  throw new Unsolved('What was waited for did not come.');
}
