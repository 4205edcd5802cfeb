import type { Box, ModelClient } from '../../core/index.js';
import { strideOf, tileHashes, type RgbaFrame } from '../../kernels/index.js';
import { readingOrder } from '../ocr/index.js';
import { seeFrame } from './assemble.js';
import { colourOf } from './colours.js';
import { TILE } from './compare.js';
import type { Draft } from './draft.js';
import { areaOf, holds, scaled } from './geometry.js';
import { labelFor, type Labelled } from './labels.js';
import type { ElementKind, Perception, ScreenElement, ScreenLine } from './schema.js';

export interface PerceiveOptions {
  /** Device px a CSS px, above 0; 2 is read best. */
  readonly deviceScaleFactor: number;
  readonly models: Pick<ModelClient, 'readLines'>;
  readonly signal?: AbortSignal | undefined;
  /** What was seen before: what it has read is not read again where the pixels are the same. */
  readonly previous?: Perception | undefined;
}

/**
 * Sees what is on a screenshot. Pixels in, elements out: it knows nothing of the page behind. Throws USAGE for a frame
 * whose sizes do not fit, and as ModelClient does.
 */
export async function perceive(frame: RgbaFrame, options: PerceiveOptions): Promise<Perception> {
  const { deviceScaleFactor: scale, models, signal, previous } = options;
  strideOf(frame);
  const { hashes, columns, rows } = tileHashes(frame, Math.max(1, Math.round(TILE * scale)));
  const tiles = { tile: TILE, columns, rows, hashes };
  if (previous && isSame(previous.tiles, tiles) && previous.deviceScaleFactor === scale) return previous;
  const { drafts, lines, readings } = await seeFrame(frame, scale, { models, signal, known: previous?.readings });
  const toCss = (box: Box): Box => scaled(box, 1 / scale);
  const screenLines = inOrder(lines.map((line) => ({ text: line.text, box: toCss(line.box), confidence: line.confidence, words: line.words.map(({ text, box }) => ({ text, box: toCss(box) })) })));
  const elements = numbered(drafts.map((draft) => ({ ...draft, box: toCss(draft.box) })), screenLines);
  return { width: frame.width / scale, height: frame.height / scale, deviceScaleFactor: scale, elements, lines: screenLines, tiles, readings };
}

function isSame(a: Perception['tiles'], b: Perception['tiles']): boolean {
  return a.columns === b.columns && a.rows === b.rows && a.hashes.every((hash, i) => hash === b.hashes[i]);
}

/** Those that are named by a text beside them. */
const LABELLED: Readonly<Partial<Record<ElementKind, Labelled>>> = { checkbox: 'toggle', radio: 'toggle', 'text-input': 'field', select: 'field', slider: 'field' };

/** Kinds that hold others. */
const HOLDERS: ReadonlySet<ElementKind> = new Set<ElementKind>(['panel', 'dialog', 'text-input', 'select']);

/** Drafts (CSS px) as elements: in reading order, with labels and what they lie in. */
function numbered(drafts: readonly Draft[], lines: readonly ScreenLine[]): ScreenElement[] {
  const holders = drafts.filter(({ kind }) => HOLDERS.has(kind)).sort((a, b) => areaOf(a.box) - areaOf(b.box));
  const order = orderOf(drafts);
  const numbers = new Map(order.map((draft, index) => [draft, index + 1]));
  const controls = drafts.filter(({ kind }) => kind in LABELLED || kind === 'button').map(({ box }) => box);
  const free = lines.filter(({ box }) => !controls.some((control) => holds(control, box, 1)));
  const labels = new Map<Draft, string>();
  // Toggles choose first: what names one of them names no field.
  for (const labelled of ['toggle', 'field'] as const) {
    const taken = new Set(labels.values());
    for (const draft of order) if (LABELLED[draft.kind] === labelled) labels.set(draft, labelFor(labelled, draft.box, free.filter(({ text }) => !taken.has(text)), controls));
  }
  return order.map((draft, index): ScreenElement => {
    const holder = holders.find((other) => other !== draft && areaOf(other.box) > areaOf(draft.box) && holds(other.box, draft.box, 1));
    return {
      number: index + 1,
      box: draft.box,
      kind: draft.kind,
      text: draft.text,
      label: labels.get(draft) ?? '',
      state: draft.state,
      colour: colourOf(...draft.fill),
      ...(draft.ink ? { ink: colourOf(...draft.ink) } : {}),
      ...(draft.shape ? { shape: draft.shape } : {}),
      ...(draft.sides ? { sides: draft.sides } : {}),
      ...(holder ? { within: numbers.get(holder) } : {}),
      confidence: draft.confidence,
    };
  });
}

/** Panels and dialogs come right before the first of what they hold. */
function orderOf(drafts: readonly Draft[]): Draft[] {
  const isArea = ({ kind }: Draft): boolean => kind === 'panel' || kind === 'dialog';
  const order = inOrder(drafts.filter((draft) => !isArea(draft)).map((draft) => ({ draft, text: draft.text, box: draft.box, confidence: draft.confidence, words: draft.text.split(/\s+/).map((text) => ({ text, box: draft.box })) }))).map(({ draft }) => draft);
  for (const area of drafts.filter(isArea).sort((a, b) => areaOf(a.box) - areaOf(b.box))) {
    const first = order.findIndex((draft) => holds(area.box, draft.box, 1));
    order.splice(first === -1 ? order.length : first, 0, area);
  }
  return order;
}

function inOrder<T extends ScreenLine>(items: readonly T[]): T[] {
  return readingOrder(items).flat() as T[];
}
