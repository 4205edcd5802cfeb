import { VouchError, type Box } from '../../../core/index.js';
import { changedRegions } from '../../../tools/screen/index.js';
import { describeAction, type Action, type ActionPoint } from '../action.js';
import { area, contains, gapBetween, markNames, middleOf, overlap, sameRow } from '../ground/index.js';
import { labelOf, riskOf } from '../safety/index.js';
import type { Deed } from './deed.js';
import { isCaret } from './stillness.js';
import type { Picture, View } from './view.js';

export interface Approval {
  /** "deletes something" */
  readonly risk: string;
  /** What would be pressed, in the page's words. */
  readonly label: string;
  readonly url: string;
  /** PNG of the screen on which it would be pressed, secrets blackened: the approval holds for this one action on this screen. */
  readonly picture: Buffer;
}

/** What an action would do to the world, and the words that say so. */
export interface Stake {
  readonly label: string;
  readonly risk: string;
}

type Acting = Pick<Deed, 'action' | 'label' | 'called' | 'box'>;

/** Kinds of elements that do something when they are pressed. */
const PRESSED: ReadonlySet<string> = new Set(['button', 'link', 'menu-item', 'icon']);
/** Kinds that a click fills in, ticks or moves: it is what is pressed afterwards that acts. */
const SET: ReadonlySet<string> = new Set(['text-input', 'select', 'checkbox', 'radio', 'slider', 'tab']);
/** CSS px: a higher area is no single control, and what stands further from a mark is not its name. */
const HIGHEST_CONTROL = 64;
const BESIDE = 12;
/** CSS px around the point of a press that has no box. */
const AROUND_POINT = 12;

/** What a deed has at stake on a screen; undefined for what a page keeps to itself. */
export async function stakeOf(deed: Acting, view: View): Promise<Stake | undefined> {
  const at = hasWords(deed) ? undefined : pointOf(deed);
  const labels = [...labelsAtStake(deed, view), ...(at ? await drawnAt(at, view) : [])];
  for (const label of labels) {
    const risk = riskOf(label);
    if (risk !== undefined) return { label, risk };
  }
  return undefined;
}

/** What a mark is a drawing of: a bin is no less a "Delete" for having no words. A drawing that mostly means something else, such as the arrow back, is not taken for what it may mean besides. */
async function drawnAt(at: ActionPoint, view: View): Promise<string[]> {
  const names = await markNames(at, view);
  return names.filter((name) => riskOf(name) !== undefined).length >= names.length / 3 ? names.slice(0, 1) : [];
}

/**
 * The words that tell what an action would do to the world: those of what is pressed, or, where it has none, of all that lies under the pointer;
 * of the chosen option; for the Enter and the Space that press a button, of every button that may have the keyboard.
 */
export function labelsAtStake(deed: Acting, { screen }: Pick<View, 'screen'>): string[] {
  const { action, box, called } = deed;
  if (hasWords(deed)) return [deed.label ?? ''];
  const named = called === undefined || called === '' ? [] : [called];
  if (action.type === 'select') return [action.option];
  const at = pointOf(deed);
  if (at) return [...named, ...labelsUnder(at, screen)];
  const pressed = pressedBy(action);
  if (pressed === undefined) return named;
  if (pressed === 'space' && box) return [...named, ...labelsUnder(middleOf(box), screen)];
  // In a field that has the keyboard it is a blank.
  if (pressed === 'space' && screen.elements.some(({ kind, state }) => kind === 'text-input' && state.focused === true)) return named;
  return [...named, ...screen.elements.filter(({ kind }) => kind === 'button').map(labelOf)];
}

const hasWords = ({ label }: Pick<Deed, 'label'>): boolean => label !== undefined && label.trim() !== '';

function pointOf({ action }: Pick<Deed, 'action'>): ActionPoint | undefined {
  return action.type === 'click' || action.type === 'upload' || action.type === 'mouse-down' ? action.at : undefined;
}

/** The key by which an action may press what has the keyboard. A line end is typed by pressing Enter, a blank by Space. */
function pressedBy(action: Action): 'enter' | 'space' | undefined {
  if (action.type === 'type') return /[\r\n]/.test(action.text) ? 'enter' : action.text.startsWith(' ') ? 'space' : undefined;
  if (action.type !== 'key') return undefined;
  return /(?:^|\+)(?:(?:Numpad)?Enter|[\r\n])$/i.test(action.chord) ? 'enter' : /(?:^|\+)(?:Space| )$/i.test(action.chord) ? 'space' : undefined;
}

/** The words of what lies under a point; of what has none itself, those of the control that it is a part of, or that stand right beside it. */
function labelsUnder(at: ActionPoint, screen: View['screen']): string[] {
  const point = { ...at, width: 0, height: 0 };
  const under = screen.elements.filter(({ box }) => contains(box, point, 0)).sort((a, b) => area(a.box) - area(b.box));
  const own = under.filter(({ kind, text }) => PRESSED.has(kind) || (kind === 'text' && text !== '')).map(labelOf).filter((label) => label !== '');
  const [smallest] = under;
  if (own.length > 0 || (smallest !== undefined && SET.has(smallest.kind))) return own;
  const holder = under.find(({ box }) => box.height <= HIGHEST_CONTROL && wordsIn(box, screen) !== '');
  const beside = smallest === undefined || smallest.box.height > HIGHEST_CONTROL ? [] : screen.lines.filter(({ box }) => sameRow(box, smallest.box) && overlap(box, smallest.box, 'x') <= 0 && gapBetween(box, smallest.box) <= BESIDE).map(({ text }) => text);
  return [...(holder ? [wordsIn(holder.box, screen)] : []), ...beside];
}

const wordsIn = (box: Box, { lines }: View['screen']): string => lines.filter((line) => contains(box, line.box, 1)).map(({ text }) => text).join(' ').trim();

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
    const target = targetOf(deed);
    if (target && changed.some((region) => meet(region, target))) throw refused(deed, stake, 'what was there when it was approved has changed since');
    // What changes in the same place again does so by itself.
    restless.push(...changed);
    picture = now;
  }
  throw refused(deed, stake, 'the screen did not stay as it was approved');
}

const meet = (one: Box, other: Box): boolean => overlap(one, other, 'x') > 0 && overlap(one, other, 'y') > 0;

export function refused({ action }: Deed, { label, risk }: Stake, reason: string): VouchError {
  const name = JSON.stringify(label);
  const deed = action.type === 'type' || action.type === 'key' ? `${describeAction(action)} may press ${name}, which` : describeAction(action, name);
  return new VouchError('REFUSED', `${deed} ${risk}: ${reason}.`, { details: { label, risk } });
}

function targetOf(deed: Deed): Box | undefined {
  const at = pointOf(deed);
  return deed.box ?? (at && { x: at.x - AROUND_POINT, y: at.y - AROUND_POINT, width: 2 * AROUND_POINT, height: 2 * AROUND_POINT });
}

/** What differs on two pictures, CSS px; a caret that comes and goes is no difference. */
function changesBetween(before: Picture, now: Picture): Box[] {
  if (now.frame.png.equals(before.frame.png)) return [];
  const { scale } = now.frame;
  return changedRegions(before.pixels, now.pixels, { deviceScaleFactor: scale }).filter((region) => !isCaret(before.pixels, now.pixels, region, scale));
}
