import type { ScreenElement } from '../../../../tools/screen/index.js';
import { gapBetween, sameRow, type Candidate } from '../../ground/index.js';
import { linesOf, type View } from '../view.js';

/** What is read on a control that leads on. */
export const FORWARD = /^(?:next(?: page)?|older|>|>>|»|›|→|▶|❯|next\s*[>»›→])$/i;
const BACKWARD = /^(?:prev(?:ious)?(?: page)?|newer|<|<<|«|‹|←|◀|❮|[<«‹←]\s*prev(?:ious)?)$/i;
const SIGN = /^[^\p{L}\p{N}]+$/u;
const COUNTED = /\bpage\s+\d+\b|\b\d+\s*(?:\/|of)\s*\d+\b|\b\d+\s*[-–]\s*\d+\s+of\s+\d+/i;

/** What leads on to the next part of a list: known by its mark and by its place, beside page numbers or at the end of the list. */
export function nextPage(view: View): Candidate | undefined {
  const pool = view.screen.elements.filter(({ number, kind }) => !view.echo.has(number) && kind !== 'text-input' && kind !== 'panel');
  const named = pool.filter(({ text }) => FORWARD.test(text.trim())).sort((a, b) => b.box.y - a.box.y || b.box.x - a.box.x);
  const element = named.find((one) => isPager(view, pool, one));
  if (element) return { element, box: element.box, score: 1, name: element.text };
  const lowest = Math.max(0, ...linesOf(view).map(({ box }) => box.y));
  // A small mark in the colour of links below all text, the last of its row. What stands in one row after the other belongs to what is in them.
  const marks = pool.filter(({ kind }) => kind === 'icon' || kind === 'shape');
  const isOfRows = ({ number, box }: ScreenElement): boolean => marks.some((other) => other.number !== number && Math.abs(other.box.x - box.x) < 3 && Math.abs(other.box.width - box.width) < 3 && !sameRow(other.box, box));
  const mark = marks.filter((one) => one.colour.name === 'blue' && Math.max(one.box.width, one.box.height) <= 16 && one.box.y >= lowest && !isOfRows(one)).sort((a, b) => b.box.x - a.box.x)[0];
  if (mark) return { element: mark, box: mark.box, score: 1, name: 'the mark that leads on' };
  // "1 2 3 >" that was read as one link.
  const run = pool.find(({ text, kind }) => kind === 'link' && /^(?:[<‹«]\s+)?(?:(?:\d+\s+)+)(?:next|>|»|›)$/i.test(text.trim())) ?? pool.find(({ text, kind, box }) => kind === 'link' && /(?:^|\s)(?:>|»|›)$/.test(text.trim()) && text.length < 40 && box.y >= lowest - 2);
  return run ? { element: run, box: { ...run.box, x: run.box.x + run.box.width - Math.min(run.box.height, run.box.width), width: Math.min(run.box.height, run.box.width) }, score: 1, name: run.text } : undefined;
}

/** What leads back to the part of a list before this one. */
export function pageBack(view: View): Candidate | undefined {
  const element = view.screen.elements.filter(({ number, kind, text }) => !view.echo.has(number) && kind !== 'text-input' && kind !== 'panel' && BACKWARD.test(text.trim())).sort((a, b) => b.box.y - a.box.y)[0];
  return element ? { element, box: element.box, score: 1, name: element.text } : undefined;
}

function isPager(view: View, pool: readonly ScreenElement[], mark: ScreenElement): boolean {
  const row = pool.filter((one) => one !== mark && sameRow(one.box, mark.box));
  const words = linesOf(view).filter(({ box }) => sameRow(box, mark.box)).map(({ text }) => text).join(' ');
  if (row.filter(({ text }) => /^\d{1,4}$/.test(text.trim())).length >= 2 || COUNTED.test(words)) return true;
  // "Home > Shop": what follows a sign is no part of a pager.
  const follows = row.filter(({ box, text }) => box.x > mark.box.x && gapBetween(box, mark.box) < 40 && /\p{L}/u.test(text));
  if (follows.length > 0) return false;
  const asks = pool.length < view.screen.elements.length && view.screen.elements.some(({ kind }) => kind === 'text-input' || kind === 'checkbox' || kind === 'radio' || kind === 'select');
  const isSign = SIGN.test(mark.text.trim());
  // Steps of a form have "Back" and "Next" as well.
  if (!isSign && asks) return false;
  if (row.some(({ text }) => BACKWARD.test(text.trim()))) return true;
  return isAtEnd(view, mark, isSign);
}

/** Nothing but the mark's own row lies below, and above it stand things of one kind, one below the other. */
function isAtEnd(view: View, mark: ScreenElement, isSign: boolean): boolean {
  const lines = linesOf(view);
  if (lines.some(({ box }) => box.y > mark.box.y + mark.box.height)) return false;
  const above = lines.filter(({ box }) => box.y + box.height <= mark.box.y + 2);
  const links = view.screen.elements.filter(({ kind, box }) => (kind === 'link' || kind === 'button') && box.y + box.height <= mark.box.y + 2);
  const column = (boxes: readonly { readonly x: number }[]): number => Math.max(0, ...boxes.map((box) => boxes.filter(({ x }) => Math.abs(x - box.x) < 3).length));
  return isSign ? column(above.map(({ box }) => box)) >= 3 || column(links.map(({ box }) => box)) >= 2 : column(links.map(({ box }) => box)) >= 2;
}
