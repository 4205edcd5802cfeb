import type { Box } from '../../core/index.js';
import type { Draft } from './draft.js';
import { around } from '../ocr/index.js';
import { holds } from './geometry.js';
import type { Mark } from './segment.js';

/** CSS px: sides of a dot; width and height of a bar. */
const DOT = { least: 2, most: 7 };
const BAR = { width: [11, 34], height: [1.5, 6] } as const;

const isFigure = ({ kind, text }: Draft): boolean => (kind === 'shape' || kind === 'icon') && text === '';

/** Marks that interfaces make of three parts, which lie apart and mean nothing by themselves: "more" (three dots) and "menu" (three bars). */
export function joinThrees(drafts: readonly Draft[], marks: readonly Pick<Mark, 'box' | 'ink'>[], scale: number): Draft[] {
  const isDot = ({ box: { width, height } }: Draft): boolean => Math.min(width, height) >= DOT.least * scale && Math.max(width, height) <= DOT.most * scale && Math.max(width, height) <= 1.4 * Math.min(width, height);
  const isBar = ({ box: { width, height } }: Draft): boolean => width >= BAR.width[0] * scale && width <= BAR.width[1] * scale && height >= BAR.height[0] * scale && height <= BAR.height[1] * scale;
  const dots = drafts.filter((draft) => isFigure(draft) && isDot(draft));
  // A bar alone is a rule, and no element.
  const bars = marks.map(({ box, ink }): Draft => ({ kind: 'icon', box, text: '', state: {}, fill: ink, confidence: 0.8 })).filter(isBar);
  const threes = [...threesOf(dots, 'y', '⋮'), ...threesOf(dots, 'x', '⋯'), ...threesOf(bars, 'y', '☰')];
  const joined = threes.map(({ parts, text }): Draft => ({ kind: 'icon', box: around(parts.map(({ box }) => box)), text, state: {}, fill: (parts[0] as Draft).fill, confidence: 0.8 }));
  // What a part, or all of it, was taken for before.
  const isPart = ({ kind, box, text }: Draft): boolean => kind !== 'button' && kind !== 'panel' && text.length <= 1 && joined.some((three) => holds(three.box, box, 2 * scale));
  return [...drafts.filter((draft) => !isPart(draft)), ...joined];
}

interface Three {
  readonly parts: readonly Draft[];
  readonly text: string;
}

/** Runs of exactly three equal parts at equal distances: a fourth makes a line of dots, which is something else. */
function threesOf(parts: readonly Draft[], along: 'x' | 'y', text: string): Three[] {
  const across = along === 'x' ? 'y' : 'x';
  const length = (box: Box): number => (along === 'x' ? box.width : box.height);
  const sorted = parts.toSorted((one, other) => one.box[along] - other.box[along]);
  const nextOf = (part: Draft): Draft | undefined => sorted.find(({ box }) => box[along] > part.box[along] && Math.abs(box[across] - part.box[across]) <= 0.35 * length(part.box) + 1 && Math.abs(box.width - part.box.width) <= 0.3 * part.box.width + 1 && Math.abs(box.height - part.box.height) <= 0.3 * part.box.height + 1 && box[along] - part.box[along] <= 4 * length(part.box));
  const followed = new Set<Draft>();
  const threes: Three[] = [];
  for (const first of sorted) {
    if (followed.has(first)) continue;
    const run = [first];
    for (let next = nextOf(first); next; next = nextOf(next)) run.push(next);
    for (const one of run) followed.add(one);
    const [one, two, three] = run;
    if (run.length !== 3 || !one || !two || !three) continue;
    if (Math.abs(two.box[along] - one.box[along] - (three.box[along] - two.box[along])) <= 0.3 * (two.box[along] - one.box[along]) + 1) threes.push({ parts: run, text });
  }
  return threes;
}
