import type { Box } from '../../../../core/index.js';
import { contains, plain, type Candidate } from '../../ground/index.js';
import { calendarOn } from '../calendar-seen.js';
import { caretAt } from '../ink.js';
import type { View } from '../view.js';
import { elementAt, missed, shownScore, textIn } from '../verdict.js';
import { pickDate } from './calendar.js';
import { dateIn, timeIn, type DateParts } from '../../goal/index.js';
import { asFieldWants } from './dates.js';
import { claimKept, claimLater, clickOn, press, Unsolved, type Memory, type Work } from './work.js';

/** Clicks into a field, empties it, and enters the value: by typing, or by marking and copying what stands on the screen. */
export async function fill(work: Work, part: { readonly words: string }, field: Candidate, value: Memory): Promise<void> {
  const { session } = work;
  const secret = session.options.secrets.has(value.text);
  // A field of one line shows the lines of a copied text one after the other.
  const text = asFieldWants(value.copied ? value.text.replace(/\s*\n\s*/g, ' ') : value.text, field.element.text);
  const view = await session.look();
  if (alreadyShows(view, field, text, secret)) {
    claim(work, part, field, text, false);
    return;
  }
  const copied = value.copied === true || (value.box !== undefined && (await mark(work, value, value.box, part.words)));
  // The left end: a field of several parts, such as a date, begins there.
  const at = { x: beginOf(view, field), y: field.box.y + Math.min(field.box.height / 2, 14) };
  const focus = await clickOn(work, field, `${part.words}: click into the field`, { is: 'focus', box: field.box }, { at });
  if (focus.step.verdict.status === 'no effect') await clickOn(work, field, 'The field did not take the keyboard: once more.', { is: 'focus', box: field.box });
  const date = secret ? undefined : dateIn(value.text);
  // A calendar that opened by itself is there to be pressed; what is far away is typed sooner.
  if (date && (await isNear(work, date)) && (await pickDate(work, part.words, date))) {
    claim(work, part, field, text, false);
    return;
  }
  if (holdsText(field)) await press(work, 'Control+A', 'Mark what is in the field, so that it is replaced.');
  let done = await enterOnce(work, part, field, text, copied, secret);
  // The part of a time field that has the keyboard is marked, and hard to read.
  if (missed(done.step.verdict) && !secret && timeIn(value.text) !== undefined) done = await press(work, 'Tab', `${part.words}: leave the field, to see all of it`, { is: 'text', box: field.box, text }, field.box);
  // The beginning of a long text is compared with the beginning of where it comes from.
  if (copied && !value.isWord && missed(done.step.verdict)) done = await press(work, 'Home', `${part.words}: look at its beginning`, { is: 'text', box: field.box, text }, field.box);
  // What was copied is right as it is, also where the picture shows only a part of it.
  if (missed(done.step.verdict) && !secret && (!copied || value.isWord)) {
    await press(work, 'Control+A', 'The field shows something else: replace it.', { is: 'nothing' });
    done = await enterOnce(work, part, field, text, false, secret);
  }
  if (done.step.verdict.status === 'no effect' && copied) done = await enterOnce(work, part, field, text, false, secret);
  // A field that takes no letters may open a calendar.
  if (date && (done.step.verdict.status === 'no effect' || missed(done.step.verdict)) && (await pickDate(work, part.words, date))) {
    claim(work, part, field, text, false);
    return;
  }
  if (done.step.verdict.status === 'no effect') throw new Unsolved(`The field ${JSON.stringify(field.name)} takes no text: ${done.step.verdict.reason}.`);
  claimKept(work, part.words, done);
  claim(work, part, field, text, done.step.verdict.reason.startsWith('the field shows dots') || done.step.verdict.reason.startsWith('the field changed'));
}

/** Where a field can be typed into at its left end: an icon may stand before its text. */
function beginOf({ screen }: View, { box }: Candidate): number {
  const edge = box.x + Math.min(10, box.width / 4);
  const texts = screen.lines.filter((line) => line.text.length > 1 && line.box.height < box.height && contains(box, line.box, 0) && line.box.x < box.x + box.width / 2);
  return texts.length === 0 ? edge : Math.max(edge, Math.min(...texts.map((line) => line.box.x)) + 2);
}

/** Months from the one that is shown that are turned over sooner than typed. */
const NEAR = 18;

async function isNear(work: Work, date: DateParts): Promise<boolean> {
  const calendar = calendarOn(await work.session.look());
  return calendar !== undefined && Math.abs((date.year - calendar.year) * 12 + date.month - calendar.month) <= NEAR;
}

function enterOnce(work: Work, part: { readonly words: string }, field: Candidate, text: string, copied: boolean, secret: boolean): ReturnType<Work['session']['do']> {
  const shown = work.session.options.secrets.fill(text);
  return work.session.do({
    thought: part.words, target: field.name, box: field.box, expect: { is: 'text', box: field.box, text: secret ? text : shown, hidden: secret, alone: true },
    action: copied ? { type: 'key', chord: 'Control+V', times: 1 } : { type: 'type', text },
  });
}

/** Marks a text on the screen with the mouse and copies it, so that not a letter is misread. */
async function mark(work: Work, { isWord }: Memory, box: Box, thought: string): Promise<boolean> {
  const y = box.y + box.height / 2;
  const { step } = await work.session.do({
    thought: `${thought}: mark the text`, target: 'the text', box, expect: { is: 'change' },
    action: isWord ? { type: 'click', at: { x: box.x + box.width / 2, y }, button: 'left', count: 2 } : { type: 'drag', path: [{ x: Math.max(0, box.x - 1), y }, { x: box.x + box.width + 1, y }] },
  });
  if (step.verdict.status !== 'expected') return false;
  await press(work, 'Control+C', `${thought}: copy it`);
  return true;
}

function holdsText({ element }: Candidate): boolean {
  return element.state.filled === true || (element.text !== '' && element.state.filled === undefined && !/^[-/.\s]*(?:[mdyh]{1,4}[-/.:\s]*)+$/i.test(element.text) && !/[:-]{2}/.test(element.text));
}

function alreadyShows(view: View, field: Candidate, text: string, secret: boolean): boolean {
  return !secret && plain(text) !== '' && elementAt(field.box, view.screen)?.state.filled !== false && shownScore(text, textIn(field.box, view.screen), caretAt(view, field.box)) >= 0.95;
}

function claim(work: Work, part: { readonly words: string }, field: Candidate, text: string, dots: boolean): void {
  claimLater(work, part.words, { is: 'shows', box: field.box, text, hidden: dots || work.session.options.secrets.has(text) });
}
