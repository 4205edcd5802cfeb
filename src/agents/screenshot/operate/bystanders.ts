import { z } from 'zod';
import { Box } from '../../../core/index.js';
import type { Perception, ScreenElement } from '../../../tools/screen/index.js';
import { gapBetween, likeness } from '../ground/index.js';

/** A control that nobody touched, and that is set otherwise than before. */
export const Bystander = z.object({
  /** CSS px of the picture after the action. */
  box: Box,
  name: z.string(),
  /** What was set in it before: its tick or none, or its text. */
  was: z.union([z.boolean(), z.string()]),
});
export type Bystander = z.infer<typeof Bystander>;

/**
 * Controls beside the target that an action set otherwise: boxes that lost their tick (`ticks`: the action ticks something or types; where it
 * unticks, boxes that got one), and fields that lost their text. Nothing else is told of: radio buttons give way to one another, a box
 * for all and its rows follow each other, pages fill in what they compute and grey out what does not apply, and clocks, messages and
 * animations are no controls.
 */
export function bystanders(before: Perception, after: Perception, regions: readonly Box[], target: Box, ticks: boolean): Bystander[] {
  return before.elements.flatMap((was): Bystander[] => {
    if (likeness(was.box, target) > 0.25 || was.state.disabled === true || !isSet(was, ticks)) return [];
    const now = sameOf(was, before, after, regions);
    if (now === undefined || now.state.disabled === true || !regions.some((region) => gapBetween(region, now.box) === 0)) return [];
    if (was.kind === 'checkbox') return now.state.checked === !ticks ? [{ box: now.box, name: was.label || was.text || 'a box', was: ticks }] : [];
    return now.text === '' && now.state.filled !== true ? [{ box: now.box, name: was.label || 'a field', was: was.text }] : [];
  });
}

/** "B" lost its tick. */
export function inWords({ name, was }: Bystander): string {
  return typeof was === 'string' ? `${JSON.stringify(name)} lost its text` : `${JSON.stringify(name)} ${was ? 'lost its tick' : 'was ticked'}`;
}

function isSet({ kind, state, text }: ScreenElement, ticks: boolean): boolean {
  return kind === 'checkbox' ? state.checked === ticks : kind === 'text-input' && state.filled === true && text !== '';
}

/** The same control afterwards: by its label where that is the only one of its kind, else by its place where little changed around it. */
function sameOf(was: ScreenElement, before: Perception, after: Perception, regions: readonly Box[]): ScreenElement | undefined {
  const alike = ({ elements }: Perception): ScreenElement[] => elements.filter(({ kind, label }) => kind === was.kind && label === was.label);
  const [named, ...more] = was.label === '' ? [] : alike(after);
  if (named && more.length === 0 && alike(before).length === 1) return named;
  const isLocal = regions.filter((region) => gapBetween(region, was.box) === 0).every(({ width, height }) => width <= was.box.width + AROUND && height <= was.box.height + AROUND);
  return isLocal ? after.elements.find(({ kind, box }) => kind === was.kind && likeness(box, was.box) > 0.6) : undefined;
}

/** CSS px around a control in which its own change lies; a larger one may have put something else at its place. */
const AROUND = 24;
