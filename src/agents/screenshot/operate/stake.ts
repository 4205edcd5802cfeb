import type { Box } from '../../../core/index.js';
import type { Perception, ScreenElement } from '../../../tools/screen/index.js';
import type { Action, ActionPoint } from '../action.js';
import { area, contains, gapBetween, markNames, middleOf, overlap, sameRow } from '../ground/index.js';
import { agrees, declines, labelOf, riskOf, riskOfAgreeing } from '../safety/index.js';
import type { Deed } from './deed.js';
import type { View } from './view.js';

/** What an action would do to the world, and the words that say so. */
export interface Stake {
  readonly label: string;
  readonly risk: string;
  /** What is done to what the label stands on. */
  readonly way: 'pressed' | 'dropped on';
}

/** Where the mouse button went down last, and what was approved then. */
export interface Pressed {
  readonly at: ActionPoint;
  readonly stake: Stake;
}

type Acting = Pick<Deed, 'action' | 'label' | 'called' | 'box'>;

/** Kinds of elements that do something when they are pressed. */
const PRESSED: ReadonlySet<string> = new Set(['button', 'link', 'menu-item', 'icon']);
/** Kinds that a click fills in, ticks or moves: it is what is pressed afterwards that acts. */
const SET: ReadonlySet<string> = new Set(['text-input', 'select', 'checkbox', 'radio', 'slider', 'tab']);
/** Kinds whose name stands beside them. */
const DRAWN: ReadonlySet<string> = new Set(['icon', 'image', 'shape']);
/** CSS px: a higher area is no single control, and what stands further from a mark is not its name. */
const HIGHEST_CONTROL = 64;
const BESIDE = 12;
/** CSS px around the point of a press that has no box. */
const AROUND_POINT = 12;
/** Part of the screen that what a question stands in covers at most, and that a place to drop something on does. */
const LARGEST_FRAME = 0.8;
const LARGEST_PLACE = 0.25;
/** CSS px above two answers, and beside them, in which their question stands where no frame is seen around it. */
const ABOVE = 180;
const ASIDE = 160;
/** CSS px between two answers of which one stands above the other, at most. */
const STACKED = 24;

/** What a place is called into which things are thrown away. */
const BINS = /^[^\p{L}]*(?:(?:drag|drop|move|put|throw|let go)(?: (?:them|it|items?|files?|cards?|things?))?(?: here)?(?: on| in| into| to| onto)? )?(?:(?:the|my|your|to|der|la|le|el) )?(?:trash|(?:recycle |waste ?|rubbish |litter ?)?bin|waste ?basket|rubbish|garbage|junk|delete|remove|papierkorb|mülleimer|müll|abfall|corbeille|poubelle|papelera|basura)(?: can| bin)?[^\p{L}]*$/iu;

/** What a deed has at stake on a screen; undefined for what a page keeps to itself. Who has approved a press (`pressed`) has approved that it is let go of on the same thing. */
export async function stakeOf(deed: Acting, view: View, pressed?: Pressed): Promise<Stake | undefined> {
  const end = droppedAt(deed.action);
  if (end) {
    const dropped = droppedOn([...wordsAt(end, view.screen), ...await drawnAt(end, view)]);
    if (dropped && pressed && deed.action.type === 'mouse-up' && dropped.label === pressed.stake.label && isClick([pressed.at, end], view.screen)) return undefined;
    return dropped ?? (deed.action.type === 'drag' && isClick(deed.action.path, view.screen) ? stakeOf({ action: { type: 'click', at: end, button: 'left', count: 1 } }, view) : undefined);
  }
  const at = hasWords(deed) ? undefined : pointOf(deed);
  const labels = [...labelsAtStake(deed, view), ...(at ? await drawnAt(at, view) : [])];
  for (const label of labels) {
    const risk = riskOf(label);
    if (risk !== undefined) return { label, risk, way: 'pressed' };
  }
  return agreedTo(deed, labels, view.screen);
}

/** What a deed acts on, CSS px. */
export function placesOf(deed: Pick<Deed, 'action' | 'box'>): Box[] {
  const end = droppedAt(deed.action);
  const at = pointOf(deed);
  return [...(deed.box ? [deed.box] : at ? [around(at)] : []), ...(end ? [around(end)] : [])];
}

const around = ({ x, y }: ActionPoint): Box => ({ x: x - AROUND_POINT, y: y - AROUND_POINT, width: 2 * AROUND_POINT, height: 2 * AROUND_POINT });

/** Where an action lets go of what it has taken. */
function droppedAt(action: Action): ActionPoint | undefined {
  return action.type === 'drag' ? action.path.at(-1) : action.type === 'mouse-up' ? action.at : undefined;
}

/** A press that is let go of on what it was made on is a click, whatever lies between. */
function isClick(path: readonly ActionPoint[], screen: Perception): boolean {
  const [start, end] = [path[0], path.at(-1)];
  return start !== undefined && end !== undefined && elementsUnder(start, screen).some(({ kind, box }) => PRESSED.has(kind) && contains(box, { ...end, width: 0, height: 0 }, 0));
}

function droppedOn(labels: readonly string[]): Stake | undefined {
  for (const label of labels) {
    const risk = BINS.test(label) ? 'deletes something' : riskOf(label);
    if (risk !== undefined) return { label, risk, way: 'dropped on' };
  }
  return undefined;
}

/** The words on a place: of what lies there, right beside it, and the title of the area that it is: what else lies in that is not what it is called. */
function wordsAt(at: ActionPoint, screen: Perception): string[] {
  const under = elementsUnder(at, screen).filter(({ box }) => area(box) < LARGEST_PLACE * screen.width * screen.height);
  const named = under.filter(({ kind }) => PRESSED.has(kind) || kind === 'text').map(labelOf);
  const beside = screen.lines.filter(({ box }) => under.some((one) => DRAWN.has(one.kind) && one.box.height <= HIGHEST_CONTROL && gapBetween(box, one.box) <= BESIDE)).map(({ text }) => text);
  return [...named, ...beside, ...under.filter(({ kind }) => !PRESSED.has(kind) && !SET.has(kind)).flatMap(({ box }) => titleOf(box, screen))];
}

/** What a press that only agrees ("OK", "Yes") agrees to: the words that stand in one dialog or one box with it. */
function agreedTo(deed: Acting, labels: readonly string[], screen: Perception): Stake | undefined {
  const at = deed.box ? middleOf(deed.box) : pointOf(deed);
  const pressed = at ? labels.filter(agrees).map((label) => ({ label, box: deed.box ?? { ...at, width: 0, height: 0 } }))
    : pressedBy(deed.action) === undefined ? [] : screen.elements.filter((element) => element.kind === 'button' && labels.includes(labelOf(element)) && agrees(labelOf(element))).map((element) => ({ label: labelOf(element), box: element.box }));
  for (const { label, box } of pressed) {
    for (const frame of framesAround(box, screen)) {
      const found = riskOfAgreeing(linesOf(frame, screen).map(({ text }) => text), { mayDecline: screen.elements.some((one) => one.box !== box && contains(frame, one.box, 1) && declines(labelOf(one))) });
      if (found) return { label, risk: `${found.risk} (${JSON.stringify(found.says)})`, way: 'pressed' };
    }
  }
  return undefined;
}

/** What the question of an answer stands in, the closest first: boxes up to the dialog; where none is seen, what stands above the two answers. */
function framesAround(box: Box, screen: Perception): Box[] {
  const frames = screen.elements.filter((element) => (element.kind === 'dialog' || element.kind === 'panel') && contains(element.box, box, 1) && area(element.box) < LARGEST_FRAME * screen.width * screen.height).sort((a, b) => area(a.box) - area(b.box));
  const dialog = frames.findIndex(({ kind }) => kind === 'dialog');
  if (dialog >= 0) return frames.slice(0, dialog + 1).map((frame) => frame.box);
  const answers = screen.elements.filter((one) => declines(labelOf(one)) && gapBetween(one.box, box) <= (sameRow(one.box, box) ? ASIDE : overlap(one.box, box, 'x') > 0 ? STACKED : -1)).map((one) => one.box);
  if (answers.length === 0) return frames.map((frame) => frame.box);
  const [left, right] = [Math.min(box.x, ...answers.map(({ x }) => x)) - ASIDE, Math.max(box.x + box.width, ...answers.map(({ x, width }) => x + width)) + ASIDE];
  const top = Math.min(box.y, ...answers.map(({ y }) => y));
  return [...frames.map((frame) => frame.box), { x: left, y: top - ABOVE, width: right - left, height: ABOVE + box.y + box.height - top }];
}

/** Lines that no control holds or is named by. */
function linesOf(frame: Box, { elements, lines }: Perception): Perception['lines'] {
  const controls = elements.filter(({ kind, box }) => (PRESSED.has(kind) || SET.has(kind)) && contains(frame, box, 1));
  return lines.filter(({ box, text }) => contains(frame, box, 1) && !controls.some((control) => contains(control.box, box, 1) || (SET.has(control.kind) && control.label === text)));
}

/** The uppermost of them. */
function titleOf(frame: Box, screen: Perception): string[] {
  const [first] = [...linesOf(frame, screen)].sort((a, b) => a.box.y - b.box.y);
  return first ? [first.text] : [];
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

/** What lies under a point, the smallest first. */
function elementsUnder(at: ActionPoint, { elements }: Perception): ScreenElement[] {
  return elements.filter(({ box }) => contains(box, { ...at, width: 0, height: 0 }, 0)).sort((a, b) => area(a.box) - area(b.box));
}

/** The words of what lies under a point; of what has none itself, those of the control that it is a part of, or that stand right beside it. */
function labelsUnder(at: ActionPoint, screen: View['screen']): string[] {
  const under = elementsUnder(at, screen);
  const own = under.filter(({ kind, text }) => PRESSED.has(kind) || (kind === 'text' && text !== '')).map(labelOf).filter((label) => label !== '');
  const [smallest] = under;
  if (own.length > 0 || (smallest !== undefined && SET.has(smallest.kind))) return own;
  const holder = under.find(({ box }) => box.height <= HIGHEST_CONTROL && wordsIn(box, screen) !== '');
  const beside = smallest === undefined || smallest.box.height > HIGHEST_CONTROL ? [] : screen.lines.filter(({ box }) => sameRow(box, smallest.box) && overlap(box, smallest.box, 'x') <= 0 && gapBetween(box, smallest.box) <= BESIDE).map(({ text }) => text);
  return [...(holder ? [wordsIn(holder.box, screen)] : []), ...beside];
}

const wordsIn = (box: Box, { lines }: View['screen']): string => lines.filter((line) => contains(box, line.box, 1)).map(({ text }) => text).join(' ').trim();
