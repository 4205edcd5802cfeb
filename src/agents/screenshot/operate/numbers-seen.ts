import type { Box } from '../../../core/index.js';
import { gapBetween, overlap } from '../ground/index.js';
import { textIn } from './verdict.js';
import { linesOf, type View } from './view.js';

/** A number on the screen. */
export interface Shown { readonly value: number; readonly box: Box }

/** Numbers of the screen; not those that only repeat the goal, which would always be right. */
export function numbersOn(view: Pick<View, 'screen' | 'echo'>): Shown[] {
  return linesOf(view).flatMap(({ words }) => [...words]).concat(view.screen.elements.filter(({ kind, text }) => kind === 'text-input' && text !== '').map(({ text, box }) => ({ text, box }))).flatMap(({ text, box }) => {
    const value = /^[^\d-]*(-?\d+(?:\.\d+)?)[^\d]*$/.exec(text.replace(/[−–—]/g, '-'))?.[1];
    return value === undefined ? [] : [{ value: Number(value), box }];
  });
}

/** The number of a control: the one in it, else the nearest one. */
export function numberOf(view: Pick<View, 'screen' | 'echo'>, box: Box): Shown | undefined {
  const inside = /^[^\d-]*(-?\d+(?:\.\d+)?)[^\d]*$/.exec(textIn(box, view.screen).replace(/[−–—]/g, '-'))?.[1];
  if (inside !== undefined) return { value: Number(inside), box };
  return numbersOn(view).sort((a, b) => gapBetween(a.box, box) - gapBetween(b.box, box))[0];
}

/** The number that a control changes, after it was pressed: where it was before, or in the control. */
export function follows(view: View, last: Shown | undefined, box: Box): Shown | undefined {
  if (last === undefined || last.box === box) return numberOf(view, box);
  return numbersOn(view).filter((shown) => overlap(shown.box, last.box, 'x') > -30 && overlap(shown.box, last.box, 'y') > 0).sort((a, b) => gapBetween(a.box, last.box) - gapBetween(b.box, last.box))[0];
}
