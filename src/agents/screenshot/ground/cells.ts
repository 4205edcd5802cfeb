import type { Box } from '../../../core/index.js';
import type { Perception, ScreenElement } from '../../../tools/screen/index.js';
import { timeIn, type Description } from '../goal/index.js';
import type { Candidate } from './ground.js';
import { area, contains, likeness, middleOf } from './geometry.js';
import { textScore } from './text-match.js';

/** "C4", "row C, seat 4": the name of a place by its row and its column. */
const PLACE = /^(?:\p{Ll}+ )?(?:(\p{Lu})[\s-]?(\d{1,2})|(\d{1,2})[\s-]?(\p{Lu}))$/u;
/** "lunch on Monday", "Ada, Tuesday": the two by their own names. */
const NAMED = /^(?:the )?(.+?)(?: (?:on|for|at|in) |, )(?:the )?(.+)$/u;

/** The name of a row or a column. */
type Head = Pick<ScreenElement, 'text' | 'box'>;
/** CSS px²: what is larger is no cell of a plan. */
const LARGEST_CELL = 40_000;

interface Seen { readonly screen: Perception; readonly echo: ReadonlySet<number> }

/** The place of a plan whose rows and columns bear names: what stands where the row of the one meets the column of the other. */
export function cellCandidates({ texts }: Pick<Description, 'texts'>, { screen, echo }: Seen): Candidate[] {
  const pool = screen.elements.filter(({ number }) => !echo.has(number));
  // Headings that stand close to each other are read as one line.
  const heads: Head[] = [...pool, ...screen.lines.flatMap(({ words }) => words)];
  for (const name of texts) {
    const place = PLACE.exec(name);
    const names = place ? [place[1] ?? place[4] ?? '', place[2] ?? place[3] ?? ''] : NAMED.exec(name)?.slice(1) ?? [];
    const [ones, others] = names.map((wanted) => heads.filter(({ text }) => (place ? text.trim().toUpperCase() === wanted : isHead(wanted, text)))) as [Head[]?, Head[]?];
    if (!ones?.length || !others?.length) continue;
    for (const ways of crossings(ones, others)) {
      const found = ways.flatMap(({ x, y, of }): Candidate[] => {
        const cell = pool.filter(({ kind, box }) => !of.some((head) => likeness(head, box) > 0.5 || contains(box, head, 1)) && (kind !== 'panel' || area(box) < LARGEST_CELL) && kind !== 'dialog' && x > box.x - NEAR && x < box.x + box.width + NEAR && y > box.y - NEAR && y < box.y + box.height + NEAR).sort((a, b) => area(a.box) - area(b.box))[0];
        return cell ? [{ element: cell, box: cell.box, score: 0.9, name }] : [];
      });
      if (found.length > 0) return found.filter(({ element }, index) => found.findIndex((other) => other.element === element) === index);
    }
  }
  return [];
}

/** CSS px by which a box may lie beside the middle of its row or column. */
const NEAR = 6;

/** Days of the week may stand there in three letters, and times in any form. */
const isHead = (wanted: string, text: string): boolean => textScore(wanted, text) >= 0.9 || (timeIn(wanted) !== undefined && timeIn(wanted) === timeIn(/^\d{1,2}$/.test(text.trim()) ? `${text.trim()}:00` : text)) || (/^(?:mon|tue|wed|thu|fri|sat|sun)\p{L}*$/iu.test(wanted) && /^\p{L}{2,3}\.?$/u.test(text.trim()) && wanted.toLowerCase().startsWith(text.trim().toLowerCase().replace('.', '')));

interface Crossing { readonly x: number; readonly y: number; readonly of: readonly Box[] }

/** The names of rows mostly stand at the left of a plan; only where nothing is found so, at its right. */
function crossings(ones: readonly Head[], others: readonly Head[]): readonly [readonly Crossing[], readonly Crossing[]] {
  const pairs = ones.flatMap((one) => others.map((other) => (one.box.x < other.box.x ? [one.box, other.box] as const : [other.box, one.box] as const)));
  const at = (column: Box, row: Box): Crossing => ({ x: middleOf(column).x, y: middleOf(row).y, of: [column, row] });
  return [pairs.map(([left, right]) => at(right, left)), pairs.map(([left, right]) => at(left, right))];
}
