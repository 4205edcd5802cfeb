import type { SubGoalOf } from '../../goal/index.js';
import { colourScore } from '../../ground/index.js';
import { claimChange, settleClaims, Unsolved, type Work } from './work.js';

/** CSS px between the points that are tried. */
const STEP = 3;

/** Clicks where a picture of many colours has the one in question, furthest from where it turns into others. */
export async function solvePickColour(work: Work, part: SubGoalOf<'pick-colour'>): Promise<void> {
  const view = await work.session.look();
  settleClaims(work, view);
  const picture = view.screen.elements.filter(({ kind, number, box }) => !view.echo.has(number) && (kind === 'image' || kind === 'icon' || kind === 'shape' || kind === 'panel') && Math.min(box.width, box.height) >= 40).sort((a, b) => Number(b.kind === 'image') - Number(a.kind === 'image') || b.box.width * b.box.height - a.box.width * a.box.height)[0];
  if (!picture) throw new Unsolved('There is no picture of many colours on the screen.');
  const { box } = picture;
  let best: { at: { x: number; y: number }; score: number } | undefined;
  for (let y = box.y + STEP; y < box.y + box.height - STEP; y += STEP) {
    for (let x = box.x + STEP; x < box.x + box.width - STEP; x += STEP) {
      const score = [[0, 0], [STEP, 0], [-STEP, 0], [0, STEP], [0, -STEP]].reduce((sum, [dx = 0, dy = 0]) => sum + colourScore(part.colour, hexAt(view, x + dx, y + dy)), 0);
      if (score > (best?.score ?? 2)) best = { at: { x, y }, score };
    }
  }
  if (!best) throw new Unsolved(`The picture holds no ${part.colour}.`);
  const done = await work.session.do({ thought: part.words, target: `${part.colour} in the picture`, box, expect: { is: 'change' }, action: { type: 'click', at: best.at, button: 'left', count: 1 } });
  claimChange(work, part.words, `the press on ${part.colour}`, done);
}

function hexAt({ pixels, frame }: Awaited<ReturnType<Work['session']['look']>>, x: number, y: number): string {
  const index = (Math.min(pixels.height - 1, Math.round(y * frame.scale)) * pixels.width + Math.min(pixels.width - 1, Math.round(x * frame.scale))) * 4;
  return `#${[0, 1, 2].map((channel) => (pixels.data[index + channel] ?? 0).toString(16).padStart(2, '0')).join('')}`;
}
