import type { Description, SubGoalOf } from '../../goal/index.js';
import { gapBetween, likeness, sameRow, type Candidate } from '../../ground/index.js';
import { labelOf, riskOf } from '../../safety/index.js';
import { dialogAround } from '../dialogs-seen.js';
import { differenceOf, isAtWork, refusalIn } from '../prove/index.js';
import type { Done } from '../deed.js';
import type { Expectation } from '../verdict.js';
import type { View } from '../view.js';
import { find } from './find.js';
import { settleNow } from './last-look.js';
import { keyFor } from './legend.js';
import { confirmingOn } from './onward.js';
import { addedByTyping, sender } from './typed.js';
import { candidatesFor, claimLater, claimNow, clickOn, naming, settleClaims, Unsolved, type Work } from './work.js';

/** So many dialogs are closed. */
const MOST = 5;

/** Clicks what is described, and climbs the ladder where nothing comes of it: look again, the key that the page names, another reading. */
export async function solveClick(work: Work, part: SubGoalOf<'click'>): Promise<void> {
  if (part.deed === 'add' && (await addedByTyping(work, part))) return;
  const { candidate, view } = (part.deed === 'send' ? await sender(work, part) : undefined) ?? await find(work, part.target, part);
  await settleNow(work, view);
  if (part.target.all && part.target.texts[0] === 'close') return closeAll(work, part, candidate);
  const many = part.target.all && part.target.ordinal === undefined ? candidatesFor(view, part.target, part).filter(({ score }) => score >= candidate.score - 0.04) : [candidate];
  if (many.length > 1 && /^(?:all|every|each|both)\b/i.test(part.target.words)) {
    for (const one of many) await clickUntilSeen(work, part, one);
    return;
  }
  await clickUntilSeen(work, part, part.target.quoted ? candidate : valueBeside(view, candidate));
}

/** "Phone: 01 234": who asks for the phone number means what stands behind its name, where that can be pressed. */
function valueBeside(view: View, candidate: Candidate): Candidate {
  if (candidate.element.kind !== 'text') return candidate;
  const value = view.screen.elements.filter(({ kind, box, number }) => (kind === 'link' || kind === 'button') && !view.echo.has(number) && sameRow(box, candidate.box) && box.x >= candidate.box.x + candidate.box.width - 2 && gapBetween(box, candidate.box) < 80).sort((a, b) => a.box.x - b.box.x)[0];
  return value ? { ...candidate, element: value, box: value.box } : candidate;
}

async function clickUntilSeen(work: Work, part: SubGoalOf<'click'>, candidate: Candidate): Promise<void> {
  const options = { count: part.count, button: part.button, keys: part.keys };
  const closes = closesDialog(candidate, await work.session.look());
  let done = await clickOn(work, candidate, part.words, closes ? { is: 'dialog', open: false } : { is: 'change' }, options);
  if (done.step.verdict.status === 'no effect') done = await climb(work, part, candidate, done);
  done = await answered(work, done);
  for (let turn = 0; turn < RETRIES && asksForAnother(done, candidate); turn += 1) {
    await work.session.wait(WORK_MS);
    done = await answered(work, await clickOn(work, candidate, `${part.words}: once more, as the page asks for it`, { is: 'change' }, options));
  }
  done = await confirmed(work, part, done);
  claimNow(work, part.words, { is: 'clicked', ...claimed(part, candidate), byForm: candidate.byForm === true, ignore: [...work.session.volatile], ...(part.deed === undefined ? {} : { deed: part.deed }), ...(closes ? { closes } : {}) }, done.view, done);
}

/** A cross, or a button that is called so, closes the dialog that it lies in. */
function closesDialog({ element, box }: Candidate, { screen }: View): boolean {
  return /^(?:[×xX✕✖]|close|dismiss)$/i.test(labelOf(element)) && dialogAround(box, screen) !== undefined;
}

/** ms between looks at a page that is at work, and so many of them. */
const WORK_MS = 400;
const LOOKS = { busy: 8, silent: 1 };
/** So often a press that failed for the moment is repeated. */
const RETRIES = 2;

/** The picture on which a page that was at work on a press has its answer. */
async function answered(work: Work, done: Done): Promise<Done> {
  const { session } = work;
  if (done.step.verdict.status === 'no effect') return done;
  let { view } = done;
  for (let turn = 0; ; turn += 1) {
    const difference = differenceOf(done.seen, view);
    if (!isAtWork(difference) || turn >= (difference.come.length > 0 ? LOOKS.busy : LOOKS.silent)) return { ...done, view };
    await session.wait(WORK_MS);
    view = await session.look({ again: true });
  }
}

/** So many questions in a row are answered. */
const QUESTIONS = 3;

/** A page that asks whether it is meant is told so: the goal says it. What the answer does to the world is approved on its own. */
async function confirmed(work: Work, part: SubGoalOf<'click'>, first: Done): Promise<Done> {
  let done = first;
  for (let turn = 0; part.deed !== undefined && turn < QUESTIONS; turn += 1) {
    const answer = confirmingOn(part.deed, turn === 0 ? done.seen : work.session.previous ?? done.seen, done.view);
    if (!answer || isAnsweredNext(work, done.view)) break;
    const next = await answered(work, await clickOn(work, answer, `${part.words}: the page asks whether it is meant`, { is: 'change' }));
    done = { ...done, view: next.view };
  }
  return done;
}

/** The goal itself says what is to be answered. */
function isAnsweredNext({ next, session }: Work, view: View): boolean {
  const before = session.previous;
  return next?.kind === 'click' && candidatesFor(view, next.target, next).some(({ element }) => before?.screen.elements.some(({ text, kind }) => text === element.text && kind === element.kind) !== true);
}

/** A page that says what failed, and to try again, is taken at its word; not where a press does something to the world. */
function asksForAnother({ seen, view }: Done, candidate: Candidate): boolean {
  const difference = differenceOf(seen, view);
  return refusalIn(difference) !== undefined && /\b(?:try|press|click) (?:it )?again\b(?! later)/i.test(difference.come.join(' ')) && riskOf(labelOf(candidate.element)) === undefined;
}

/** What lies one above the other is closed one after the other. */
async function closeAll(work: Work, part: SubGoalOf<'click'>, first: Candidate): Promise<void> {
  let next: Candidate | undefined = first;
  for (let turn = 0; turn < MOST && next; turn += 1) {
    await clickUntilSeen(work, part, next);
    [next] = candidatesFor(await work.session.look(), part.target, part);
  }
}

/** No pixel moved: it may be late, it may take a key, or something else may be meant. */
async function climb(work: Work, part: SubGoalOf<'click'>, first: Candidate, done: Done): Promise<Done> {
  const { session } = work;
  await session.wait(600);
  const late = await session.look({ again: true });
  // What moves by itself is no effect that came late.
  if (session.differs(done.view, late)) return { ...done, view: late, step: { ...done.step, verdict: { ...done.step.verdict, status: 'expected', reason: 'the page changed after a while' } } };
  const key = keyFor(late, first);
  // It does what the click was to do, and is approved as that is.
  if (key !== undefined) return session.do({ thought: `The page names the key ${key} for it.`, expect: { is: 'change' }, target: '', label: labelOf(first.element), called: first.name, action: { type: 'key', chord: key.length === 1 ? key.toLowerCase() : key, times: 1 } });
  // A press that shows nothing may have done its work: the same by the keyboard would do it twice, and the ring around what has the keyboard would be taken for it.
  const other = candidatesFor(late, part.target, part).find(({ box }) => likeness(box, first.box) < 0.3);
  if (!other) return done;
  return clickOn(work, other, 'The click showed no effect: this may be meant.', { is: 'change' });
}

/** Clicks into a field. */
export async function solveFocus(work: Work, part: SubGoalOf<'focus'>): Promise<void> {
  const { candidate, view } = await find(work, part.target.kind === undefined ? { ...part.target, kind: 'input' } : part.target, part);
  settleClaims(work, view);
  const done = await clickOn(work, candidate, part.words, { is: 'focus', box: candidate.box });
  claimNow(work, part.words, { is: 'focused', ...claimed(part, candidate) }, done.view, done);
}

export async function solveHover(work: Work, part: SubGoalOf<'hover'>): Promise<void> {
  const { candidate } = await find(work, part.target, part);
  const { x, y, width, height } = candidate.box;
  const done = await work.session.do({ thought: part.words, action: { type: 'hover', at: { x: x + width / 2, y: y + height / 2 } }, target: naming(candidate), box: candidate.box, expect: { is: 'nothing' } });
  claimNow(work, part.words, { is: 'pointed at', ...claimed(part, candidate) }, done.view, done);
}

/** Opens or closes a section, a menu or a list. */
export async function solveOpen(work: Work, part: SubGoalOf<'open'>): Promise<void> {
  const { candidate, view } = await find(work, part.target, part, ({ element }) => element.state.expanded === undefined || element.state.expanded !== part.open || part.target.kind !== 'section');
  settleClaims(work, view);
  if (candidate.element.state.expanded === part.open) {
    claimNow(work, part.words, { is: 'opened', box: candidate.box, name: naming(candidate), open: part.open }, view);
    return;
  }
  const expect: Expectation = part.open && part.target.kind === 'dialog' ? { is: 'dialog', open: true } : { is: 'change' };
  let done = await clickOn(work, candidate, part.words, expect);
  if (done.step.verdict.status === 'no effect') {
    // A word in a running text bears the name and is nothing to press: what is meant may be further down, or in another tab.
    const other = await find(work, part.target, part, ({ box }) => likeness(box, candidate.box) < 0.3);
    done = await clickOn(work, other.candidate, part.words, expect);
  }
  if (done.step.verdict.status === 'no effect') throw new Unsolved(`${naming(candidate)} does not ${part.open ? 'open' : 'close'}: ${done.step.verdict.reason}.`);
  // What opens slowly is all there when the next thing is done.
  claimLater(work, part.words, { is: 'opened', box: candidate.box, name: naming(candidate), open: part.open }, done);
}

/** What a claim says of the thing that was acted on. */
function claimed(part: { readonly target: Description; readonly within?: Description | undefined }, candidate: Candidate): { target: Description; within?: Description | undefined; box: Candidate['box']; name: string } {
  return { target: part.target, within: part.within, box: candidate.box, name: naming(candidate) };
}
