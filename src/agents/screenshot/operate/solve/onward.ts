import { alike } from '../../goal/index.js';
import { likeness, type Candidate } from '../../ground/index.js';
import { labelOf, riskOf } from '../../safety/index.js';
import type { ScreenElement } from '../../../../tools/screen/index.js';
import type { View } from '../view.js';

/** Leads to the next page of a form that is shown in parts. */
export const ONWARD = /^(?:next|continue|proceed|go on)(?: step)?\s*[>›→»]?$/i;
const BACKS_OUT = /^(?:no\b.*|cancel|keep\b.*|back|not now|never mind|don['’]t\b.*|close)$/i;
/** Deeds that the answer to a question may call by one another's names, and no other button does. */
const ANSWERED: readonly (readonly string[])[] = [['delete', 'remove', 'erase', 'discard', 'empty'], ['book', 'reserve', 'confirm']];
const AGREES = /^(?:yes|ok(?:ay)?|confirm|continue|proceed|go ahead|sure|i am sure)\b/i;

const pressable = ({ kind }: ScreenElement): boolean => kind === 'button' || kind === 'link';
/** The answers of a dialog are often words in a colour, without a frame. */
const isAnswer = (element: ScreenElement): boolean => pressable(element) || (element.kind === 'text' && element.text.length <= 24 && !element.text.trim().endsWith('?'));

/** What leads on from what was just done: the only thing that is left to press for what is not here yet. */
export function onwardOn(view: View): Candidate | undefined {
  const element = view.screen.elements.find((one) => pressable(one) && !view.echo.has(one.number) && one.state.disabled !== true && ONWARD.test(one.text.trim()) && riskOf(labelOf(one)) === undefined);
  return element ? { element, box: element.box, score: 1, name: element.text } : undefined;
}

/** The answer to a question that came with the press for a deed, which says yes to it: where there is one that says no as well. */
export function confirmingOn(deed: string, before: View, now: View): Candidate | undefined {
  const come = now.screen.elements.filter((one) => isAnswer(one) && !before.screen.elements.some((other) => other.text === one.text && likeness(other.box, one.box) > 0.5));
  if (!come.some(({ text }) => BACKS_OUT.test(text.trim()))) return undefined;
  const verbs = [...alike(deed), ...(ANSWERED.find((those) => those.includes(deed)) ?? [])];
  const says = (text: string): boolean => verbs.some((verb) => new RegExp(`^(?:yes,? )?(?:${verb})\\b`, 'i').test(text.trim()));
  const element = come.find((one) => pressable(one) && says(one.text)) ?? come.find(({ text }) => says(text)) ?? come.find(({ text }) => AGREES.test(text.trim()) && !BACKS_OUT.test(text.trim()));
  return element ? { element, box: element.box, score: 1, name: element.text } : undefined;
}
