import type { Box } from '../../../../core/index.js';
import type { Description } from '../../goal/index.js';
import { anchorsOf, gapBetween, iconCandidates, overlap, sameRow, type Candidate } from '../../ground/index.js';
import type { View } from '../view.js';

/** CSS px between the marks of a stepper. */
const APART = 170;

/** A number between a minus and a plus. */
export interface Stepper {
  readonly less: Candidate;
  readonly more: Candidate;
  /** Between the two, CSS px: the number stands here. */
  readonly between: { readonly x: number; readonly y: number; readonly width: number; readonly height: number };
}

/** The stepper that a description means: the one in the row of its name or right below it; without a name the only one. */
export async function stepperFor(view: View, from: Description | undefined): Promise<Stepper | undefined> {
  const steppers = await steppersOn(view);
  const [name] = from && from.texts.length > 0 ? anchorsOf(from, view.screen, view.echo) : [];
  if (!name) return steppers.length === 1 ? steppers[0] : undefined;
  const own = steppers.filter(({ less }) => sameRow(less.box, name.box) && less.box.x > name.box.x);
  const below = steppers.filter(({ less, between }) => less.box.y > name.box.y && gapBetween(between, name.box) < 60).sort((a, b) => gapBetween(a.between, name.box) - gapBetween(b.between, name.box));
  return own[0] ?? below[0] ?? (steppers.length === 1 ? steppers[0] : undefined);
}

async function steppersOn(view: View): Promise<Stepper[]> {
  const [pluses, minuses] = [await marks(view, /^[+＋]$/, 'plus'), await marks(view, /^[-−–—－_]$/, 'minus')];
  return pluses.flatMap((more): Stepper[] => {
    const signs = minuses.some(({ box }) => isBefore(box, more.box)) ? minuses : twins(view, more);
    const less = signs.filter(({ box }) => isBefore(box, more.box)).sort((a, b) => b.box.x - a.box.x)[0];
    if (!less) return [];
    const x = less.box.x + less.box.width;
    const top = Math.min(less.box.y, more.box.y) - 4;
    return [{ less, more, between: { x, y: top, width: Math.max(1, more.box.x - x), height: Math.max(less.box.y + less.box.height, more.box.y + more.box.height) + 4 - top } }];
  });
}

const isBefore = (box: Box, more: Box): boolean => box.x < more.x && more.x - (box.x + box.width) < APART && overlap(box, more, 'y') > 0;

/** A minus is often too thin to be seen: then it is the control that is as large as that of the plus. */
function twins(view: View, { box, element }: Candidate): Candidate[] {
  const frame = element.box.width >= box.width ? element.box : box;
  const like = (a: number, b: number): boolean => Math.abs(a - b) <= 0.15 * b;
  return view.screen.elements.filter(({ number, kind, text, box: other }) => !view.echo.has(number) && kind !== 'panel' && kind !== 'text-input' && !/\p{N}|\p{L}/u.test(text) && like(other.width, frame.width) && like(other.height, frame.height) && number !== element.number).map((one): Candidate => ({ element: one, box: one.box, score: 1, name: 'minus' }));
}

/** Controls that read as the sign, and marks that have its form. */
async function marks(view: View, sign: RegExp, name: string): Promise<Candidate[]> {
  const read = view.screen.elements.filter(({ number, text, kind }) => !view.echo.has(number) && kind !== 'panel' && sign.test(text.trim())).map((element): Candidate => ({ element, box: element.box, score: 1, name: element.text }));
  const formed = (await iconCandidates({ words: name, texts: [name], quoted: false, sides: [], all: false }, view)).filter(({ box }) => !read.some((one) => gapBetween(one.box, box) === 0));
  return [...read, ...formed];
}
