import type { Perception } from '../../../tools/screen/index.js';
import type { Description } from '../goal/index.js';
import type { Candidate } from './ground.js';
import { area, middleOf } from './geometry.js';

/** "C4", "row C, seat 4": the name of a place by its row and its column. */
const PLACE = /^(?:\p{Ll}+ )?(?:(\p{Lu})[\s-]?(\d{1,2})|(\d{1,2})[\s-]?(\p{Lu}))$/u;

/** The place of a plan whose rows and columns bear names: what stands where the row of the one meets the column of the other. */
export function cellCandidates({ texts }: Pick<Description, 'texts'>, { screen, echo }: { readonly screen: Perception; readonly echo: ReadonlySet<number> }): Candidate[] {
  const name = texts.find((text) => PLACE.test(text));
  const match = name === undefined ? null : PLACE.exec(name);
  if (!match || name === undefined) return [];
  const names = [match[1] ?? match[4] ?? '', match[2] ?? match[3] ?? ''];
  const [letters, numbers] = names.map((wanted) => screen.elements.filter(({ number, text }) => !echo.has(number) && text.trim().toUpperCase() === wanted)) as [typeof screen.elements, typeof screen.elements];
  const places = letters.flatMap((letter) => numbers.flatMap((digit) => [{ x: middleOf(digit.box).x, y: middleOf(letter.box).y }, { x: middleOf(letter.box).x, y: middleOf(digit.box).y }]));
  const heads = new Set([...letters, ...numbers].map(({ number }) => number));
  return places.flatMap(({ x, y }): Candidate[] => {
    const cell = screen.elements.filter(({ number, kind, box }) => !heads.has(number) && kind !== 'panel' && kind !== 'dialog' && x > box.x && x < box.x + box.width && y > box.y && y < box.y + box.height).sort((a, b) => area(a.box) - area(b.box))[0];
    return cell ? [{ element: cell, box: cell.box, score: 0.9, name }] : [];
  });
}
