import type { Box, OcrReply } from '../../core/index.js';
import { splitAtGaps, type Line } from './lines.js';
import { readingOrder } from './order.js';
import { rowsAsText } from './rows.js';

/** Lines that belong together, in reading order. */
export interface Block {
  /** `heading`: much larger than the text of the page. */
  readonly kind: 'heading' | 'paragraph';
  /** Lines joined by spaces; a word hyphenated at the end of a line is joined again. */
  readonly text: string;
  readonly box: Box;
  readonly lines: readonly Line[];
}

export interface Layout {
  /** Blocks parted by empty lines, each line of a block on its own line; cells of a row on one line, with tabs between. */
  readonly text: string;
  readonly blocks: readonly Block[];
}

/** Lines this many times as high as the median are headings. */
const HEADING = 1.35;
/** Lines of one paragraph lie at most this many line heights apart, and their heights differ by at most this factor. */
const PARAGRAPH_GAP = 0.85;
const SAME_SIZE = 1.3;

/** Puts what OCR read into the order in which people read it. Every word of the reply appears exactly once. */
export function layoutText(ocr: Pick<OcrReply, 'lines'>): Layout {
  const regions = readingOrder(ocr.lines.flatMap(splitAtGaps));
  const heights = regions.flat().map(({ box }) => box.height).sort((a, b) => a - b);
  const usual = heights[heights.length >> 1] ?? 0;
  const blocks = regions.flatMap((region) => paragraphsOf(region)).map((lines): Block => ({
    kind: lines.length <= 3 && lines.every(({ box }) => box.height >= HEADING * usual) ? 'heading' : 'paragraph',
    text: joinLines(lines),
    box: around(lines.map(({ box }) => box)),
    lines,
  }));
  return { text: rowsAsText(blocks.flatMap(({ lines }) => lines.map((line, index) => ({ ...line, gap: index === 0 ? '\n\n' : '\n' })))), blocks };
}

function paragraphsOf(lines: readonly Line[]): Line[][] {
  const paragraphs: Line[][] = [];
  for (const line of lines) {
    const previous = paragraphs.at(-1)?.at(-1);
    if (previous && continues(previous, line)) paragraphs.at(-1)?.push(line);
    else paragraphs.push([line]);
  }
  return paragraphs;
}

function continues(previous: Line, line: Line): boolean {
  const [a, b] = [previous.box, line.box];
  const height = Math.min(a.height, b.height);
  const gap = b.y - (a.y + a.height);
  const overlap = Math.min(a.x + a.width, b.x + b.width) - Math.max(a.x, b.x);
  return gap <= PARAGRAPH_GAP * height && gap > -1.5 * height && overlap > 0 && Math.max(a.height, b.height) <= SAME_SIZE * height;
}

function joinLines(lines: readonly Line[]): string {
  return lines.map(({ text }) => text).join(' ').replace(/(\p{Ll})- (?=\p{Ll})/gu, '$1');
}

/** Smallest box around boxes; `boxes` holds at least one. */
export function around(boxes: readonly Box[]): Box {
  const x = Math.min(...boxes.map((box) => box.x));
  const y = Math.min(...boxes.map((box) => box.y));
  return { x, y, width: Math.max(...boxes.map((box) => box.x + box.width)) - x, height: Math.max(...boxes.map((box) => box.y + box.height)) - y };
}
