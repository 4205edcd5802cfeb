import { contains } from '../../ground/index.js';
import type { Claim } from '../claim.js';
import { columnBelow, headingOn, orderOf } from '../column-seen.js';
import { textIn } from '../verdict.js';
import type { Finding, Pictures } from './finding.js';

type Of<K extends Claim['is']> = Extract<Claim, { is: K }>;

/** The words of a text, as they are compared: stops and capitals say nothing. */
export const wordsIn = (text: string): string[] => text.toLowerCase().match(/[\p{L}\p{N}'’]+/gu) ?? [];

/** Words that two texts do not share, counted in order. */
function apart(one: readonly string[], other: readonly string[]): number {
  let row = Array.from({ length: other.length + 1 }, (_, index) => index);
  for (const [index, word] of one.entries()) {
    const next = [index + 1];
    for (const [at, against] of other.entries()) next.push(Math.min((row[at + 1] ?? 0) + 1, (next[at] ?? 0) + 1, (row[at] ?? 0) + (word === against ? 0 : 1)));
    row = next;
  }
  return row.at(-1) ?? 0;
}

/** The text has changed where it should, and nowhere else: a misread word leaves it open, what was there before is a failure. */
export function provesEdit({ box, was, text }: Of<'edited'>, { at }: Pictures): Finding {
  const shown = textIn(box, at.screen) || at.screen.lines.filter((line) => contains(box, line.box, 2)).map((line) => line.text).join(' ');
  const [now, wanted, before] = [shown, text, was].map(wordsIn) as [string[], string[], string[]];
  const off = apart(now, wanted);
  if (off === 0) return { status: 'proved', reason: `The text reads ${JSON.stringify(shown)}.` };
  return { status: off < apart(now, before) && off === 1 ? 'unproved' : 'failed', reason: `The text reads ${JSON.stringify(shown)} and not ${JSON.stringify(text)}.` };
}

/** The column below a heading of one of these names stands in order. */
export function provesSorted({ names, descending }: Of<'sorted'>, { at }: Pictures): Finding {
  const head = headingOn(at, names);
  if (!head) return { status: 'unproved', reason: `No column ${JSON.stringify(names[0])} is seen.` };
  const column = columnBelow(at, head.box);
  const order = orderOf(column);
  const holds = order !== undefined && (descending === undefined || (order === 'down') === descending);
  return { status: holds ? 'proved' : order === undefined ? 'unproved' : 'failed', reason: `Below ${JSON.stringify(head.text)} stand ${column.slice(0, 4).map((text) => JSON.stringify(text)).join(', ')}.` };
}
