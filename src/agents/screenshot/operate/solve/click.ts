import type { SubGoalOf } from '../../goal/index.js';
import { ground, likeness, type Candidate } from '../../ground/index.js';
import type { Done } from '../session.js';
import type { View } from '../view.js';
import { find } from './find.js';
import { candidatesFor, clickOn, naming, press, settleClaims, Unsolved, type Work } from './work.js';

/** Clicks what is described, and climbs the ladder where nothing comes of it: look again, another reading, the keyboard. */
export async function solveClick(work: Work, part: SubGoalOf<'click'>): Promise<void> {
  const { candidate, view } = await find(work, part.target, part);
  settleClaims(work, view);
  const many = part.target.all && part.target.ordinal === undefined ? candidatesFor(view, part.target, part).filter(({ score }) => score >= candidate.score - 0.04) : [candidate];
  if (many.length > 1 && /^(?:all|every|each|both)\b/i.test(part.target.words)) {
    for (const one of many) await clickUntilSeen(work, part, one, view);
    return;
  }
  await clickUntilSeen(work, part, candidate, view);
}

async function clickUntilSeen(work: Work, part: SubGoalOf<'click'>, candidate: Candidate, view: View): Promise<void> {
  const options = { count: part.count, button: part.button, keys: part.keys };
  let done = await clickOn(work, candidate, part.words, { is: 'change' }, options);
  if (done.step.verdict.status === 'no effect') done = await climb(work, part, candidate, done);
  const { status, reason } = done.step.verdict;
  work.claims.push({
    part: part.words, view,
    test: (screen) => {
      if (status !== 'expected') return { status: 'failed', reason: `After the click on ${naming(candidate)} ${reason}.` };
      // A mark without a text was known by its form; its form is the same as it was.
      if (candidate.byForm) return { status: 'proved', reason: `The mark that looks like ${JSON.stringify(candidate.name)} was clicked, and ${reason}.` };
      const again = ground(part.target, screen, { echo: view.echo, within: part.within });
      const isIt = again.some(({ box, score }) => likeness(box, candidate.box) > 0.4 && score >= (again[0]?.score ?? 0) - 0.05);
      if (isIt) return { status: 'proved', reason: `${naming(candidate)} was clicked, and ${reason}.` };
      return { status: 'unproved', reason: `${naming(candidate)} was clicked, and ${reason}; whether it is ${JSON.stringify(part.target.words)} cannot be read in the picture.` };
    },
  });
}

/** No pixel moved: it may be late, the click may have missed, or the mouse may not be what it takes. */
async function climb(work: Work, part: SubGoalOf<'click'>, first: Candidate, done: Done): Promise<Done> {
  const { session } = work;
  await session.wait(600);
  const late = await session.look({ again: true });
  if (!late.frame.png.equals(done.view.frame.png)) return { ...done, view: late, step: { ...done.step, verdict: { ...done.step.verdict, status: 'expected', reason: 'the page changed after a while' } } };
  if (first.element.kind === 'button' && part.button === 'left' && part.count === 1) {
    // The click gave the button the keyboard without a sign; Enter presses what has it.
    const pressed = await press(work, 'Enter', 'The click showed no effect: press it by the keyboard.', { is: 'change' }, first.box);
    if (pressed.step.verdict.status === 'expected') return pressed;
  }
  const other = candidatesFor(late, part.target, part).find(({ box }) => likeness(box, first.box) < 0.3);
  if (!other) return done;
  return clickOn(work, other, 'The click showed no effect: this may be meant.', { is: 'change' });
}

/** Clicks into a field. */
export async function solveFocus(work: Work, part: SubGoalOf<'focus'>): Promise<void> {
  const { candidate, view } = await find(work, part.target.kind === undefined ? { ...part.target, kind: 'input' } : part.target, part);
  settleClaims(work, view);
  const done = await clickOn(work, candidate, part.words, { is: 'focus', box: candidate.box });
  const { status, reason } = done.step.verdict;
  work.claims.push({ part: part.words, view, test: () => ({ status: status === 'expected' || done.step.verdict.regions.length > 0 ? 'proved' : 'failed', reason }) });
}

export async function solveHover(work: Work, part: SubGoalOf<'hover'>): Promise<void> {
  const { candidate, view } = await find(work, part.target, part);
  const { x, y, width, height } = candidate.box;
  await work.session.do({ thought: part.words, action: { type: 'hover', at: { x: x + width / 2, y: y + height / 2 } }, target: naming(candidate), box: candidate.box, expect: { is: 'nothing' } });
  work.claims.push({ part: part.words, view, test: () => ({ status: 'proved', reason: `The pointer is on ${naming(candidate)}.` }) });
}

/** Opens or closes a section, a menu or a list. */
export async function solveOpen(work: Work, part: SubGoalOf<'open'>): Promise<void> {
  const { candidate, view } = await find(work, part.target, part, ({ element }) => element.state.expanded === undefined || element.state.expanded !== part.open || part.target.kind !== 'section');
  settleClaims(work, view);
  if (candidate.element.state.expanded === part.open) {
    work.claims.push({ part: part.words, view, test: () => ({ status: 'proved', reason: `${naming(candidate)} is ${part.open ? 'open' : 'closed'} already.` }) });
    return;
  }
  const done = await clickOn(work, candidate, part.words, { is: 'change' });
  if (done.step.verdict.status !== 'expected') throw new Unsolved(`${naming(candidate)} does not ${part.open ? 'open' : 'close'}: ${done.step.verdict.reason}.`);
  work.claims.push({ part: part.words, view: done.view, test: () => ({ status: 'proved', reason: `${naming(candidate)} was clicked, and ${done.step.verdict.reason}.` }) });
}
