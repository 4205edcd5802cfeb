import type { Box } from '../../../core/index.js';
import type { Perception, ScreenElement } from '../../../tools/screen/index.js';
import type { Description, Side } from '../goal/index.js';
import { colourScore } from './colours.js';
import { area, contains, gapBetween, middleOf, overlap, sameRow } from './geometry.js';
import { kindScore } from './kinds.js';
import { ownOf } from './own.js';
import { bestRun, textScore } from './text-match.js';

/** Something on the screen that a description may mean. */
export interface Candidate {
  readonly element: ScreenElement;
  /** What is acted on: the element's box, or the run of words in it that was wanted. */
  readonly box: Box;
  /** 0 to 1 */
  readonly score: number;
  /** What it is called where people read of it. */
  readonly name: string;
  /** It was known by its form, as a mark, and not by a text. */
  readonly byForm?: boolean;
}

export interface GroundOptions {
  /** Numbers of elements that are no controls: they repeat the goal. */
  readonly echo?: ReadonlySet<number> | undefined;
  /** Only what belongs to this. */
  readonly within?: Description | undefined;
}

/** Below this nothing is taken for what a description means. */
const LEAST_TEXT = 0.68;
const LEAST = 0.45;
/** From here on a text is the wanted one, and then the kind counts for this at least; not where the kind is a matter of the text. */
const NAMED = 0.92;
const UNLIKELY_KIND = 0.12;
const SIGNS: ReadonlySet<string> = new Set(['letter', 'digit', 'word', 'checkbox', 'radio', 'input', 'textarea', 'slider']);
/** Candidates this close to the best one are as good. */
const AS_GOOD = 0.04;

/** What a description may mean on this screen, best first. Empty where nothing fits. */
export function ground(description: Description, screen: Perception, options: GroundOptions = {}): Candidate[] {
  const pool = screen.elements.filter(({ number }) => options.echo?.has(number) !== true);
  let found = description.texts.length > 0 ? byText(description, screen, pool) : byLook(description, pool, screen);
  found = found.filter(({ score }) => score >= LEAST);
  if (description.relation) found = byRelation(found, description.relation, screen, options);
  if (options.within) found = withinScope(found, options.within, screen, options.echo);
  found.sort((a, b) => b.score - a.score);
  if (description.ordinal !== undefined) return nth(found, description.ordinal);
  if (description.sides.length > 0) return bySide(found, description.sides);
  return found;
}

/** True when the first candidate is better than the second by enough to act on it without asking. */
export function isClear(candidates: readonly Candidate[]): boolean {
  const [first, second] = candidates;
  return first !== undefined && (second === undefined || first.score - second.score >= AS_GOOD || first.name === second.name);
}

function byText(description: Description, screen: Perception, pool: readonly ScreenElement[]): Candidate[] {
  const found: Candidate[] = [];
  for (const element of pool) {
    const hit = bestText(description.texts, element, screen);
    if (!hit) continue;
    // What has the very name that is wanted is it, whatever it was taken for.
    const kind = Math.max(kindScore(description.kind, element), hit.score >= NAMED && !SIGNS.has(description.kind ?? '') ? UNLIKELY_KIND : 0);
    // "brown bread" that is written like this is no bread that is brown.
    const look = hit.rank > 0 && !description.quoted ? 1 : lookScore(description, element);
    if (kind === 0 || look < 0.4) continue;
    found.push({ element, box: hit.box, score: 0.72 * hit.score + 0.18 * kind + 0.1 * look, name: hit.text });
  }
  return sized(description, found);
}

function bestText(texts: readonly string[], element: ScreenElement, screen: Perception): { score: number; box: Box; text: string; rank: number } | undefined {
  let best: { score: number; box: Box; text: string; rank: number } | undefined;
  for (const [rank, text] of texts.entries()) {
    const less = rank * 0.02;
    const offer = (score: number, box: Box, name: string): void => {
      if (score >= LEAST_TEXT && (best === undefined || score > best.score)) best = { score, box, text: name, rank };
    };
    offer(textScore(text, element.text) - less, element.box, element.text);
    // A box, a field or a slider is called by what stands beside it.
    if (element.label !== '') offer(textScore(text, element.label) - less - 0.01, element.box, element.label);
    // The words of a card may run over several lines.
    const wrapped = wrappedText(element, screen);
    if (wrapped !== '') offer(textScore(text, wrapped) - less - 0.02, element.box, wrapped);
    const run = runIn(text, element, screen);
    if (run) offer(run.score * 0.93 - less, run.box, text);
  }
  return best;
}

/** The lines of a small frame as one text; none where it holds a single one, or many. */
function wrappedText({ kind, text, box }: ScreenElement, screen: Perception): string {
  if ((kind !== 'panel' && kind !== 'shape') || text !== '') return '';
  const inside = screen.lines.filter((line) => contains(box, line.box, 2));
  return inside.length > 1 && inside.length <= 4 ? inside.map((line) => line.text).join(' ') : '';
}

/** The wanted words inside a longer line. */
function runIn(text: string, element: ScreenElement, screen: Perception): { score: number; box: Box } | undefined {
  if (element.text.length <= text.length || !/[\p{L}\p{N}×]/u.test(text)) return undefined;
  const words = screen.lines.flatMap((line) => line.words).filter((word) => contains(element.box, word.box, 3));
  const run = bestRun(text, words.map((word) => word.text), 0.88);
  const [first, last] = run ? [words[run.start], words[run.end - 1]] : [];
  if (!run || !first || !last) return undefined;
  return { score: run.score, box: { x: first.box.x, y: first.box.y, width: last.box.x + last.box.width - first.box.x, height: Math.max(first.box.height, last.box.height) } };
}

function byLook(description: Description, pool: readonly ScreenElement[], screen: Perception): Candidate[] {
  if (!description.kind && !description.colour && !description.shape && !description.size && description.sides.length === 0 && description.ordinal === undefined) return [];
  const figure = description.shape !== undefined || description.size !== undefined || description.colour !== undefined;
  const found = pool.flatMap((element): Candidate[] => {
    // The head of a section is a band with a text.
    const says = element.text !== '' || pool.some(({ within, text }) => within === element.number && text !== '');
    if (description.kind === 'section' && (!says || element.box.height > 60)) return [];
    if (element.kind === 'panel' && description.kind !== 'item' && description.kind !== 'dialog' && description.kind !== 'section' && description.kind !== 'row') return [];
    const kind = description.shape !== undefined && (description.kind === undefined || description.kind === 'item') ? kindScore('shape', element) : kindScore(description.kind ?? 'item', element);
    // The head of a section runs over the page; a button does not.
    const look = description.kind === 'section' && element.state.expanded === undefined ? Math.max(0.5, Math.min(1, element.box.width / (0.8 * screen.width)) ** 2) : lookScore(description, element);
    if (kind < 0.3 || look < 0.5) return [];
    return [{ element, box: element.box, score: 0.5 * kind + 0.5 * look, name: element.text || element.label || element.kind }];
  });
  const best = Math.max(...found.map(({ score }) => score));
  // Things of other kinds than the best one's are not what a bare kind word means.
  const kept = figure ? found : found.filter(({ score }) => score >= best - 0.1);
  return sized(description, kept);
}

/** 0 to 1: colour and shape; 1 where nothing is said of them. */
function lookScore(description: Description, element: ScreenElement): number {
  const colour = description.colour === undefined ? 1 : Math.max(colourScore(description.colour, element.colour.hex), element.ink ? 0.95 * colourScore(description.colour, element.ink.hex) : 0);
  const shape = description.shape === undefined ? 1 : shapeScore(description.shape, element);
  return Math.min(colour, shape);
}

const NEAR_SHAPES: Readonly<Record<string, readonly string[]>> = { circle: ['ellipse'], ellipse: ['circle'], rectangle: ['square'], square: ['rectangle'], star: ['polygon', 'other'], heart: ['other'], cross: ['polygon', 'other'], diamond: ['polygon', 'square'] };

function shapeScore(wanted: string, element: ScreenElement): number {
  if (element.shape === undefined) return 0;
  if (element.shape === wanted) return 1;
  const loose = NEAR_SHAPES[wanted]?.includes(element.shape) === true;
  // Every square is a rectangle; a long rectangle is no square.
  return loose ? (wanted === 'rectangle' ? 1 : 0.55) : 0;
}

/** Largest and smallest are one; large and small are the halves around the middle of what sizes there are. */
function sized(description: Description, all: readonly Candidate[]): Candidate[] {
  if (description.size === undefined || all.length === 0) return [...all];
  // The area that things lie in is none of them.
  const things = all.filter(({ element }) => element.kind !== 'panel');
  const found = things.length > 0 ? things : all;
  const extent = ({ element }: Candidate): number => (/^.$/u.test(element.text) ? element.box.height : Math.sqrt(area(element.box)));
  const sizes = found.map(extent);
  const [least, most] = [Math.min(...sizes), Math.max(...sizes)];
  if (description.size === 'largest') return found.filter((candidate) => extent(candidate) >= most - 0.5);
  if (description.size === 'smallest') return found.filter((candidate) => extent(candidate) <= least + 0.5);
  if (most / Math.max(1, least) < 1.25) return [...found];
  const middle = (least + most) / 2;
  return found.filter((candidate) => (extent(candidate) > middle) === (description.size === 'large'));
}

function byRelation(found: readonly Candidate[], relation: NonNullable<Description['relation']>, screen: Perception, options: GroundOptions): Candidate[] {
  const [anchor] = [...ground(relation.of, screen, { echo: options.echo }), ...(isThing(relation.of) ? anchorsOf(relation.of, screen, options.echo) : [])];
  // "in the window" may mean what cannot be seen as one: then it says nothing. A name that is not there tells that of several none is meant.
  if (!anchor) return (found.length > 1 && isName(relation.of)) || (relation.is === 'in' && isThing(relation.of) && !isOnlyOne(relation.of, found)) ? [] : [...found];
  const { box } = anchor;
  switch (relation.is) {
    case 'in': {
      const inside = found.filter((candidate) => candidate.element.number !== anchor.element.number && contains(box, candidate.box));
      return inside.length > 0 ? inside : withinScope(found, relation.of, screen, options.echo);
    }
    case 'below': return nearer(found.filter((candidate) => candidate.box.y >= box.y + box.height * 0.5), box);
    case 'above': return nearer(found.filter((candidate) => candidate.box.y + candidate.box.height <= box.y + box.height * 0.5), box);
    case 'left of': return nearer(found.filter((candidate) => candidate.box.x + candidate.box.width <= box.x + box.width * 0.5), box);
    case 'right of': return nearer(found.filter((candidate) => candidate.box.x >= box.x + box.width * 0.5), box);
    case 'near': return nearer(found, box);
  }
}

const isName = ({ texts, quoted }: Description): boolean => texts.length > 0 && (quoted || texts.some((text) => /[\p{Lu}\d]/u.test(text)));

/** Parts of a screen that often cannot be seen as such. */
const AREA = /^(?:(?:main|top|left|right|bottom|upper|lower|first|second|last|this|whole|entire)\s+)*(?:page|screen|site|website|app|application|menu|menu ?bar|tool ?bar|nav(?:igation)?(?: bar)?|bar|dialog|window|pop-?up|form|section|side ?bar|header|footer|panel|list|table|grid|calendar|text|editor|document|sheet|map|game|board|picture|image|results?|top|bottom|left|right|corner|middle|cent(?:er|re)|row|column)s?$/i;

/** What a scope names is a thing, and no part of the screen: where it is not seen, nothing that belongs to it is. */
const isThing = ({ texts, kind, words }: Description): boolean => kind === undefined && texts.length > 0 && !texts.some((text) => AREA.test(text)) && !/^(?:this|it|that|these|them)\b/i.test(words);

/** "the song": one common word is what the page is about, where only one thing on it can be meant. */
const isOnlyOne = ({ texts, quoted, words }: Description, found: readonly Candidate[]): boolean => !quoted && /^(?:the |this |my |your )?\p{Ll}+$/u.test(words) && texts.every((text) => /^\p{Ll}+$/u.test(text)) && new Set(found.filter(({ score }) => score >= Math.max(...found.map((one) => one.score)) - 0.15).map(({ element }) => element.number)).size === 1;

function nearer(found: readonly Candidate[], box: Box): Candidate[] {
  return found.filter((candidate) => candidate.box !== box).map((candidate) => ({ ...candidate, score: candidate.score - Math.min(0.3, gapBetween(candidate.box, box) / 1000) }));
}

/** The texts by which a person finds the place that a phrase names: all of it, then without its leading common words. */
function anchorTexts(scope: Description): string[] {
  const texts = [...scope.texts, ...(scope.relation?.of.texts ?? [])];
  const shorter = texts.flatMap((text) => {
    // "the recipe for lentil soup", "file budget.csv", "user Olga": the name behind what it is.
    const behind = [...text.matchAll(/(?<=^[\p{Ll} -]+\s(?:for|of|from|by|with|about|to|named|called|titled|the)\s)(?:(?:the|an?|e-?mail|name|title|number)\s)*\S.*$/giu)].map(([name]) => name.replace(/^(?:(?:the|an?|e-?mail|name|title|number)\s+)+/i, ''));
    const named = /^(?:\p{Ll}[\p{Ll}-]*\s+)+(?=[\p{Lu}\d@]|\S*[@._\d])(.+)$/u.exec(text)?.[1];
    return [...behind, ...(named === undefined ? [] : [named])];
  });
  return [...new Set([...texts, ...shorter])];
}

/** Where the thing that a scope names begins, best first; empty when it is not seen. */
export function anchorsOf(scope: Description, screen: Perception, echo: ReadonlySet<number> | undefined): Candidate[] {
  const found = ground({ ...scope, texts: anchorTexts(scope), relation: undefined, kind: undefined, ordinal: undefined, all: false, sides: [] }, screen, { echo });
  return found.length > 0 || scope.kind === undefined ? found : ground({ ...scope, texts: [] }, screen, { echo });
}

/** Keeps what belongs to the scope: inside its panel, else beside it or below it before the next thing of its like. */
export function withinScope(found: readonly Candidate[], scope: Description, screen: Perception, echo: ReadonlySet<number> | undefined): Candidate[] {
  const [anchor] = anchorsOf(scope, screen, echo);
  if (!anchor) return isThing(scope) && !isOnlyOne(scope, found) ? [] : [...found];
  const inPanel = found.filter((candidate) => anchor.element.within !== undefined && candidate.element.within === anchor.element.within && found.length > 1);
  const pool = inPanel.length > 0 && inPanel.length < found.length ? inPanel : isThing(scope) ? ownOf(found, anchor, screen) ?? found : found;
  const from = anchor.box.y - anchor.box.height * 0.75;
  return pool
    .filter((candidate) => middleOf(candidate.box).y >= from)
    .map((candidate) => ({ ...candidate, score: candidate.score - Math.min(0.4, (sameRow(candidate.box, anchor.box) ? alongRow(candidate.box, anchor.box) : 0.02 + Math.min(0.1, Math.max(0, -overlap(candidate.box, anchor.box, 'x')) / 3000)) + Math.max(0, -overlap(candidate.box, anchor.box, 'y')) / 400) }));
}

/** In a row what belongs to a thing stands to its right, and not far. */
function alongRow(box: Box, anchor: Box): number {
  return box.x + box.width < anchor.x ? 0.08 : Math.min(0.06, Math.max(0, box.x - (anchor.x + anchor.width)) / 6000);
}

function nth(found: readonly Candidate[], ordinal: number): Candidate[] {
  const best = found[0]?.score ?? 0;
  const ordered = found.filter(({ score }) => score >= best - 0.15).sort(inReadingOrder);
  const chosen = ordinal > 0 ? ordered[ordinal - 1] : ordered[ordered.length + ordinal];
  return chosen ? [chosen] : [];
}

export function inReadingOrder(a: Pick<Candidate, 'box'>, b: Pick<Candidate, 'box'>): number {
  return sameRow(a.box, b.box) ? a.box.x - b.box.x : a.box.y - b.box.y;
}

function bySide(found: readonly Candidate[], sides: readonly Side[]): Candidate[] {
  const best = found[0]?.score ?? 0;
  const away = ({ box }: Candidate): number => sides.reduce((sum, side) => {
    const { x, y } = middleOf(box);
    return sum + (side === 'top' ? y : side === 'bottom' ? -y : side === 'left' ? x : side === 'right' ? -x : 0);
  }, 0);
  return found.filter(({ score }) => score >= best - 0.15).sort((a, b) => away(a) - away(b)).map((candidate, rank) => ({ ...candidate, score: Math.max(0, candidate.score - rank * AS_GOOD) }));
}
