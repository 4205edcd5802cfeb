import type { Box, OcrLine } from '../../core/index.js';
import type { TextBlock } from '../../tools/browser/index.js';
import { rowsAsText } from '../../tools/ocr/index.js';
import { normalizeText } from '../../tools/text/index.js';

/** What a person sees of a page's text: pixels decide what is there, the document decides its spelling and order. */
export interface SeenText {
  /** The lines that are seen, cells of a row on one line. */
  readonly text: string;
  /** Blocks of the document that the picture does not show (covered, or in the colour of the background). */
  readonly unseen: readonly string[];
  /** Lines that only the picture has: text inside images. */
  readonly onlyInPicture: readonly string[];
  /** Share of the checkable characters of the document that were read in the picture; null when nothing could be checked. */
  readonly agreement: number | null;
  /** Blocks in a script that text recognition cannot read, taken on trust. */
  readonly unchecked: number;
}

/** Share of a block that must be read at its place for it to count as seen. */
const SEEN_FROM = 0.45;

/** Scripts that the recognition model reads. */
const READABLE = /[\p{Script=Latin}\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{N}]/gu;

/** Compares the blocks of a page (CSS px) with the lines read in its picture (device px). */
export function compareWithPicture(blocks: readonly TextBlock[], lines: readonly OcrLine[], scale: number, picture: { readonly width: number; readonly height: number }): SeenText {
  const used = new Set<OcrLine>();
  const kept: { text: string; box: Box }[] = [];
  const unseen: string[] = [];
  let readable = 0;
  let read = 0;
  let unchecked = 0;
  for (const block of blocks) {
    const box = scaled(block.box, scale);
    if (box.y >= picture.height || box.x >= picture.width) continue;
    const near = lines.filter((line) => overlaps(line.box, box));
    const letters = (block.text.match(READABLE) ?? []).length;
    const all = (block.text.match(/[\p{L}\p{N}]/gu) ?? []).length;
    if (all === 0 || letters / all < 0.5) {
      if (all > 0) unchecked += 1;
      kept.push({ text: block.text, box: block.box });
    } else {
      const share = recall(block.text, near.map(({ text }) => text).join(' '));
      readable += letters;
      read += letters * share;
      // A block that is cut by the edge of the picture can only be seen in part.
      const visible = Math.min(1, (picture.height - box.y) / Math.max(1, box.height));
      if (share >= SEEN_FROM * visible) kept.push({ text: block.text, box: block.box });
      else unseen.push(block.text);
    }
    for (const line of near) if (recall(line.text, block.text) >= 0.5) used.add(line);
  }
  const extra = lines.filter((line) => !used.has(line) && line.confidence >= 0.6 && /[\p{L}\p{N}]{2}/u.test(line.text) && !kept.some(({ text }) => recall(line.text, text) >= 0.7));
  for (const line of extra) insertByHeight(kept, { text: line.text, box: scaled(line.box, 1 / scale) });
  return { text: rowsAsText(kept), unseen, onlyInPicture: extra.map(({ text }) => text), agreement: readable === 0 ? null : Math.round((read / readable) * 100) / 100, unchecked };
}

function scaled({ x, y, width, height }: Box, scale: number): Box {
  return { x: x * scale, y: y * scale, width: width * scale, height: height * scale };
}

/** True when the middle of a line lies in a box or the box's middle on the line. */
function overlaps(line: Box, box: Box): boolean {
  const middle = line.y + line.height / 2;
  const within = middle >= box.y - 6 && middle <= box.y + box.height + 6;
  const around = box.y + box.height / 2 >= line.y && box.y + box.height / 2 <= line.y + line.height;
  return (within || around) && line.x < box.x + box.width + 10 && line.x + line.width > box.x - 10;
}

/** Share of the letter pairs of `wanted` that `found` has, too: forgiving towards blanks and single wrong letters. */
export function recall(wanted: string, found: string): number {
  const pairs = (text: string): Map<string, number> => {
    const letters = normalizeText(text).replace(/[^\p{L}\p{N}]/gu, '');
    const counts = new Map<string, number>();
    if (letters.length === 1) counts.set(letters, 1);
    for (let at = 0; at + 1 < letters.length; at += 1) counts.set(letters.slice(at, at + 2), (counts.get(letters.slice(at, at + 2)) ?? 0) + 1);
    return counts;
  };
  const have = pairs(found);
  const single = [...have.keys()].join('');
  let total = 0;
  let hits = 0;
  for (const [pair, count] of pairs(wanted)) {
    total += count;
    hits += pair.length === 1 ? (single.includes(pair) ? 1 : 0) : Math.min(count, have.get(pair) ?? 0);
  }
  return total === 0 ? 1 : hits / total;
}

/** Puts a line of the picture behind the last block that begins above it. */
function insertByHeight(kept: { text: string; box: Box }[], line: { text: string; box: Box }): void {
  let at = kept.length;
  for (let index = kept.length - 1; index >= 0; index -= 1) {
    if ((kept[index]?.box.y ?? 0) <= line.box.y) break;
    at = index;
  }
  kept.splice(at, 0, line);
}
