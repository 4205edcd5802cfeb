import type { Perception, ScreenElement } from '../../../tools/screen/index.js';
import type { Description } from '../goal/index.js';
import type { Candidate } from './ground.js';
import { area, middleOf } from './geometry.js';
import { textScore } from './text-match.js';

/** "C4", "row C, seat 4": the name of a place by its row and its column. */
const PLACE = /^(?:\p{Ll}+ )?(?:(\p{Lu})[\s-]?(\d{1,2})|(\d{1,2})[\s-]?(\p{Lu}))$/u;
/** "lunch on Monday", "Ada, Tuesday": the two by their own names. */
const NAMED = /^(?:the )?(.+?)(?: (?:on|for|at|in) |, )(?:the )?(.+)$/u;

interface Seen { readonly screen: Perception; readonly echo: ReadonlySet<number> }

/** The place of a plan whose rows and columns bear names: what stands where the row of the one meets the column of the other. */
export function cellCandidates({ texts }: Pick<Description, 'texts'>, { screen, echo }: Seen): Candidate[] {
  const pool = screen.elements.filter(({ number }) => !echo.has(number));
  for (const name of texts) {
    const place = PLACE.exec(name);
    const names = place ? [place[1] ?? place[4] ?? '', place[2] ?? place[3] ?? ''] : NAMED.exec(name)?.slice(1) ?? [];
    const [ones, others] = names.map((wanted) => pool.filter(({ text }) => (place ? text.trim().toUpperCase() === wanted : isHead(wanted, text)))) as [ScreenElement[]?, ScreenElement[]?];
    if (!ones?.length || !others?.length) continue;
    const found = crossings(ones, others).flatMap(({ x, y, heads }): Candidate[] => {
      const cell = pool.filter(({ number, kind, box }) => !heads.includes(number) && kind !== 'panel' && kind !== 'dialog' && x > box.x - NEAR && x < box.x + box.width + NEAR && y > box.y - NEAR && y < box.y + box.height + NEAR).sort((a, b) => area(a.box) - area(b.box))[0];
      return cell ? [{ element: cell, box: cell.box, score: 0.9, name }] : [];
    });
    if (found.length > 0) return found;
  }
  return [];
}

/** CSS px by which a box may lie beside the middle of its row or column. */
const NEAR = 6;

/** Days of the week may stand there in three letters. */
const isHead = (wanted: string, text: string): boolean => textScore(wanted, text) >= 0.9 || (/^(?:mon|tue|wed|thu|fri|sat|sun)\p{L}*$/iu.test(wanted) && /^\p{L}{2,3}\.?$/u.test(text.trim()) && wanted.toLowerCase().startsWith(text.trim().toLowerCase().replace('.', '')));

function crossings(ones: readonly ScreenElement[], others: readonly ScreenElement[]): { x: number; y: number; heads: readonly number[] }[] {
  return ones.flatMap((one) => others.flatMap((other) => {
    const heads = [one.number, other.number];
    return [{ x: middleOf(other.box).x, y: middleOf(one.box).y, heads }, { x: middleOf(one.box).x, y: middleOf(other.box).y, heads }];
  }));
}
