import { z } from 'zod';
import { Box } from '../../../core/index.js';
import type { Perception, ScreenElement } from '../../../tools/screen/index.js';
import { sameMoment } from '../goal/index.js';
import { contains, gapBetween, likeness, overlap, plain, textScore } from '../ground/index.js';
import { Bystander, bystanders, inWords } from './bystanders.js';
import { dialogAround, dialogsOn, isStillThere, openedDialogs } from './dialogs-seen.js';

/**
 * What a picture must show after an action. `change`: something is different, other than the mark of the pointer; `focus`:
 * the field takes the keyboard; `text`: the field shows it (hidden fields as many dots); `state`: ticked or not; `dialog`: one opened, or the one
 * around the target is gone; `nothing`: no demand. `alone`: and no other control lost what was set in it.
 */
export const Expectation = z.discriminatedUnion('is', [
  z.object({ is: z.literal('change') }),
  z.object({ is: z.literal('focus'), box: Box }),
  z.object({ is: z.literal('text'), box: Box, text: z.string(), hidden: z.boolean().optional(), alone: z.boolean().optional() }),
  z.object({ is: z.literal('state'), box: Box, checked: z.boolean(), alone: z.boolean().optional() }),
  z.object({ is: z.literal('dialog'), open: z.boolean() }),
  z.object({ is: z.literal('nothing') }),
]);
export type Expectation = z.infer<typeof Expectation>;

/** What a picture after an action says about it. */
export const ActionVerdict = z.object({
  status: z.enum(['expected', 'no effect', 'unexpected']),
  /** What was seen, in words. */
  reason: z.string(),
  /** CSS px: what changed. */
  regions: z.array(Box),
  /** What should have stayed as it was, and did not. */
  beside: z.array(Bystander).default([]),
});
export type ActionVerdict = z.infer<typeof ActionVerdict>;

export function wordsOf(expectation: Expectation): string {
  return `${demandOf(expectation)}${'alone' in expectation && expectation.alone === true ? ', and nothing else that was set changes' : ''}`;
}

function demandOf(expectation: Expectation): string {
  switch (expectation.is) {
    case 'change': return 'the page reacts';
    case 'focus': return 'the field takes the keyboard';
    case 'text': return expectation.hidden ? 'the field shows that something was typed' : `the field shows ${JSON.stringify(expectation.text)}`;
    case 'state': return expectation.checked ? 'it is ticked' : 'it is not ticked';
    case 'dialog': return expectation.open ? 'a dialog opens' : 'the dialog closes';
    case 'nothing': return 'nothing in particular';
  }
}

/** Decides by what was seen before and after an action, and by what differs. */
export function judge(expectation: Expectation, regions: readonly Box[], before: Perception, after: Perception, target: Box | undefined): ActionVerdict {
  const verdict = judgeTarget(expectation, regions, before, after, target);
  if (verdict.status !== 'expected' || !('alone' in expectation) || expectation.alone !== true) return verdict;
  const beside = bystanders(before, after, regions, expectation.box, expectation.is === 'text' || expectation.checked);
  return beside.length === 0 ? verdict : { ...verdict, status: 'unexpected', reason: `${verdict.reason}, but ${beside.map(inWords).join(', ')}`, beside };
}

/** A verdict as it may be written down. */
export function maskedVerdict(verdict: ActionVerdict, mask: (text: string) => string): ActionVerdict {
  return { ...verdict, reason: mask(verdict.reason), beside: verdict.beside.map(({ box, name, was }) => ({ box, name: mask(name), was: typeof was === 'string' ? mask(was) : was })) };
}

/** Whether the target itself is not as it was to be; what else changed is another matter. */
export function missed({ status, beside }: ActionVerdict): boolean {
  return status === 'unexpected' && beside.length === 0;
}

function judgeTarget(expectation: Expectation, regions: readonly Box[], before: Perception, after: Perception, target: Box | undefined): ActionVerdict {
  const verdict = (status: ActionVerdict['status'], reason: string): ActionVerdict => ({ status, reason, regions: [...regions], beside: [] });
  switch (expectation.is) {
    case 'nothing':
      return verdict('expected', 'nothing was demanded');
    case 'change': {
      if (regions.length === 0) return verdict('no effect', 'no pixel changed');
      if (openedDialogs(before, after).length > 0) return verdict('expected', 'a dialog opened');
      const elsewhere = target === undefined ? regions : regions.filter((region) => !isAround(target, region));
      return elsewhere.length > 0 ? verdict('expected', 'the page changed') : verdict('expected', 'only the target itself changed');
    }
    case 'focus': {
      const field = elementAt(expectation.box, after);
      if (field?.state.focused === true) return verdict('expected', 'the field has the focus');
      if (regions.some((region) => gapBetween(region, expectation.box) < 4)) return verdict('expected', 'the field changed its look');
      return regions.length === 0 ? verdict('no effect', 'no pixel changed') : verdict('unexpected', 'something else than the field changed');
    }
    case 'text': {
      const shown = textIn(expectation.box, after);
      const touched = regions.some((region) => gapBetween(region, expectation.box) < 4);
      if (expectation.hidden) return touched ? verdict('expected', 'the field changed') : verdict(regions.length === 0 ? 'no effect' : 'unexpected', 'the field did not change');
      const score = shownScore(expectation.text, shown);
      if (score >= 0.8) return verdict('expected', `the field shows ${JSON.stringify(shown)}`);
      // Dots stand for what is typed into a field for secrets.
      if (/^[•●·.*oO0°\s]+$/.test(shown) && touched && shown.replace(/\s/g, '').length > 0) return verdict('expected', 'the field shows dots');
      // Dots are often not read at all: then as much must have changed as they take.
      const widest = Math.max(0, ...regions.filter((region) => gapBetween(region, expectation.box) < 4).map(({ width }) => width));
      if (shown === '' && (elementAt(expectation.box, after)?.state.filled === true || widest >= 8 + 4 * expectation.text.length)) return verdict('expected', 'the field shows dots, or what cannot be read');
      if (!touched) return verdict(regions.length === 0 ? 'no effect' : 'unexpected', `the field shows ${JSON.stringify(shown)}`);
      return verdict('unexpected', `the field shows ${JSON.stringify(shown)}`);
    }
    case 'state': {
      const control = controlAt(expectation.box, after);
      if (control?.state.checked === expectation.checked) return verdict('expected', expectation.checked ? 'it is ticked' : 'it is not ticked');
      if (regions.length === 0) return verdict('no effect', 'no pixel changed');
      return verdict('unexpected', control?.state.checked === undefined ? 'its state cannot be seen' : expectation.checked ? 'it is still not ticked' : 'it is still ticked');
    }
    case 'dialog': {
      if (regions.length === 0) return verdict('no effect', 'no pixel changed');
      if (expectation.open) return openedDialogs(before, after).length > 0 ? verdict('expected', 'a dialog opened') : verdict('unexpected', 'the page changed, and no dialog is seen');
      const closing = target === undefined ? dialogsOn(before) : [dialogAround(target, before)].filter((dialog) => dialog !== undefined);
      if (closing.length === 0) return verdict('unexpected', 'no dialog was seen that could close');
      return closing.some((dialog) => isStillThere(dialog, after)) ? verdict('unexpected', 'the dialog is still there') : verdict('expected', 'the dialog is gone');
    }
  }
}

/**
 * How well a field's text is the one that was entered; of a text that is too long for it a field shows a part. A caret before the
 * first letter or behind the last may have been read as one more: where nobody looked for it in the pixels, it is taken for one.
 */
export function shownScore(typed: string, shown: string, caret: { readonly start: boolean; readonly end: boolean } = { start: true, end: true }): number {
  if (sameMoment(typed, shown)) return 1;
  const bare = shown.replace(caret.start ? /^[|[(lI1!]\s*/ : /(?!)/, '');
  const readings = [shown, bare, ...[shown, bare].map((text) => text.replace(caret.end ? /\s*[|\])lI1!]$/ : /(?!)/, ''))];
  return Math.max(...readings.map((text, index) => scoreOf(typed, text) - (index === 0 ? 0 : 0.02)));
}

function scoreOf(typed: string, shown: string): number {
  const whole = textScore(typed, shown);
  const part = plain(shown);
  // A field for a date or a time puts its own signs between what is typed.
  const [all, some] = [typed, part].map((text) => text.toLowerCase().replace(/[^\p{L}\p{N}]/gu, '')) as [string, string];
  if (/\d/.test(typed) && some.length >= 4 && all.startsWith(some)) return Math.max(whole, 0.9);
  if (part.length < 4 || part.length >= typed.length) return whole;
  let best = 0;
  // The last letter may be cut through.
  for (const seen of [part, part.slice(0, -1)]) for (let start = 0; seen.length >= 4 && start + seen.length <= typed.length + 2 && best < 0.97; start += 1) best = Math.max(best, textScore(typed.slice(start, start + seen.length), seen));
  return Math.max(whole, best - 0.05);
}

/** The element of any kind whose box is most like a box. */
export function elementAt(box: Box, screen: Perception): ScreenElement | undefined {
  return best(screen.elements.filter((element) => element.kind !== 'panel'), box);
}

export function controlAt(box: Box, screen: Perception): ScreenElement | undefined {
  return best(screen.elements.filter(({ state }) => state.checked !== undefined), box);
}

function best(elements: readonly ScreenElement[], box: Box): ScreenElement | undefined {
  return [...elements].sort((a, b) => likeness(b.box, box) - likeness(a.box, box)).find((element) => likeness(element.box, box) > 0.25);
}

/** All text that stands in a box, in reading order, without that of the controls that lie in it. */
export function textIn(box: Box, screen: Perception): string {
  const field = screen.elements.find((element) => element.kind === 'text-input' && likeness(element.box, box) > 0.6);
  if (field && field.text !== '') return field.text;
  const controls = screen.elements.filter((element) => ['button', 'link', 'checkbox', 'radio', 'tab'].includes(element.kind) && contains(box, element.box, 0) && likeness(element.box, box) < 0.9);
  return screen.lines
    .filter((line) => contains(box, line.box, 1) || (overlap(line.box, box, 'x') > 0.7 * line.box.width && overlap(line.box, box, 'y') > 0.6 * line.box.height))
    .filter((line) => !controls.some((control) => contains(control.box, line.box, 1)))
    .filter((line, _index, all) => !isLead(line, all))
    .map(({ text }) => text).join(' ').trim();
}

/** The icon at the beginning of a field often reads as a letter: more room is behind it than behind a word. */
function isLead(line: Perception['lines'][number], all: Perception['lines']): boolean {
  const next = line.text.length === 1 ? all.find(({ box, text }) => text.length > 1 && box.x > line.box.x && overlap(box, line.box, 'y') > 0.5 * line.box.height) : undefined;
  return next !== undefined && next.box.x - (line.box.x + line.box.width) >= 0.5 * next.box.height;
}

/** A change that lies on the target, or on its frame: what a pressed or focused control does by itself. */
function isAround(target: Box, region: Box): boolean {
  const slack = 9;
  return region.x >= target.x - slack && region.y >= target.y - slack && region.x + region.width <= target.x + target.width + slack && region.y + region.height <= target.y + target.height + slack;
}
