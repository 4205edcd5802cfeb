import type { Perception, RgbaFrame } from '../../../tools/screen/index.js';
import type { Description } from '../goal/index.js';
import { withinScope, type Candidate } from './ground.js';
import { iconScores, marksOn } from './icons.js';

const KINDS: readonly (string | undefined)[] = [undefined, 'icon', 'button', 'image', 'item', 'link'];

/** Marks that have the form of what the words call: a star, a bin, an arrow; best first. */
export async function iconCandidates(description: Description, view: { readonly screen: Perception; readonly pixels: RgbaFrame; readonly echo: ReadonlySet<number> }, within?: Description): Promise<Candidate[]> {
  if (description.texts.length === 0 || !KINDS.includes(description.kind)) return [];
  const { screen, pixels, echo } = view;
  const marks = marksOn(screen.elements.filter(({ number }) => !echo.has(number)), pixels, screen.deviceScaleFactor);
  const scores = await iconScores(description.texts, marks);
  const found = marks.flatMap(({ element, box }, index): Candidate[] => ((scores[index] ?? 0) > 0 ? [{ element, box, score: scores[index] ?? 0, name: description.texts[0] ?? '', byForm: true }] : []));
  const place = description.relation?.is === 'in' || description.relation?.is === 'near' ? description.relation.of : undefined;
  const beside = place ? withinScope(found, place, screen, echo) : found;
  const scoped = within ? withinScope(beside, within, screen, echo) : beside;
  return scoped.filter(({ score }) => score > 0.3).sort((a, b) => b.score - a.score);
}
