import type { Box, ModelClient, OcrLine } from '../../core/index.js';
import { strideOf, tileHashes, type RgbaFrame } from '../../kernels/index.js';
import { readingOrder, splitAtGaps } from '../ocr/index.js';
import { groundAndInk } from './colours.js';
import { TILE } from './compare.js';
import type { Perception, ScreenElement, ScreenLine } from './schema.js';

export interface PerceiveOptions {
  /** Device px a CSS px, above 0; 2 is read best. */
  readonly deviceScaleFactor: number;
  readonly models: Pick<ModelClient, 'ocr' | 'readLines'>;
  readonly signal?: AbortSignal | undefined;
  /** What was seen before: what it has read is not read again where the pixels are the same. */
  readonly previous?: Perception | undefined;
}

/** Sees what is on a screenshot. Pixels in, elements out: it knows nothing of the page behind. Throws USAGE for a frame whose sizes do not fit, and as ModelClient does. */
export async function perceive(frame: RgbaFrame, options: PerceiveOptions): Promise<Perception> {
  const { deviceScaleFactor: scale, models, signal } = options;
  strideOf(frame);
  const { lines: found } = await models.ocr({ pixels: { width: frame.width, height: frame.height, channels: 4, data: frame.data } }, { signal });
  const lines = readingOrder(found.flatMap((line: OcrLine) => splitAtGaps(line))).flat().map((line): ScreenLine => ({ ...line, box: scaled(line.box, scale), words: line.words.map(({ text, box }) => ({ text, box: scaled(box, scale) })) }));
  const elements = lines.map((line, index): ScreenElement => ({ number: index + 1, box: line.box, kind: 'text', text: line.text, label: '', state: {}, colour: groundAndInk(frame, scaled(line.box, 1 / scale)).ink, confidence: line.confidence }));
  const { hashes, columns, rows } = tileHashes(frame, Math.max(1, Math.round(TILE * scale)));
  return { width: frame.width / scale, height: frame.height / scale, deviceScaleFactor: scale, elements, lines, tiles: { tile: TILE, columns, rows, hashes }, readings: new Map() };
}

const scaled = ({ x, y, width, height }: Box, scale: number): Box => ({ x: x / scale, y: y / scale, width: width / scale, height: height / scale });
