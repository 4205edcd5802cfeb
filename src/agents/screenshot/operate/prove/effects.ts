import type { Box } from '../../../../core/index.js';
import { changedRegions } from '../../../../tools/screen/index.js';
import type { Description } from '../../goal/index.js';
import { area, contains, gapBetween, ground, likeness, overlap, textScore } from '../../ground/index.js';
import { iconCandidates } from '../../ground/index.js';
import type { Claim } from '../claim.js';
import { dialogAround, isStillThere } from '../dialogs-seen.js';
import { lineOfNumbers } from '../numbers-seen.js';
import { elementAt } from '../verdict.js';
import { linesOf, type View } from '../view.js';
import type { Finding, Pictures } from './finding.js';
import { differenceOf, refusalIn, showsDeed } from './pressed.js';

type Of<K extends Claim['is']> = Extract<Claim, { is: K }>;
type Named = Of<'clicked'> | Of<'pointed at'> | Of<'focused'> | Of<'moved'>;

/** The thing that was pressed is the one that was meant, and the page took it. */
export async function provesClick(claim: Of<'clicked'>, pictures: Pictures): Promise<Finding> {
  const before = await pictures.before();
  if (before === undefined) return { status: 'unproved', reason: `There is no picture of ${claim.name} from before it was pressed.` };
  const { changed, reason, regions } = changes(before, pictures.at, claim.ignore);
  if (!changed) return { status: 'failed', reason: `After the click on ${claim.name} ${reason}.` };
  const difference = differenceOf(before, pictures.at);
  const refusal = refusalIn(difference);
  if (refusal !== undefined) return { status: refusal.plain ? 'failed' : 'unproved', reason: `After the click on ${claim.name} the page says ${JSON.stringify(refusal.text)}.` };
  const dialog = claim.closes === true ? dialogAround(claim.box, before.screen) : undefined;
  if (dialog && isStillThere(dialog, pictures.at.screen)) return { status: 'unproved', reason: `${claim.name} was clicked, and the dialog that it is to close is still seen.` };
  const isMeant = await isMeantInOne(claim, pictures);
  if (claim.deed !== undefined) {
    const shown = showsDeed(claim.deed, claim.target.relation?.of.texts ?? [], claim.box, regions, difference, pictures.at);
    // What a page says of a deed is the same for whichever thing it was done to.
    if (shown !== undefined && !isMeant) return { status: 'unproved', reason: `${claim.name} was clicked, and ${shown}; whether it is what ${JSON.stringify(claim.target.words)} means cannot be read in the picture.` };
    return shown === undefined ? { status: 'unproved', reason: `${claim.name} was clicked, and ${reason}; whether that did what ${JSON.stringify(claim.target.words)} asks for cannot be read in it.` } : { status: 'proved', reason: `${claim.name} was clicked, and ${shown}.` };
  }
  if (isMeant) return { status: 'proved', reason: `${claim.name} was clicked, and ${reason}.` };
  return { status: 'unproved', reason: `${claim.name} was clicked, and ${reason}; whether it is ${JSON.stringify(claim.target.words)} cannot be read in the picture.` };
}

/** The pointer itself is in no picture: what it lies on must show that it is there. */
export async function provesPointer(claim: Of<'pointed at'>, pictures: Pictures): Promise<Finding> {
  const before = await pictures.before();
  if (!(await isMeantInOne(claim, pictures))) return { status: 'unproved', reason: `Whether ${claim.name} is ${JSON.stringify(claim.target.words)} cannot be read in the picture.` };
  const reacts = before !== undefined && changes(before, pictures.at, []).changed;
  return reacts ? { status: 'proved', reason: `The page reacts to the pointer on ${claim.name}.` } : { status: 'unproved', reason: `The pointer was put on ${claim.name}; no picture shows it.` };
}

/** A section shows more than before, or less, below its head; an arrow of its own says it by itself. */
export async function provesOpen({ box, name, open }: Of<'opened'>, pictures: Pictures): Promise<Finding> {
  const words = open ? 'open' : 'closed';
  const before = await pictures.before();
  const own = elementAt(box, pictures.at.screen)?.state.expanded;
  if (own !== undefined && own === open) return { status: 'proved', reason: `${name} is ${words}: its arrow shows it.` };
  if (before === undefined) return { status: 'unproved', reason: `No picture shows that ${name} is ${words}.` };
  if (!changes(before, pictures.at, []).changed) return { status: 'failed', reason: `Nothing changed when ${name} was pressed.` };
  const [had, has] = [linesOf(before), linesOf(pictures.at)].map((lines) => lines.map(({ text }) => text)) as [string[], string[]];
  const [come, gone] = [has.filter((text) => !had.includes(text)).length, had.filter((text) => !has.includes(text)).length];
  if (open ? come > 0 : gone > 0) return { status: 'proved', reason: `${name} was pressed, and ${open ? `${come} lines came` : `${gone} lines went`}.` };
  return { status: 'unproved', reason: `${name} was pressed and the page changed; whether it is ${words} cannot be read in it.` };
}

/** Marked text has another ground: what changed covers most of it. */
export async function provesMark({ box }: Of<'marked'>, pictures: Pictures): Promise<Finding> {
  const before = await pictures.before();
  if (before === undefined) return { status: 'unproved', reason: 'There is no picture of the text from before it was marked.' };
  const regions = changedRegions(before.pixels, pictures.at.pixels, { deviceScaleFactor: pictures.at.frame.scale });
  const covered = regions.reduce((sum, region) => sum + Math.max(0, overlap(region, box, 'x')) * Math.max(0, overlap(region, box, 'y')), 0);
  return covered >= 0.5 * area(box) ? { status: 'proved', reason: 'The text has another ground than before.' } : { status: 'failed', reason: 'The text looks as it did before.' };
}

/** Dragged: gone from where it was, and at the other place something that reads or looks like it. */
export async function provesMove(claim: Of<'moved'>, pictures: Pictures): Promise<Finding> {
  const before = await pictures.before();
  if (before === undefined) return { status: 'unproved', reason: `There is no picture of ${claim.name} from before it was dragged.` };
  const regions = changedRegions(before.pixels, pictures.at.pixels, { deviceScaleFactor: pictures.at.frame.scale });
  if (regions.length === 0) return { status: 'failed', reason: `${claim.name} was dragged, and no pixel changed.` };
  const was = elementAt(claim.box, before.screen);
  const there = pictures.at.screen.elements.filter(({ box }) => gapBetween(box, claim.to) < 0.6 * Math.max(claim.box.height, claim.box.width) || contains(claim.to, box));
  const arrived = was !== undefined && there.some((element) => (was.text !== '' ? textScore(was.text, element.text) >= 0.9 : element.kind === was.kind && element.colour.name === was.colour.name && likeness({ ...element.box, x: 0, y: 0 }, { ...was.box, x: 0, y: 0 }) > 0.6));
  const left = regions.some((region) => gapBetween(region, claim.box) < 2);
  if (arrived && left) return { status: 'proved', reason: `${claim.name} left its place and is where it was dragged to.` };
  return { status: 'unproved', reason: `${claim.name} was dragged and the page changed; where it is now cannot be told.` };
}

/** Most of what is shown differs; at an end, nothing does when it is scrolled on. */
export async function provesScroll({ toEnd, moved }: Of<'scrolled'>, pictures: Pictures): Promise<Finding> {
  const before = await pictures.before();
  const changed = before !== undefined && changes(before, pictures.at, []).changed;
  if (toEnd && !moved) return { status: 'unproved', reason: 'Nothing moved: it may have been at its end already.' };
  if (toEnd) return changed ? { status: 'unproved', reason: 'It still moved when it was scrolled on: its end was not seen.' } : { status: 'proved', reason: 'It does not move any more when it is scrolled on.' };
  return changed ? { status: 'proved', reason: 'What is shown has moved.' } : { status: 'unproved', reason: 'Nothing moved: it may have been at its end already.' };
}

/** The field around the same upper left corner is larger or smaller than before. */
export async function provesSize({ box, larger, across }: Of<'resized'>, pictures: Pictures): Promise<Finding> {
  const now = pictures.at.screen.elements.filter((element) => element.kind === 'text-input' || element.kind === 'panel' || element.kind === 'dialog' || element.kind === 'image').filter((element) => Math.abs(element.box.x - box.x) < 4 && Math.abs(element.box.y - box.y) < 4).sort((a, b) => area(a.box) - area(b.box))[0];
  const before = await pictures.before();
  const changed = before !== undefined && changes(before, pictures.at, []).changed;
  if (!now) return { status: changed ? 'unproved' : 'failed', reason: changed ? 'The page changed; the size of the field cannot be told.' : 'Nothing changed.' };
  const [was, is] = across ? [box.width, now.box.width] : [box.height, now.box.height];
  return { status: (larger ? is > was + 2 : is < was - 2) ? 'proved' : 'failed', reason: `It measured ${Math.round(was)} px and measures ${Math.round(is)} px.` };
}

export function provesOrder({ descending }: Of<'ordered'>, { at }: Pictures): Finding {
  const numbers = lineOfNumbers(at).map(({ value }) => value);
  const isOrdered = numbers.every((value, index) => index === 0 || (descending ? value <= (numbers[index - 1] as number) : value >= (numbers[index - 1] as number)));
  return { status: isOrdered && numbers.length > 1 ? 'proved' : 'failed', reason: `The numbers stand as ${numbers.join(', ')}.` };
}

export async function provesChange({ by, box, ignore }: Of<'changed'>, pictures: Pictures): Promise<Finding> {
  const before = await pictures.before();
  if (before === undefined) return { status: 'unproved', reason: `There is no picture from before ${by}.` };
  const { changed, reason, regions } = changes(before, pictures.at, ignore);
  if (!changed) return { status: 'unproved', reason: `After ${by} ${reason}.` };
  const difference = differenceOf(before, pictures.at);
  const refusal = refusalIn(difference);
  if (refusal !== undefined) return { status: refusal.plain ? 'failed' : 'unproved', reason: `After ${by} the page says ${JSON.stringify(refusal.text)}.` };
  const [come] = difference.come;
  const [gone] = difference.gone;
  const [state] = difference.states;
  const read = come !== undefined ? `the page shows ${JSON.stringify(come)}` : gone !== undefined ? `${JSON.stringify(gone)} is gone` : state;
  if (read !== undefined) return { status: 'proved', reason: `After ${by} ${read}.` };
  if (box && regions.some((region) => overlap(region, box, 'x') > 0 && overlap(region, box, 'y') > 0)) return { status: 'proved', reason: `After ${by} what was pressed looks otherwise.` };
  return { status: 'unproved', reason: `After ${by} ${reason}, and nothing of it can be read.` };
}

function changes(before: Pick<View, 'pixels'>, after: Pick<View, 'pixels' | 'frame'>, ignore: readonly Box[]): { changed: boolean; reason: string; regions: Box[] } {
  const regions = changedRegions(before.pixels, after.pixels, { deviceScaleFactor: after.frame.scale, ignore });
  return regions.length === 0 ? { changed: false, reason: 'no pixel changed', regions } : { changed: true, regions, reason: `the page changed in ${regions.length === 1 ? 'one place' : `${regions.length} places`}` };
}

/** What the pointer does to a thing may hide what it is: the picture from before the pointer came counts as well. */
async function isMeantInOne(claim: Named, { before, seen, at }: Pictures): Promise<boolean> {
  const [right, earlier] = [await before(), await seen()];
  for (const view of [right, earlier, right || earlier ? undefined : at]) if (view && (await isMeant(claim, view))) return true;
  return false;
}

/** Whether a reading that knows nothing of the actor's finds the same thing for the words of the goal. */
async function isMeant(claim: Named, view: View): Promise<boolean> {
  const found = 'byForm' in claim && claim.byForm ? await iconCandidates(claim.target, view, claim.within) : ground(claim.target satisfies Description, view.screen, { echo: view.echo, within: claim.within });
  return found.some(({ box, score }) => likeness(box, claim.box) > 0.4 && score >= (found[0]?.score ?? 0) - 0.05);
}
