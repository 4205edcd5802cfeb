import type { Box } from '../../../core/index.js';
import type { Perception } from '../../../tools/screen/index.js';
import { contains, middleOf, overlap, sameRow } from './geometry.js';

/** CSS px by which the same place of two things of a kind may differ, and how far from its name a control stands. */
const SAME_PLACE = 7;
const FAR = 320;

type Place = { readonly left: number; readonly middle: number; readonly right: number; readonly y: number };

/** Where a control stands, seen from a name. */
const placeOf = (control: Box, name: Box): Place => ({ left: control.x - name.x, middle: middleOf(control).x - middleOf(name).x, right: control.x + control.width - name.x - name.width, y: middleOf(control).y - middleOf(name).y });

const isSame = (a: Place, b: Place): boolean => Math.abs(a.y - b.y) <= SAME_PLACE && (['left', 'middle', 'right'] as const).some((side) => Math.abs(a[side] - b[side]) <= SAME_PLACE);

/**
 * Of several controls of one name those that belong to the thing with this name, where the page repeats both in one arrangement: rows,
 * cards. Empty where each belongs to another thing, as in a shop where the button of one is missing; undefined where nothing is repeated.
 */
export function ownOf<C extends { readonly box: Box; readonly score: number }>(found: readonly C[], anchor: { readonly box: Box }, screen: Perception): C[] | undefined {
  const best = Math.max(0, ...found.map(({ score }) => score));
  const rivals = found.filter(({ score }) => score >= best - 0.15);
  if (rivals.length < 2) return undefined;
  const names = screen.lines.map(({ box }) => (contains(anchor.box, box, 1) && overlap(anchor.box, box, 'x') > 0.7 * box.width ? anchor.box : box)).filter((box) => Math.abs(box.height - anchor.box.height) <= Math.max(3, 0.3 * anchor.box.height));
  const isPeer = (box: Box): boolean => sameRow(box, anchor.box) || Math.abs(box.x - anchor.box.x) <= 3;
  // In a row of cards a control stands below the name of its own card.
  const isUnderOther = (box: Box): boolean => !sameRow(box, anchor.box) && overlap(box, anchor.box, 'x') <= 0 && names.some((name) => sameRow(name, anchor.box) && overlap(name, box, 'x') > 0);
  const near = rivals.map((rival) => names.map((name) => ({ name, place: placeOf(rival.box, name) })).filter(({ name, place }) => place.y > -rival.box.height && Math.hypot(place.y, sameRow(rival.box, name) ? 0 : place.middle) < FAR));
  const alike = (place: Place): Box[] => near.flatMap((those) => those.find((other) => isSame(other.place, place))?.name ?? []);
  const least = Math.max(2, 0.6 * rivals.length);
  const most = Math.max(0, ...near.flat().filter(({ name }) => isPeer(name)).map(({ place }) => alike(place).length));
  const own = rivals.map((rival) => ({ rival, count: alike(placeOf(rival.box, anchor.box)).length, y: placeOf(rival.box, anchor.box).y })).filter(({ count, y, rival }) => count >= least && count >= most && y > -rival.box.height && !isUnderOther(rival.box)).sort((a, b) => b.count - a.count || Math.abs(a.y) - Math.abs(b.y));
  if (own[0]) return [own[0].rival];
  const others = near.flat().map(({ place }) => alike(place)).filter((those) => those.length >= least && those.some(isPeer));
  return others.length > 0 && rivals.every((rival, index) => near[index]?.some(({ place }) => alike(place).length >= least) === true) ? [] : undefined;
}
