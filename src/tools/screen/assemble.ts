import type { Box } from '../../core/index.js';
import type { RgbaFrame } from '../../kernels/index.js';
import { around } from '../ocr/index.js';
import { findArrows } from './arrows.js';
import { cornersIfOdd, withMarkSides, withSides } from './sides.js';
import { arrowText, classifyPanel, liesIn, shapeOf, type PanelContent } from './boxes.js';
import { asDialogs, withCloseButtons } from './dialogs.js';
import type { Draft, ReadLine } from './draft.js';
import { areaOf, bottom, cut, groupBy, grownBy, holds, overlapX, overlapY, right } from './geometry.js';
import { textDrafts } from './links.js';
import { chosenEntries, entryDraft } from './lists.js';
import { findPanels, type Panel } from './panels.js';
import { figureOf, fillOf, outlineOf, pointing } from './patch.js';
import { drawingDraft, isPicture } from './pictures.js';
import type { Readings, ReadOptions } from './read.js';
import { distance, segment, type Mark, type Segments } from './segment.js';
import { findBars } from './sliders.js';
import { asTabs } from './tabs.js';
import { isRim } from './rims.js';
import { isRule } from './text-marks.js';
import { underlinedFields } from './underlines.js';
import { readTexts } from './texts.js';
import { joinThrees } from './rows-of-three.js';
import { findToggles } from './toggles.js';

/** What was seen on a frame, in device px and no order. */
export interface Seen {
  readonly drafts: readonly Draft[];
  readonly lines: readonly ReadLine[];
  readonly readings: Readings;
}

/** CSS px: marks that are no text are specks below the first; below the second in one direction, rests of edges. */
const SMALLEST_ICON = 4;
const THINNEST_ICON = 2;
const HIGHEST_LETTER = 72;
/** CSS px: of larger areas nobody asks the figure. */
const LARGEST_CONTROL = 520;
/** How much of its box an area with half circles at its ends fills, at least. */
const ROUND_ENDED = 0.84;

/** Finds all elements of a frame. */
export async function seeFrame(frame: RgbaFrame, scale: number, options: ReadOptions): Promise<Seen> {
  const segments = segment(frame, scale);
  const allPanels = findPanels(segments, scale);
  const toggles = findToggles(frame, segments, scale).filter((toggle) => !isFieldIcon(toggle, allPanels, segments, scale));
  const bars = findBars(frame, segments, scale);
  const fieldIcons = allPanels.filter((panel) => isFieldIcon(panel, allPanels, segments, scale));
  const taken = [...toggles.map(({ box }) => box), ...bars.map(({ box }) => box), ...fieldIcons.map(({ box }) => grownBy(box, 2 * scale))];
  const isTaken = (box: Box): boolean => taken.some((other) => holds(other, box, scale));
  const panels = allPanels.filter((panel) => !isTaken(panel.ground.box) && !isLetter(panel, isRing(frame, panel), allPanels, segments, scale));
  const letters = lettersOf(frame, segments, panels, isTaken, scale);
  const { lines: read, unread, readings } = await readTexts(frame, letters.free, [...taken, ...letters.arrows.map(({ mark }) => mark.box)], scale, options);
  const lines = read.map((line) => pointed(frame, line, segments));
  const icons = [
    ...letters.arrows.map(({ mark, direction }) => ({ box: mark.box, ground: mark.ground, ink: mark.ink, direction })),
    ...unread.filter(({ box }) => Math.max(box.width, box.height) >= SMALLEST_ICON * scale && Math.min(box.width, box.height) >= THINNEST_ICON * scale).map((line) => {
      const [first] = line.marks as [Mark, ...Mark[]];
      return { box: line.box, ground: first.ground, ink: first.ink, direction: pointing(outlineOf(frame, line.box, first.ground?.colour ?? [255, 255, 255])) };
    }),
  ].filter(({ box, ink }) => !panels.some((panel) => isRest(box, panel, scale) || isSlope(box, ink, panel, scale)));

  const entries = chosenEntries(panels, segments.grounds, lines, scale);
  const controls = new Map<Panel, Draft>();
  const holders: Panel[] = [];
  for (const panel of panels.toReversed()) {
    if (entries.some((entry) => entry.panel === panel)) continue;
    const content: PanelContent = {
      lines: lines.filter((line) => line.ground === panel.ground.id),
      icons: icons.filter((icon) => icon.ground === panel.ground),
      controls: [...panels.filter((child) => child.parent === panel).map(({ box }) => box), ...toggles.map(({ box }) => box), ...bars.map(({ box }) => box)].filter((box) => box !== panel.box && liesIn(box, panel)),
      dashes: segments.marks.filter(({ ground, box }) => ground === panel.ground && box.height <= 3 * scale && box.width >= 2 * box.height && box.width <= 8 * scale).length,
      resizable: letters.resizable.has(panel),
      caret: letters.carets.some((caret) => caret.ground === panel.ground),
      figure: figureOfPanel(frame, panel, scale),
    };
    const draft = classifyPanel(panel, content, scale);
    if (draft) controls.set(panel, withSides(draft, cornersIfOdd(draft, segments.areas, panel.ground.id)));
    else if (content.controls.length > 0 || content.lines.length > 1 || (panel.border && content.lines.length > 0)) holders.push(panel);
  }
  const listed = new Set(entries.flatMap(({ chosen, others }) => [chosen, ...others]));
  const underlined = underlinedFields(segments, lines, [...taken, ...[...controls.keys()].map(({ box }) => box)], frame.width, scale);
  const inControl = (box: Box): boolean => [...controls.keys()].some((panel) => liesIn(box, panel)) || underlined.some((field) => holds(field.box, box, scale));
  const found = joinThrees([
    ...controls.values(),
    ...underlined,
    ...toggles.map(({ kind, box, checked, fill, confidence }): Draft => ({ kind, box, text: '', state: { checked }, fill, confidence })),
    ...bars.map(({ kind, box, value, fill, confidence }): Draft => ({ kind, box, text: '', state: { value }, fill, confidence })),
    ...entries.flatMap(({ panel, chosen, others }) => [entryDraft(chosen, panel.ground.colour, panel.box, true), ...others.map((line) => entryDraft(line, panel.ground.parent?.colour ?? line.ink, line.box, false))]),
    ...lines.filter((line) => !listed.has(line) && !inControl(line.box)).flatMap((line) => textDrafts(line).map((draft) => (draft.kind === 'icon' ? withFigure(frame, draft, segments.grounds.find(({ id }) => id === line.ground)?.colour) : draft))),
    ...icons.filter(({ box }) => !inControl(box)).map((icon): Draft => ringDraft(frame, icon, scale) ?? ({ ...withMarkSides(drawingDraft(frame, icon, scale), icon, segments), ...(icon.direction ? { kind: 'icon', text: arrowText(icon.direction) } : {}) })),
    ...letters.large.map((mark) => withMarkSides(drawingDraft(frame, mark, scale), mark, segments)),
    ...letters.pictures.map(({ box, ink }): Draft => ({ kind: 'image', box, text: '', state: {}, fill: ink, confidence: 0.6 })),
  ], segments.marks, scale);
  const tabbed = asTabs(found, edgesOf(segments, panels), scale);
  const areas = [...holders.map(({ box, ground }) => ({ box, fill: ground.colour })), ...framesOf(segments, panels, scale), ...emptyCells(segments, lines, scale)].map(({ box, fill }): Draft => ({ kind: 'panel', box, text: '', state: {}, fill, confidence: 0.6 }));
  const whole = { x: 0, y: 0, width: frame.width, height: frame.height };
  const dialogs = asDialogs(areas, [...tabbed, ...areas], whole, scale);
  return { drafts: [...withCloseButtons(tabbed, dialogs, scale), ...dialogs], lines, readings };
}

/** A long area with round ends is a rectangle, too. */
function figureOfPanel(frame: RgbaFrame, { box, ground }: Panel, scale: number): ReturnType<typeof figureOf> {
  if (Math.max(box.width, box.height) > LARGEST_CONTROL * scale) return 'rectangle';
  const figure = figureOf(outlineOf(frame, box, ground.parent?.colour ?? [255, 255, 255]));
  return figure === 'other' && ground.fullness >= ROUND_ENDED && box.width >= 1.3 * box.height ? 'rectangle' : figure;
}

/** A ring that is higher than wide and stands alone is often not read: it is the letter or, where it is narrow, the digit. */
function ringDraft(frame: RgbaFrame, { box, ink, ground }: Pick<Mark, 'box' | 'ink' | 'ground'>, scale: number): Draft | undefined {
  const around = ground?.colour ?? [255, 255, 255];
  const ratio = box.width / box.height;
  if (ratio > 0.92 || ratio < 0.45 || box.height < 6 * scale || box.height > HIGHEST_LETTER * scale || figureOf(outlineOf(frame, box, around)) !== 'ellipse') return undefined;
  const middle = fillOf(frame, { x: box.x + box.width * 0.35, y: box.y + box.height * 0.35, width: box.width * 0.3, height: box.height * 0.3 }, () => true);
  return distance(middle.colour, around) > 40 ? undefined : { kind: 'text', box, text: ratio < 0.75 ? '0' : 'O', state: {}, fill: ink, confidence: 0.5 };
}

/** A figure that was read as a sign has a shape all the same. */
function withFigure(frame: RgbaFrame, draft: Draft, around: Mark['ink'] = [255, 255, 255]): Draft {
  const figure = figureOf(outlineOf(frame, draft.box, around));
  return figure === 'other' ? draft : { ...draft, shape: shapeOf(figure, draft.box) };
}

interface Letters {
  /** May be letters. */
  readonly free: readonly Mark[];
  readonly arrows: ReturnType<typeof findArrows>;
  readonly carets: readonly Mark[];
  /** Those with a grip in their lower right corner. */
  readonly resizable: ReadonlySet<Panel>;
  readonly pictures: readonly Mark[];
  /** Too high for letters. */
  readonly large: readonly Mark[];
}

/** Sorts the marks that are no borders. */
function lettersOf(frame: RgbaFrame, segments: Segments, panels: readonly Panel[], isTaken: (box: Box) => boolean, scale: number): Letters {
  const borders = bordersOf(segments, panels, scale);
  const inside = segments.marks.filter((mark) => !borders.has(mark) && !isTaken(mark.box) && !isRim(mark, panels, scale));
  const pictures = inside.filter((mark) => isPicture(frame, mark, scale));
  const plain = inside.filter((mark) => !pictures.some((picture) => picture === mark || holds(picture.box, mark.box)));
  const carets = plain.filter((mark) => isCaret(mark, plain, panels, scale));
  const grips = new Map(plain.flatMap((mark) => panels.filter((panel) => isGrip(mark, panel, scale)).map((panel) => [panel, mark] as const)));
  const arrows = findArrows(frame, plain, scale);
  const special = new Set([...carets, ...grips.values(), ...arrows.map(({ mark }) => mark)]);
  const large = plain.filter((mark) => mark.box.height > HIGHEST_LETTER * scale && !isRule(mark, scale));
  return { free: plain.filter((mark) => !special.has(mark) && !large.includes(mark)), arrows, carets, resizable: new Set(grips.keys()), pictures, large };
}

/** Marks that run around grounds: borders of panels, and lines that part cells. */
function bordersOf({ grounds }: Segments, panels: readonly Panel[], scale: number): Set<Mark> {
  const own = new Set(panels.map(({ ground }) => ground));
  const letters = new Set(grounds.filter((ground) => ground.edge && !own.has(ground) && ground.edge.box.height <= HIGHEST_LETTER * scale && ground.box.width * 4 > ground.edge.box.width && ground.edge.box.width <= 3 * ground.edge.box.height && areaOf(ground.box) < 0.6 * areaOf(ground.edge.box)).map(({ edge }) => edge));
  return new Set(grounds.flatMap(({ edge, box, id }) => (edge && areaOf(edge.box) >= areaOf(box) && (!letters.has(edge) || panels.some((panel) => panel.ground.id === id && panel.border)) ? [edge] : [])));
}

/** What is left of the smoothed edge of a filled figure: as large as the figure, or a speck on its outline. */
function isRest(box: Box, panel: Panel, scale: number): boolean {
  const same = Math.abs(box.x - panel.box.x) <= 2 * scale && Math.abs(box.y - panel.box.y) <= 2 * scale && Math.abs(right(box) - right(panel.box)) <= 2 * scale && Math.abs(bottom(box) - bottom(panel.box)) <= 2 * scale;
  const corner = Math.max(box.width, box.height) <= 6 * scale && holds(panel.box, box, 2 * scale) && Math.min(box.x - panel.box.x, right(panel.box) - right(box)) <= 3 * scale && Math.min(box.y - panel.box.y, bottom(panel.box) - bottom(box)) <= 3 * scale;
  return same || corner;
}

/** An angle that stands alone reads as one that points another way; its outline tells. */
function pointed(frame: RgbaFrame, line: ReadLine, { grounds }: Segments): ReadLine {
  if (!/^[<>‹›VvΛ∧∨^]$/.test(line.text)) return line;
  const around = grounds.find(({ id }) => id === line.ground)?.colour ?? [255, 255, 255];
  const { x, y, width, height } = line.box;
  // Without the faint rim of its strokes, too.
  const rims = [[0, 0], [1, 1], [1, 0], [0, 1]].map(([near = 0, far = 0]) => ({ x: x + near, y: y + near, width: Math.max(1, width - near - far), height: Math.max(1, height - near - far) }));
  const direction = rims.map((box) => pointing(outlineOf(frame, box, around))).find((one) => one !== undefined);
  const text = direction === 'left' ? '<' : direction === 'right' ? '>' : line.text;
  return { ...line, text, words: line.words.map((word) => ({ ...word, text })) };
}

/** What is left of a slanting edge: between the two colours that it parts, from side to side of the figure. */
function isSlope(box: Box, ink: Mark['ink'], panel: Panel, scale: number): boolean {
  const [inside, outside] = [panel.ground.colour, panel.ground.parent?.colour ?? panel.ground.colour];
  const whole = distance(inside, outside);
  if (panel.border || whole < 60 || !holds(panel.box, box, 2 * scale) || distance(ink, inside) + distance(ink, outside) > 1.25 * whole) return false;
  const near = (a: number, b: number): number => Number(Math.abs(a - b) <= 2 * scale);
  return near(box.x, panel.box.x) + near(right(box), right(panel.box)) + near(box.y, panel.box.y) + near(bottom(box), bottom(panel.box)) >= 2;
}

/** A small figure at the right end of a field that holds text is its icon, not a check box. */
function isFieldIcon({ box }: { readonly box: Box }, panels: readonly Panel[], { marks }: Segments, scale: number): boolean {
  return panels.some((panel) => panel.border && panel.box.height <= 44 * scale && panel.box.width >= 36 * scale && panel.box.width > 2 * box.width && box.width <= 26 * scale && holds(panel.box, box) && right(panel.box) - right(box) <= 20 * scale && marks.some((mark) => mark.ground === panel.ground && right(mark.box) < box.x));
}

/** Horizontal edges on which tabs may stand, device px: upper edges of grounds and frames, lower edges of strips, and rules. */
function edgesOf({ grounds, marks }: Segments, panels: readonly Panel[]): { x: number; y: number; width: number }[] {
  return [...grounds.map(({ box }) => box), ...panels.map(({ box }) => ({ ...box, y: bottom(box) })), ...marks.filter(({ box }) => box.height <= 6).map(({ box }) => box), ...marks.filter(({ box }) => box.height > 6).map(({ box }) => ({ ...box, y: bottom(box) }))];
}

/** Borders around several grounds: a window with a title strip, a body and a foot. */
function framesOf({ grounds, marks }: Segments, panels: readonly Panel[], scale: number): { box: Box; fill: Mark['ink'] }[] {
  return marks.flatMap((mark) => {
    const parts = grounds.filter((ground) => ground.edge === mark && holds(mark.box, ground.box));
    const first = parts[0];
    if (!first || parts.length < 2 || parts.length > 4 || mark.box.width < 100 * scale || mark.box.height < 60 * scale) return [];
    const whole = around(parts.map(({ box }) => box));
    const covered = areaOf(cut(whole, mark.box)) / areaOf(mark.box);
    const stacked = parts.every((part) => part.box.width >= 0.9 * whole.width);
    return covered >= 0.9 && stacked && !panels.some(({ box }) => areaOf(box) > 0.95 * areaOf(mark.box) && holds(mark.box, box)) ? [{ box: mark.box, fill: first.colour }] : [];
  });
}

/** Round inside and outside. */
function isRing(frame: RgbaFrame, { box, ground, border }: Panel): boolean {
  return border !== undefined && figureOf(outlineOf(frame, box, ground.parent?.colour ?? [255, 255, 255])) === 'ellipse' && ground.fullness < 0.9;
}

/** Places of a board: areas of one size within the lines of one grid, with nothing in them. */
function emptyCells({ grounds, marks }: Segments, lines: readonly ReadLine[], scale: number): { box: Box; fill: Mark['ink'] }[] {
  return [...groupBy(grounds.filter(({ edge }) => edge !== undefined), ({ edge }) => edge)].flatMap(([edge, parts]) => {
    const like = parts.filter(({ box }) => Math.min(box.width, box.height) >= 14 * scale && parts.filter((other) => Math.abs(other.box.width - box.width) <= 0.15 * box.width && Math.abs(other.box.height - box.height) <= 0.15 * box.height).length >= 4);
    const empty = like.filter(({ id, box }) => !lines.some(({ ground }) => ground === id) && !marks.some((mark) => mark !== edge && holds(box, mark.box)));
    return empty.map(({ box, colour }) => ({ box, fill: colour }));
  });
}

/** The inside of a large letter looks like a panel with a border: a letter has others of its kind right beside it. */
function isLetter({ border, box, filled }: Panel, isRing: boolean, panels: readonly Panel[], { marks }: Segments, scale: number): boolean {
  if (!border || box.height > HIGHEST_LETTER * scale || box.width > 1.5 * box.height || border.width < 0.06 * box.height) return false;
  // A ring that is higher than wide, and open to what is around it, is an O or a nought wherever it stands.
  if (!filled && box.width <= 0.92 * box.height && box.width >= 0.45 * box.height && isRing) return true;
  return marks.some((other) => other !== border.mark && other.ground === border.mark.ground && !panels.some((panel) => panel.border?.mark === other && other.box.width > 1.5 * other.box.height) && overlapY(other.box, box) > 0.5 * Math.min(other.box.height, box.height) && other.box.height > 0.5 * box.height && other.box.height < 2 * box.height && -overlapX(other.box, box) <= 0.3 * box.height && overlapX(other.box, box) <= 2);
}

/** The small hatched corner of a field that can be made larger. */
function isGrip({ box, ground }: Mark, panel: Panel, scale: number): boolean {
  if (ground !== panel.ground || !panel.border || panel.box.height < 24 * scale || Math.max(box.width, box.height) > 14 * scale || Math.max(box.width, box.height) < 4 * scale) return false;
  const [toRight, toBottom] = [right(panel.box) - right(box), bottom(panel.box) - bottom(box)];
  return toRight <= 5 * scale && toBottom <= 5 * scale && Math.abs(box.width - box.height) <= 2 * scale;
}

/** A thin upright stroke, higher than the letters around it, in a panel with room for text. */
function isCaret(mark: Mark, marks: readonly Mark[], panels: readonly Panel[], scale: number): boolean {
  const { width, height } = mark.box;
  if (width > 2 * scale || height < 10 * scale || height > 40 * scale || mark.area < 0.95 * width * height) return false;
  if (!panels.some((panel) => panel.ground === mark.ground && panel.box.height <= 3 * height && panel.box.height > height && panel.box.width > 3 * height)) return false;
  return marks.every((other) => other === mark || other.ground !== mark.ground || other.box.height * 1.15 < height);
}
