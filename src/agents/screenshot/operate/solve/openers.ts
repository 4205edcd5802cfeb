import type { Description, SubGoal } from '../../goal/index.js';
import { anchorsOf, overlap, sameRow, textScore, type Candidate } from '../../ground/index.js';
import { labelOf, riskOf } from '../../safety/index.js';
import type { View } from '../view.js';

/** What is pressed last: it opens nothing. */
const ENDS = /^(?:submit|ok(?:ay)?|done|finish|save|apply|confirm|cancel|reset|clear|log ?(?:in|out)|sign ?(?:in|out|up)|register|accept|agree|yes|no)\b/i;

/** Something that may hide what is looked for. */
export interface Opener {
  readonly candidate: Candidate;
  /** Tells it from the others when the screen has moved. */
  readonly key: string;
}

/**
 * What can be opened without harm, likeliest first: the menu at the end of the row that is spoken of, tabs that are not in
 * front, sections that are closed, and headings in a row of their own that look like controls.
 */
export function openers(view: View, part: SubGoal): Opener[] {
  const { screen, echo } = view;
  const pool = screen.elements.filter(({ number }) => !echo.has(number)).map((element): Candidate => ({ element, box: element.box, score: 0, name: element.text || element.label || element.kind }));
  const harmless = pool.filter(({ element }) => riskOf(labelOf(element)) === undefined && !ENDS.test(labelOf(element)));
  const scope = scopeOf(part);
  const arrows = treeArrows(pool, harmless);
  if (scope) {
    const [anchor] = anchorsOf(scope, view.screen, view.echo);
    // What is spoken of may itself be closed, or in something that is.
    const own = anchor ? arrows.filter(({ box, name }) => sameRow(box, anchor.box) && textScore(name, anchor.name) >= 0.8) : arrows;
    return [...own.map(opening), ...rowMenus(view, scope, harmless)];
  }
  const tabs = harmless.filter(({ element }) => element.kind === 'tab' && element.state.selected !== true);
  const closed = harmless.filter(({ element }) => element.state.expanded === false);
  const bands = harmless.filter(({ element }) => element.kind !== 'text' && element.text !== '' && element.box.width > 0.6 * screen.width && element.box.height < 60 && element.state.expanded === undefined && element.kind !== 'text-input' && element.kind !== 'dialog');
  return [...closed, ...arrows, ...tabs, ...bands].map(opening);
}

const opening = (candidate: Candidate): Opener => ({ candidate, key: `${candidate.element.kind} ${candidate.name}` });

/** Arrows that point at the names right of them, as those of a closed branch of a tree do; they bear that name. */
function treeArrows(pool: readonly Candidate[], harmless: readonly Candidate[]): Candidate[] {
  return harmless.filter(({ element }) => (element.kind === 'icon' || element.kind === 'button' || element.kind === 'text') && /^(?:▶|▸|►|\+|>|›)$/.test(element.text.trim())).flatMap((arrow): Candidate[] => {
    const name = pool.filter(({ element, box }) => element.text.length > 1 && sameRow(box, arrow.box) && box.x >= arrow.box.x && box.x - (arrow.box.x + arrow.box.width) < 24).sort((a, b) => a.box.x - b.box.x)[0];
    return name ? [{ ...arrow, name: name.name }] : [];
  });
}

/** The row or card that a part speaks of: where it was said before, or what it is to be done with ("delete the file "Budget""). */
export function scopeOf(part: SubGoal): Description | undefined {
  if (part.within) return part.within;
  const relation = 'target' in part ? part.target?.relation : undefined;
  return relation?.is === 'in' && relation.of.texts.length > 0 && relation.of.kind !== 'dialog' ? relation.of : undefined;
}

/** Icons of the row or card of the scope, from the right: what does not fit on a row is behind the last of them. */
function rowMenus(view: View, scope: Description, pool: readonly Candidate[]): Opener[] {
  const [anchor] = anchorsOf(scope, view.screen, view.echo);
  if (!anchor) return [];
  const icons = pool.filter(({ element, box }) => (element.kind === 'icon' || element.kind === 'image') && box.y > anchor.box.y - anchor.box.height && -overlap(box, anchor.box, 'y') < 90);
  const [nearest] = [...icons].sort((a, b) => a.box.y - b.box.y);
  if (!nearest) return [];
  return icons.filter(({ box }) => sameRow(box, nearest.box)).sort((a, b) => b.box.x - a.box.x).slice(0, 1).map((candidate) => ({ candidate, key: 'menu of the row' }));
}
