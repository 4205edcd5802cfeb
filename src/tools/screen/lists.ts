import type { Draft, ReadLine } from './draft.js';
import { bottom, centreY, overlapX } from './geometry.js';
import type { Panel } from './panels.js';
import { distance, type Ground } from './segment.js';

/** CSS px: entries of a list begin at one left edge, to this. */
const ALIGNED = 5;
/** Entries are no further apart than this many times their height. */
const PITCH = 4;
/** The largest distance of two entries is at most this many times the least. */
const UNEVEN = 1.35;

/** A filled strip around one of several lines that stand below one another marks the chosen entry of a list. */
export function chosenEntries(panels: readonly Panel[], grounds: readonly Ground[], lines: readonly ReadLine[], scale: number): { readonly panel: Panel; readonly chosen: ReadLine; readonly others: readonly ReadLine[] }[] {
  return panels.flatMap((panel) => {
    if (panel.border || !panel.filled) return [];
    const isCell = panels.some((other) => other !== panel && Math.abs(other.box.y - panel.box.y) <= 2 * scale && Math.abs(other.box.height - panel.box.height) <= 2 * scale && distance(other.ground.colour, panel.ground.colour) <= 6);
    if (isCell) return [];
    const inside = lines.filter(({ ground }) => ground === panel.ground.id);
    const [chosen] = inside;
    if (inside.length !== 1 || !chosen || panel.box.width < 1.3 * chosen.box.width || panel.box.height > 3.5 * chosen.box.height) return [];
    const around = new Set(grounds.filter((ground) => ground !== panel.ground && distance(ground.colour, panel.ground.parent?.colour ?? ground.colour) <= 6).map(({ id }) => id));
    const others: ReadLine[] = [];
    for (const way of [1, -1]) {
      let last = chosen.box;
      for (const line of lines.filter(({ ground }) => ground !== undefined && around.has(ground)).toSorted((a, b) => way * (a.box.y - b.box.y))) {
        const away = way > 0 ? line.box.y - bottom(last) : last.y - bottom(line.box);
        if (Math.abs(line.box.x - chosen.box.x) > ALIGNED * scale || away < 0 || away > PITCH * chosen.box.height || overlapX(line.box, panel.box) <= 0) continue;
        others.push(line);
        last = line.box;
      }
    }
    return others.length >= 2 && isEven([chosen, ...others]) ? [{ panel, chosen, others }] : [];
  });
}

/** Entries of a list follow one another at one distance. */
function isEven(lines: readonly ReadLine[]): boolean {
  const middles = lines.map(({ box }) => centreY(box)).sort((a, b) => a - b);
  const steps = middles.slice(1).map((middle, i) => middle - (middles[i] as number)).sort((a, b) => a - b);
  return (steps.at(-1) ?? 0) <= UNEVEN * (steps[0] ?? 0);
}

export function entryDraft(line: ReadLine, fill: Draft['fill'], box: Draft['box'], selected: boolean): Draft {
  return { kind: 'menu-item', box, text: line.text, state: { selected }, fill, ink: line.ink, confidence: 0.65 };
}
