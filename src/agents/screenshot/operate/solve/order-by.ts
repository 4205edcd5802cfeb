import type { SubGoalOf } from '../../goal/index.js';
import { overlap, textScore, type Candidate } from '../../ground/index.js';
import { columnBelow, headingOn, orderOf } from '../column-seen.js';
import type { Claim } from '../claim.js';
import type { View } from '../view.js';
import { solveSort } from './drag.js';
import { listFor, walkList } from './lists.js';
import { candidatesFor, claimLater, claimNow, clickOn, settleClaims, Unsolved, type Work } from './work.js';

/** A heading is pressed so often: once for each way, and once for an order of its own. */
const PRESSES = 3;

/** Puts what is shown in order: by the heading of the column, by a list or a button for it, else by the hand. */
export async function solveOrderBy(work: Work, part: SubGoalOf<'order-by'>): Promise<void> {
  const view = await work.session.look();
  settleClaims(work, view);
  const names = part.column.texts.length > 0 ? part.column.texts : [part.column.words];
  if (headingOn(view, names)) return byHeading(work, part, names);
  if (await byList(work, part, names)) return;
  const [button] = names.flatMap((name) => candidatesFor(view, { words: name, texts: [`sort by ${name}`, `by ${name}`, name], quoted: true, sides: [], all: false }, part)).filter(({ element }) => element.kind !== 'text-input');
  if (button) {
    const done = await clickOn(work, button, part.words, { is: 'change' });
    claimNow(work, part.words, { is: 'open', reason: `${JSON.stringify(button.name)} was pressed; in which order things stand now cannot be read.` }, done.view);
    return;
  }
  return solveSort(work, { kind: 'sort', words: part.words, descending: part.descending ?? false });
}

/** The heading is pressed until the column below it stands as it should; where no way was asked for, any order will do. */
async function byHeading(work: Work, part: SubGoalOf<'order-by'>, names: readonly string[]): Promise<void> {
  const wanted = part.descending === undefined ? undefined : part.descending ? 'down' : 'up';
  const claim: Claim = { is: 'sorted', names: [...names], ...(part.descending === undefined ? {} : { descending: part.descending }) };
  let view = await work.session.look();
  for (let turn = 0; turn < PRESSES; turn += 1) {
    const head = headingOn(view, names);
    if (!head) break;
    const element = view.screen.elements.find(({ box, kind }) => kind !== 'panel' && overlap(box, head.box, 'x') > 0.7 * head.box.width && overlap(box, head.box, 'y') > 0.7 * head.box.height && box.height < 3 * head.box.height);
    if (!element) break;
    const done = await clickOn(work, { element, box: head.box, score: 1, name: head.text }, `${part.words}: the heading`, { is: 'change' });
    ({ view } = done);
    const now = headingOn(view, names);
    const order = now && orderOf(columnBelow(view, now.box));
    if (order !== undefined && (wanted === undefined || order === wanted)) {
      claimNow(work, part.words, claim, view, done);
      return;
    }
    if (done.step.verdict.status === 'no effect') break;
  }
  throw new Unsolved(`Pressing the heading ${JSON.stringify(names[0])} does not bring the column into that order.`);
}

const SORTS = /\b(?:sort|order)(?:ed)?\b/i;
const UP = /low(?:est)?\b.*(?:high|first)|ascending|a\s?(?:-|–|to|→)\s?z|cheapest|oldest|earliest|shortest|smallest|↑|▲/i;
const DOWN = /high(?:est)?\b.*(?:low|first)|descending|z\s?(?:-|–|to|→)\s?a|dearest|newest|latest|longest|largest|best|top|most|↓|▼/i;

/** A list that says what things are sorted by. False where there is none, or none of its entries is meant. */
async function byList(work: Work, part: SubGoalOf<'order-by'>, names: readonly string[]): Promise<boolean> {
  const view = await work.session.look();
  const list = listFor(view, { words: 'sort by', texts: ['sort by', 'sort', 'order by', 'sorted by'], quoted: false, sides: [], all: false }) ?? candidatesFor(view, { words: 'sort', texts: ['sort by', 'sort', 'order by'], quoted: false, sides: [], all: false }, part).find(({ element }) => element.kind !== 'text' && SORTS.test(element.text || element.label));
  if (!list) return false;
  const opened = await clickOn(work, list, `${part.words}: what it can be sorted by`, { is: 'nothing' });
  const entry = opened.step.verdict.regions.length > 0 ? entryFor(opened.view, view, part, names) : undefined;
  if (entry) {
    await clickOn(work, entry, `${part.words}: ${entry.name}`, { is: 'change' });
    claimNow(work, part.words, { is: 'open', reason: `${JSON.stringify(entry.name)} was chosen; in which order things stand now cannot be read.` }, await work.session.look());
    return true;
  }
  if (list.element.kind !== 'select') return false;
  const shown = await walkList(work, part.words, list, (text) => isMeant(text, part, names));
  if (shown === undefined) return false;
  claimLater(work, part.words, { is: 'list', box: list.box, item: shown });
  return true;
}

/** An entry that names the column, and does not go the other way; or that goes the right way by itself ("newest"). */
function isMeant(text: string, { descending }: SubGoalOf<'order-by'>, names: readonly string[]): boolean {
  const named = names.some((name) => textScore(name, text) >= 0.8 || text.toLowerCase().includes(name.toLowerCase()));
  if (!named) return false;
  const [right, wrong] = descending === true ? [DOWN, UP] : [UP, DOWN];
  return descending === undefined || right.test(text) || !wrong.test(text);
}

/** The entry that came and is meant. */
function entryFor(now: View, before: View, part: SubGoalOf<'order-by'>, names: readonly string[]): Candidate | undefined {
  const element = now.screen.elements.find(({ text, number }) => text !== '' && !now.echo.has(number) && !before.screen.elements.some((other) => other.text === text) && isMeant(text, part, names));
  return element && { element, box: element.box, score: 0.9, name: element.text };
}
