import type { SubGoalOf } from '../../goal/index.js';
import { gapBetween } from '../../ground/index.js';
import type { View } from '../view.js';
import { controlFor, handleOf } from './numbers.js';
import { claimLater, settleClaims, type Work } from './work.js';

/** So often the handle is moved on by what is left. */
const TURNS = 3;
/** CSS px of a track at each end that the handle's middle does not reach. */
const END = 4;

/** Drags the handle of a slider to a share of its way. False where no such slider is seen. */
export async function slideTo(work: Work, part: SubGoalOf<'choose'>, share: number): Promise<boolean> {
  const slider = controlFor(await work.session.look(), part.from, 'slider');
  if (!slider) return false;
  settleClaims(work, await work.session.look());
  const { box } = slider;
  const level = box.width >= box.height;
  for (let turn = 0; turn < TURNS; turn += 1) {
    const view = await work.session.look();
    const now = sliderAt(view, box);
    const value = now?.state.value ?? slider.element.state.value ?? 0;
    if (turn > 0 && Math.abs(value - share) < 0.02) break;
    const from = handleOf({ ...slider, element: now ?? slider.element });
    const by = (share - value) * (level ? box.width - 2 * END : box.height - 2 * END);
    await work.session.do({ thought: part.words, target: slider.name, box, expect: { is: 'change' }, action: { type: 'drag', path: [from, level ? { x: from.x + by, y: from.y } : { x: from.x, y: from.y + by }] } });
  }
  claimLater(work, part.words, { is: 'slid', box, share });
  return true;
}

/** The slider that is seen at a place. */
const sliderAt = ({ screen }: Pick<View, 'screen'>, box: View['screen']['elements'][number]['box']): View['screen']['elements'][number] | undefined => screen.elements.find((element) => element.kind === 'slider' && gapBetween(element.box, box) === 0);
