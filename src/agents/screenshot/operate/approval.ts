import { VouchError, type Box } from '../../../core/index.js';
import { changedRegions } from '../../../tools/screen/index.js';
import { describeAction } from '../action.js';
import { overlap } from '../ground/index.js';
import type { Deed } from './deed.js';
import { placesOf, type Stake } from './stake.js';
import { isCaret } from './stillness.js';
import type { Picture } from './view.js';

export interface Approval {
  /** "deletes something"; for what only agrees, with the words that say so: "deletes something (\"Delete this file?\")". */
  readonly risk: string;
  /** What would be pressed, or what something would be dropped on, in the page's words. */
  readonly label: string;
  readonly way: Stake['way'];
  readonly url: string;
  /** PNG of the screen on which it would be pressed, secrets blackened: the approval holds for this one action on this screen. */
  readonly picture: Buffer;
}

/** So often an approval is asked for anew because the screen has changed meanwhile. */
const ASKED = 3;

export interface Asking {
  readonly deed: Deed;
  readonly stake: Stake;
  /** The screen right before the press: the pointer is where it will press. */
  readonly before: Picture;
  /** What changes without an action, CSS px. */
  readonly volatile: readonly Box[];
  /** Asks for the press on this screen. */
  readonly ask: (picture: Picture) => Promise<boolean>;
  readonly glance: () => Promise<Picture>;
}

/**
 * Asks for one press on one screen, and gives the screen that was approved. A screen that changes before the answer comes is asked for anew; when what
 * would be pressed has changed, or the screen does not keep still, nothing is pressed. Throws REFUSED.
 */
export async function approved({ deed, stake, before, volatile, ask, glance }: Asking): Promise<Picture> {
  const restless: Box[] = [...volatile];
  let picture = before;
  for (let turn = 0; turn < ASKED; turn += 1) {
    if (!(await ask(picture))) throw refused(deed, stake, 'it was not approved');
    const now = await glance();
    const changed = changesBetween(picture, now).filter((region) => !restless.some((box) => meet(box, region)));
    if (changed.length === 0) return picture;
    const places = placesOf(deed);
    if (changed.some((region) => places.some((place) => meet(region, place)))) throw refused(deed, stake, 'what was there when it was approved has changed since');
    // What changes in the same place again does so by itself.
    restless.push(...changed);
    picture = now;
  }
  throw refused(deed, stake, 'the screen did not stay as it was approved');
}

const meet = (one: Box, other: Box): boolean => overlap(one, other, 'x') > 0 && overlap(one, other, 'y') > 0;

/** "May \"Pay\" be pressed? It pays money." `on`: the page, where it is to be named. */
export function questionOf({ label, way, risk }: Pick<Approval, 'label' | 'way' | 'risk'>, on?: string): string {
  const name = JSON.stringify(label);
  const place = on === undefined ? '' : ` on ${on}`;
  return `${way === 'pressed' ? `May ${name} be pressed${place}` : `May something be dropped on ${name}${place}`}? It ${risk}.`;
}

export function refused({ action }: Deed, { label, way, risk }: Stake, reason: string): VouchError {
  const name = JSON.stringify(label);
  const deed = action.type === 'type' || action.type === 'key' ? `${describeAction(action)} may press ${name}, which` : describeAction(action, way === 'pressed' ? name : `onto ${name}`);
  return new VouchError('REFUSED', `${deed} ${risk}: ${reason}.`, { details: { label, risk } });
}

/** What differs on two pictures, CSS px; a caret that comes and goes is no difference. */
function changesBetween(before: Picture, now: Picture): Box[] {
  if (now.frame.png.equals(before.frame.png)) return [];
  const { scale } = now.frame;
  return changedRegions(before.pixels, now.pixels, { deviceScaleFactor: scale }).filter((region) => !isCaret(before.pixels, now.pixels, region, scale));
}
