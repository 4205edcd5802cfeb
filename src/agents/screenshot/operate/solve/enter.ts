import { dateIn, type DateParts, type Description, type SubGoalOf } from '../../goal/index.js';
import { fieldOfLikeName } from './alike.js';
import { calendarOn } from '../calendar-seen.js';
import { pickDate } from './calendar.js';
import { triggerFor } from './lists.js';
import { fieldsFor, fieldsNamed } from './fields.js';
import { fill } from './fill.js';
import { find } from './find.js';
import { overlap, type Candidate } from '../../ground/index.js';
import { onwardOn } from './onward.js';
import { linesOf, type View } from '../view.js';
import { solveChoose } from './choose.js';
import { setNumber } from './numbers.js';
import { stepperFor } from './steppers.js';
import { claimOf, resolveValue } from './values.js';
import { candidatesFor, claimLater, claimNow, clickOn, naming, settleClaims, Unsolved, type Work } from './work.js';

/** Types a value into its field, and proves that the field shows it. */
export async function solveEnter(work: Work, part: SubGoalOf<'enter'>): Promise<void> {
  const { session } = work;
  let view = await session.look();
  const value = await resolveValue(work, part.value, view, part, part.field ? fieldsFor(view, part.field, part).slice(0, 1).map(({ box }) => box) : []);
  if (part.recipient) return writeTo(work, part, part.recipient, value.text);
  view = await session.look();
  const date = part.value.from === 'goal' ? dateIn(value.text) : undefined;
  if (date && part.field === undefined && calendarOn(view)) return inCalendar(work, part, date);
  if (part.value.from === 'goal' && part.field && part.value.text !== '' && (await chosenInstead(work, part, part.field, part.value.text, view))) return;
  let fields = fieldsFor(view, part.field, part);
  if (fields.length === 0 && date && (await openedCalendar(work, part, view))) return inCalendar(work, part, date);
  if (isAskedLater(work, part, fields)) ({ fields, view } = await goOn(work, part, fields, view));
  const alike = fields.length === 0 && part.field ? await fieldOfLikeName(work, view, part.field) : undefined;
  if (alike) fields = [alike];
  if (fields.length === 0) {
    const found = await find(work, { ...(part.field ?? { words: 'a field to type in', texts: [], quoted: false, sides: [], all: false }), kind: 'input' }, part, ({ element }) => element.kind === 'text-input');
    fields = [found.candidate];
    view = found.view;
  }
  if (part.value.from === 'suggestion' && fields[0]) return takeSuggestion(work, part, fields[0], part.value);
  // What was read on the screen is read once more at the end.
  if (part.value.from !== 'goal' && part.value.from !== 'memory') claimNow(work, part.words, claimOf(part.value, value.text), view);
  const wanted = part.field?.all ? fields : fields.slice(0, 1);
  for (const field of wanted) await fill(work, part, field, { ...value, text: cased(value.text, part.letters) });
}

/** Where what bears the name is no field, but a list or a stepper, the value is chosen there. */
async function chosenInstead(work: Work, part: SubGoalOf<'enter'>, field: Description, text: string, view: View): Promise<boolean> {
  if (field.texts.length === 0 || fieldsNamed(view, field, part).length > 0) return false;
  const chosen = { kind: 'choose', words: part.words, within: part.within, items: [text], from: field, on: true, every: false } as const;
  if (candidatesFor(view, { ...field, kind: 'select' }, part).some(({ element }) => element.kind === 'select')) {
    await solveChoose(work, chosen);
    return true;
  }
  return /^\d+$/.test(text) && (await stepperFor(view, field)) !== undefined && setNumber(work, chosen, Number(text));
}

/** What a field for a message says while it is empty. */
const MESSAGE = /\b(?:message|write|type|reply|answer|comment|text)\b/i;

/** Opens the place of who is written to, and writes into its field: the one for messages, else the lowest. */
async function writeTo(work: Work, part: SubGoalOf<'enter'>, recipient: Description, text: string): Promise<void> {
  const { session } = work;
  const [own] = fieldsNamed(await session.look(), recipient, part);
  if (own) return fill(work, part, own, { text });
  const { candidate, view } = await find(work, recipient, part, ({ element }) => element.kind !== 'text-input');
  settleClaims(work, view);
  const opened = await clickOn(work, candidate, `${part.words}: open what belongs to ${recipient.words}`, { is: 'nothing' });
  const fields = fieldsFor(opened.view, undefined, part).sort((a, b) => Number(MESSAGE.test(b.element.text || b.element.label)) - Number(MESSAGE.test(a.element.text || a.element.label)) || b.box.y - a.box.y);
  const [field] = fields;
  if (!field) throw new Unsolved(`There is no field to write to ${recipient.words}.`);
  await fill(work, part, field, { text });
  claimNow(work, `${part.words}: ${recipient.words}`, { is: 'clicked', target: recipient, box: candidate.box, name: naming(candidate), byForm: false, ignore: [...session.volatile] }, opened.view, opened);
}

/** The only fields that could be meant are those that other parts of the goal were just typed into: this one is asked for later. */
function isAskedLater(work: Work, part: SubGoalOf<'enter'>, fields: readonly Candidate[]): boolean {
  if (part.field === undefined || part.field.texts.length === 0 || part.field.all) return false;
  return work.open.some(({ claim }) => claim.is === 'shows') && fields.every(({ box }) => work.open.some(({ claim }) => claim.is === 'shows' && overlap(claim.box, box, 'x') > 0 && overlap(claim.box, box, 'y') > 0.5 * box.height));
}

/** Goes on to where a field is asked for, as logins in two steps and forms in parts have it; where nothing leads on, all stays as it is. */
async function goOn(work: Work, part: SubGoalOf<'enter'>, fields: Candidate[], before: View): Promise<{ fields: Candidate[]; view: View }> {
  const onward = onwardOn(before);
  if (!onward) return { fields, view: before };
  settleClaims(work, before);
  let { view } = await clickOn(work, onward, `${part.words}: it is asked for later`, { is: 'change' });
  let next = fieldsFor(view, part.field, part);
  for (let turn = 0; turn < 4 && next.length === 0; turn += 1) {
    await work.session.wait(400);
    view = await work.session.look({ again: true });
    next = fieldsFor(view, part.field, part);
  }
  return { fields: next, view };
}

function cased(text: string, letters: 'upper' | 'lower' | undefined): string {
  return letters === 'upper' ? text.toUpperCase() : letters === 'lower' ? text.toLowerCase() : text;
}

/** Presses the day in the calendar that is shown. */
async function inCalendar(work: Work, part: SubGoalOf<'enter'>, date: DateParts): Promise<void> {
  settleClaims(work, await work.session.look());
  if (!(await pickDate(work, part.words, date))) throw new Unsolved(`The calendar does not lead to ${date.year}-${date.month}-${date.day}.`);
}

/** Something that bears the name of the field opens a calendar. */
async function openedCalendar(work: Work, part: SubGoalOf<'enter'>, view: View): Promise<boolean> {
  const trigger = triggerFor(view, part.field);
  return trigger !== undefined && calendarOn((await clickOn(work, trigger, `${part.words}: open the calendar`, { is: 'change' })).view) !== undefined;
}

/** Puts what was copied into a field. */
export async function solvePaste(work: Work, part: SubGoalOf<'paste'>): Promise<void> {
  const { memory, session } = work;
  if (!memory) throw new Unsolved('Nothing was copied that could be pasted.');
  const view = await session.look();
  const [field] = fieldsFor(view, part.field, part).filter((candidate) => memory.box === undefined || candidate.box.y !== memory.box.y);
  if (!field) throw new Unsolved('There is no field to paste into.');
  settleClaims(work, view);
  await fill(work, part, field, memory);
}

/** Types the beginning and takes the entry that the field offers for it. */
async function takeSuggestion(work: Work, part: SubGoalOf<'enter'>, field: Candidate, { starts, ends }: { readonly starts: string; readonly ends: string }): Promise<void> {
  const { session } = work;
  await clickOn(work, field, `${part.words}: click into the field`, { is: 'focus', box: field.box });
  await session.do({ thought: part.words, target: field.name, box: field.box, expect: { is: 'change' }, action: { type: 'type', text: starts } });
  const fits = (view: View): Candidate[] => linesOf(view).filter(({ text, box }) => box.y > field.box.y + 0.6 * field.box.height && text.toLowerCase().startsWith(starts.toLowerCase()) && text.toLowerCase().endsWith(ends.toLowerCase())).map(({ text, box }) => ({ element: { ...field.element, kind: 'menu-item', text, label: '', box }, box, score: 1, name: text }));
  let [entry] = fits(await session.look());
  for (let turn = 0; turn < 6 && !entry; turn += 1) {
    await session.wait(300);
    const view = await session.look({ again: true });
    [entry] = fits(view);
    if (entry || turn < 2) continue;
    // The list may be longer than what it shows.
    await session.do({ thought: `${part.words}: further down in the list`, target: 'the list', expect: { is: 'nothing' }, action: { type: 'scroll', at: { x: field.box.x + field.box.width / 3, y: field.box.y + field.box.height + 30 }, dx: 0, dy: 60 } });
    [entry] = fits(await session.look());
  }
  if (!entry) throw new Unsolved(`The field offers nothing that begins with ${JSON.stringify(starts)}${ends === '' ? '' : ` and ends with ${JSON.stringify(ends)}`}.`);
  await clickOn(work, entry, `${part.words}: ${entry.name}`, { is: 'change' });
  claimLater(work, part.words, { is: 'fits', box: field.box, starts, ends });
}
